import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Term } from '@/components/agreements/term'
import { ReturnedBar } from '@/components/contests/returned-bar'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { DefinitionList } from '@/components/ui/definition-list'
import { GradeBadge } from '@/components/ui/grade-badge'
import { Time } from '@/components/ui/time'
import { isPaused } from '@/lib/handoffs/clock'
import { canAnswer } from '@/lib/handoffs/policy'
import type { Contact, QueueRecord } from '@/lib/handoffs/queries/queue'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { TouchKind } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import { AnswerForm } from './answer-form'
import { ContactLinks } from './contact-links'
import { DueMark } from './due-mark'
import { Evidence } from './evidence'
import { HandoffRounds, Quote } from './handoff-rounds'
import { VerdictBar } from './verdict-bar'

/** One handoff with all that a verdict is based on, and the verdict at its foot. */
export async function QueueRecordPane({
  record,
  actor,
  format,
  back,
  closeHref,
}: {
  record: QueueRecord
  actor: Actor
  format: Formatter
  /** Where a verdict goes on: the next one. */
  back: string
  closeHref: string
}) {
  const [t, common] = await Promise.all([getTranslations('handoffs'), getTranslations('common')])
  const { handoff, lead, earlier, contacts, readiness, speaking, attempts } = record
  const person = [lead.contactName === lead.displayName ? null : lead.contactName, lead.jobTitle].filter(
    Boolean,
  )
  const place = [lead.region, lead.country].filter(Boolean)
  const source = [lead.channel ?? common('noChannel'), lead.campaign].filter(Boolean)
  const decided = handoff.state !== 'pending'
  return (
    <section aria-labelledby={`record-${handoff.id}`} className="flex min-h-0 flex-1 flex-col">
      <header className="flex flex-col gap-3 border-b border-line px-4 pt-3 pb-3 md:px-5 md:pt-4">
        <div className="-my-2 flex justify-between md:hidden">
          <Link
            href={closeHref}
            scroll={false}
            prefetch={false}
            data-queue-back=""
            className="py-3 text-base font-medium text-accent-ink"
          >
            <span aria-hidden="true">← </span>
            {t('backToList')}
          </Link>
          <Link
            href={`/leads/${lead.id}`}
            prefetch={false}
            className="py-3 text-base font-medium text-accent-ink"
          >
            {t('openLead')}
            <span aria-hidden="true"> →</span>
          </Link>
        </div>
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <div className="min-w-0">
            <h2
              id={`record-${handoff.id}`}
              tabIndex={-1}
              data-record-heading=""
              className="text-xl font-semibold text-balance"
            >
              {lead.displayName}
            </h2>
            {person.length > 0 && <p className="text-base text-body">{person.join(', ')}</p>}
          </div>
          <div className="flex flex-wrap items-center gap-2 md:pt-1">
            {handoff.grade && (
              <Term id={handoff.grade}>
                <GradeBadge grade={handoff.grade} label={common(`grade.${handoff.grade}`)} />
              </Term>
            )}
            {decided ? (
              <Badge tone={handoff.state === 'accepted' ? 'success' : 'warn'}>
                {common(`handoffState.${handoff.state}`)}
              </Badge>
            ) : (
              <DueMark
                handoff={handoff}
                format={format}
                side={hasRole(actor, 'sales') ? 'sales' : 'marketing'}
              />
            )}
          </div>
        </div>
        <div className="flex flex-wrap items-center gap-2">
          <ContactLinks lead={lead} />
          <Link
            href={`/leads/${lead.id}`}
            prefetch={false}
            data-hotkey="o"
            className={buttonClass({ variant: 'quiet' }, 'max-md:hidden')}
          >
            {t('openLead')}
          </Link>
        </div>
      </header>

      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto px-4 py-4 md:px-5">
        {handoff.note && (
          <Part title={t('note', { name: handoff.offeredBy.name })}>
            <Quote>{handoff.note}</Quote>
          </Part>
        )}
        {(handoff.question || decided) && (
          <HandoffRounds rounds={[{ ...handoff, note: null, overrideReason: null }]} />
        )}
        <Part title={<Term id="sales_ready">{t('evidence.title')}</Term>}>
          <Evidence lead={lead} judged={{ readiness, speaking, attempts, format }} />
          {handoff.overrideReason && (
            <p className="mt-2 text-sm text-muted">
              {t('evidence.notReady', { reason: handoff.overrideReason })}
            </p>
          )}
        </Part>
        {lead.note && (
          <Part title={t('leadNote')}>
            <Quote>{lead.note}</Quote>
          </Part>
        )}
        <div className="grid gap-5 xl:grid-cols-2">
          <DefinitionList
            items={[
              { term: t('facts.source'), value: source.join(' / ') },
              ...(place.length > 0 ? [{ term: t('facts.region'), value: place.join(', ') }] : []),
              ...(lead.website
                ? [{ term: t('facts.website'), value: <Website address={lead.website} /> }]
                : []),
              { term: t('facts.created'), value: <Time value={lead.createdAt} format={format} as="date" /> },
              {
                term: t('facts.offered'),
                value: <Time value={handoff.offeredAt} format={format} as="dayTime" />,
              },
              { term: t('facts.to'), value: handoff.assignee?.name ?? t('everyone') },
              { term: t('facts.marketer'), value: handoff.offeredBy.name },
              { term: t('due.label'), value: <Time value={handoff.dueAt} format={format} as="dayTime" /> },
            ]}
          />
          <Part title={<Term id="touch">{t('contacts')}</Term>}>
            <Contacts contacts={contacts} format={format} />
          </Part>
        </div>
        {earlier.length > 0 && (
          <div className="border-t border-line pt-4">
            <HandoffRounds rounds={earlier} />
          </div>
        )}
      </div>

      <footer className="group-data-gone/pane:hidden border-t border-line px-4 py-3 md:px-5">
        {isPaused(handoff) && canAnswer(actor) ? (
          <AnswerForm handoff={handoff} back={back} />
        ) : handoff.state === 'rejected' && hasRole(actor, 'marketer') ? (
          <ReturnedBar handoff={handoff} lead={lead} actor={actor} back={back} unfold="up" />
        ) : decided ? (
          <p className="text-sm text-muted">
            {handoff.decidedBy?.name}, <Time value={handoff.decidedAt} format={format} as="dayTime" />
          </p>
        ) : (
          <VerdictBar handoff={handoff} actor={actor} back={back} unfold="up" keys />
        )}
      </footer>
    </section>
  )
}

