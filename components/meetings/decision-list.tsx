import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { leadsMeetings, maySettle } from '@/lib/meetings/policy'
import type { DecisionView } from '@/lib/meetings/queries/decisions'
import type { MinuteLine } from '@/lib/meetings/queries/meetings'
import { meetingHref } from '@/lib/meetings/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { CarryForm, type Colleague, DoneButton, EditForm, SettleForm } from './decision-forms'

export type DecisionContext = {
  actor: Actor
  format: Formatter
  people: readonly Colleague[]
  today: string
  /** the meeting that goes on, if one does */
  openMeetingId: number | null
}

/** Decisions with what may be done about each. */
export async function DecisionList({
  lines,
  context,
  of,
}: {
  lines: readonly MinuteLine[]
  context: DecisionContext
  /** whether to say which meeting decided it */
  of?: boolean
}) {
  return (
    <ul className="divide-y divide-line">
      {lines.map((line) => (
        <DecisionLine key={line.was.id} line={line} context={context} of={of} />
      ))}
    </ul>
  )
}

async function DecisionLine({
  line: { was, now },
  context,
  of,
}: {
  line: MinuteLine
  context: DecisionContext
  of?: boolean
}) {
  const [t, common] = await Promise.all([
    getTranslations('meetings.decision'),
    getTranslations('common.action'),
  ])
  const { actor, format, people, today, openMeetingId } = context
  const isMinutes = was.version !== now.version
  const leads = leadsMeetings(actor)
  const isLate = now.state === 'open' && now.dueOn < today
  const mayEdit = leads && openMeetingId === now.meetingId
  const mayCarry = leads && now.state === 'open' && openMeetingId !== null && openMeetingId > now.meetingId
  const mayEnd = maySettle(actor, { ownerId: now.owner.id }, 'done')
  const dialog = (name: string) => `decision-${now.id}-${name}`
  return (
    <li
      className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5 py-2.5"
      data-decision={now.id}
    >
      <div className="min-w-0 flex-1 basis-64">
        <p
          className={cx(
            '[overflow-wrap:anywhere] whitespace-pre-line',
            was.state === 'open' ? 'text-ink' : 'text-muted',
          )}
        >
          {was.text}
        </p>
        <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-sm text-muted">
          <span className="font-medium text-body">{was.owner.name}</span>
          <span aria-hidden="true">·</span>
          {was.state === 'open' && (
            <span className={cx(!isMinutes && isLate && 'font-medium text-danger-ink')}>
              {!isMinutes && isLate
                ? t('overdue', { date: format.date(was.dueOn) })
                : t('byWhen', { date: format.date(was.dueOn) })}
            </span>
          )}
          {was.state !== 'open' && <Settled decision={was} format={format} />}
          {of && (
            <>
              <span aria-hidden="true">·</span>
              <Link
                href={meetingHref(was.meetingId)}
                prefetch={false}
                className="hover:text-ink hover:underline"
              >
                {t('of', { date: format.shortDate(was.heldOn) })}
              </Link>
            </>
          )}
        </p>
        {was.outcome && <p className="mt-0.5 text-sm whitespace-pre-line text-body">{was.outcome}</p>}
        {was.carried.map((carry) => (
          <p key={carry.meetingId} className="mt-0.5 text-xs text-muted">
            {t('carried', {
              date: format.shortDate(carry.heldOn),
              day: format.shortDate(carry.fromDay),
              owner: carry.fromOwner,
            })}
          </p>
        ))}
        {isMinutes && <Since was={was} now={now} format={format} />}
      </div>
      {mayEnd && (
        <div className="flex shrink-0 flex-wrap items-center gap-1.5" data-print="hide">
          {mayCarry && (
            <>
              <DialogButton dialog={dialog('carry')} size="sm" aria-label={t('carryOf', { text: now.text })}>
                {t('carry')}
              </DialogButton>
              <Dialog id={dialog('carry')} title={t('carry')} closeLabel={common('close')}>
                <p className="mb-3 [overflow-wrap:anywhere] text-muted">{now.text}</p>
                <CarryForm decision={now} people={people} today={today} />
              </Dialog>
            </>
          )}
          {now.state === 'open' && <DoneButton decision={now} />}
          <DialogButton
            dialog={dialog('change')}
            size="sm"
            variant="quiet"
            aria-label={t('changeOf', { text: now.text })}
          >
            {t('change')}
          </DialogButton>
          <Dialog id={dialog('change')} title={t('change')} closeLabel={common('close')}>
            {mayEdit ? (
              <section className="mb-5 border-b border-line pb-5">
                <h3 className="mb-2 text-sm font-semibold">{t('edit')}</h3>
                <EditForm decision={now} people={people} today={today} />
              </section>
            ) : (
              <p className="mb-3 [overflow-wrap:anywhere] text-muted">{now.text}</p>
            )}
            <h3 className="mb-2 text-sm font-semibold">{t('settle')}</h3>
            <SettleForm decision={now} mayDrop={leads} />
          </Dialog>
        </div>
      )}
    </li>
  )
}

async function Settled({ decision, format }: { decision: DecisionView; format: Formatter }) {
  const t = await getTranslations('meetings.decision')
  return (
    <Badge tone={decision.state === 'done' ? 'success' : 'neutral'} className="whitespace-normal">
      {t('settledBy', {
        state: decision.state,
        name: decision.settledBy ?? '',
        date: decision.settledAt ? format.shortDate(decision.settledAt) : '',
      })}
    </Badge>
  )
}

/** What became of a decision after the minutes were kept. */
async function Since({ was, now, format }: { was: DecisionView; now: DecisionView; format: Formatter }) {
  const t = await getTranslations('meetings.decision')
  const moved = was.dueOn !== now.dueOn || was.owner.id !== now.owner.id
  if (was.state === now.state && !moved) return null
  return (
    <p className="mt-1 flex flex-wrap gap-1.5 text-xs" data-print="hide">
      {was.state !== now.state && (
        <Badge tone={now.state === 'done' ? 'success' : now.state === 'open' ? 'accent' : 'neutral'}>
          {t('nowState', { state: now.state })}
        </Badge>
      )}
      {moved && <Badge>{t('nowDue', { date: format.shortDate(now.dueOn), owner: now.owner.name })}</Badge>}
    </p>
  )
}
