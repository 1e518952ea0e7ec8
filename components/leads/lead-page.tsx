import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Term } from '@/components/agreements/term'
import { DealCard } from '@/components/deals/deal-card'
import { Evidence } from '@/components/handoffs/evidence'
import { HandoffRounds } from '@/components/handoffs/handoff-rounds'
import { LeadPlan } from '@/components/nurture/lead-plan'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { PageHeader } from '@/components/ui/page-header'
import { canEditField } from '@/lib/leads/policy'
import type { Actor } from '@/lib/platform/actor'
import { one, type Query } from '@/lib/platform/url-state'
import { ContactComposer } from './contact-composer'
import { LeadFacts } from './lead-facts'
import { LeadHead } from './lead-head'
import { LeadSaid } from './lead-said'
import { MergedHere } from './merged-here'
import { NextStep, openDealOf } from './next-step'
import type { LeadRecord } from './record-data'
import { Section } from './section'
import { Tasks } from './tasks'
import { Timeline } from './timeline'

/** The whole record: the next step first, what is known beside it, the history below. */
export async function LeadPage({ record, actor, query }: { record: LeadRecord; actor: Actor; query: Query }) {
  const t = await getTranslations('leads')
  const { lead, rounds, history, organisation } = record
  const others = record.deals.filter((deal) => deal !== openDealOf(record))
  const here = `/leads/${lead.id}`
  const oldest = history.events.at(-1)?.id
  return (
    <div key={`${lead.id}.${lead.version}`}>
      <LivePage actor={actor} on={[`lead:${lead.id}`]} />
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{lead.displayName}</span>}
        back={{ href: '/leads', label: t('title') }}
        actions={
          canEditField(actor, lead, 'company') ? (
            <LinkButton href={`${here}/edit`}>{t('record.edit')}</LinkButton>
          ) : null
        }
      >
        <LeadHead lead={lead} />
      </PageHeader>
      <LeadSaid actor={actor} id={lead.id} said={one(query, 'said')} address={here} />
      <div className="mt-5 grid items-start gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,1fr)_minmax(18rem,24rem)]">
        <div className="flex min-w-0 flex-col gap-6">
          <NextStep record={record} actor={actor} />
          {others.length > 0 && (
            <Section title={<Term id="deal">{t('record.deal')}</Term>}>
              {others.map((deal) => (
                <DealCard key={deal.id} deal={deal} actor={actor} organisation={organisation} />
              ))}
            </Section>
          )}
          {lead.answers && (
            <Section title={<Term id="qualified">{t('record.qualification')}</Term>}>
              <Evidence lead={lead} signs={record.signs} />
            </Section>
          )}
          {rounds.length > 0 && (
            <Section title={<Term id="handoff">{t('record.handoffs')}</Term>}>
              <HandoffRounds rounds={rounds} actor={actor} />
            </Section>
          )}
          <LeadPlan lead={lead} plan={record.plan} actor={actor} today={record.today} />
          <Tasks contacts={record.contacts} actor={actor} today={record.today} />
          <Section
            title={t('record.history')}
            id="history"
            actions={
              one(query, 'older') ? (
                <Link href={`${here}#history`} className="text-sm text-accent-ink hover:underline">
                  {t('record.newest')}
                </Link>
              ) : null
            }
          >
            <ContactComposer actor={actor} leadId={lead.id} />
            <Timeline
              history={history}
              rounds={rounds}
              moreHref={`${here}?older=${oldest ?? ''}#history`}
              currency={organisation.currency}
            />
          </Section>
        </div>
        <div className="flex min-w-0 flex-col gap-6">
          <LeadFacts lead={lead} />
          <MergedHere lead={lead} actor={actor} />
        </div>
      </div>
    </div>
  )
}