function Part({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <section className="min-w-0">
      <h3 className="mb-1.5 text-sm font-medium text-muted">{title}</h3>
      {children}
    </section>
  )
}

async function Contacts({ contacts, format }: { contacts: readonly Contact[]; format: Formatter }) {
  const t = await getTranslations('handoffs')
  if (contacts.length === 0) return <p className="text-muted">{t('noContacts')}</p>
  return (
    <ul className="flex flex-col gap-1.5">
      {contacts.map((contact) => (
        <li key={contact.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 text-base">
          <span className="min-w-0">
            <span className="text-ink">
              {contact.side === 'touch'
                ? t(`touch.${contact.kind as TouchKind}`)
                : t(`activity.${contact.kind as 'call'}`)}
            </span>
            {contact.by && <span className="text-muted">, {contact.by}</span>}
            {contact.text && <span className="block truncate text-sm text-muted">{contact.text}</span>}
          </span>
          <span className="text-sm text-muted">
            <Time value={contact.at} format={format} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** Only an address of the web is a link. */
function Website({ address }: { address: string }) {
  const url = /^https?:\/\//i.test(address) ? address : `https://${address}`
  return (
    <a href={url} target="_blank" rel="noreferrer" className="break-all text-accent-ink hover:underline">
      {address.replace(/^https?:\/\/(www\.)?/i, '').replace(/\/$/, '')}
    </a>
  )
}
