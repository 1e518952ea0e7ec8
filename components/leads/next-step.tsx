import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { DealCard } from '@/components/deals/deal-card'
import { OpenDealForm } from '@/components/deals/open-deal-form'
import { AnswerForm } from '@/components/handoffs/answer-form'
import { DueMark } from '@/components/handoffs/due-mark'
import { HandOffForm } from '@/components/handoffs/hand-off-form'
import { VerdictBar } from '@/components/handoffs/verdict-bar'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { Unfolding } from '@/components/ui/unfolding'
import { isSalesReady } from '@/lib/agreements/definition'
import { isPaused } from '@/lib/handoffs/clock'
import { canAnswer } from '@/lib/handoffs/policy'
import { reopenFromForm, takeFromForm } from '@/lib/leads/actions'
import { possibleSteps, type StepName } from '@/lib/leads/lifecycle'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { factsOf } from '@/lib/leads/readiness'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { DisqualifyForm } from './disqualify-form'
import { NurtureForm } from './nurture-form'
import { Qualification } from './qualification'
import type { LeadRecord } from './record-data'

/**
 * The step that this person takes next with this lead, open and ready; the other steps that the life of a lead allows
 * them beside it. Who has no step here is told who has.
 */
export async function NextStep({ record, actor }: { record: LeadRecord; actor: Actor }) {
  const t = await getTranslations('leads.next')
  const { lead } = record
  const steps = possibleSteps(lead, actor.roles)
  const can = (step: StepName) => steps.includes(step)
  const { title, body, uses } = await mainStep(record, actor, can)
  const beside = [
    can('qualify') && uses !== 'qualify' && (
      <Unfolding key="qualify" label={t('requalify')} group={`step-${lead.id}`} unfold="down">
        <Qualification lead={lead} definition={record.definition} signs={record.signs} actor={actor} />
      </Unfolding>
    ),
    can('handOff') && uses !== 'handOff' && (
      <Unfolding key="handOff" label={t('handOffAnyway')} group={`step-${lead.id}`} unfold="down">
        <HandOffForm lead={lead} definition={record.definition} reps={record.reps} actor={actor} />
      </Unfolding>
    ),
    can('nurture') && uses !== 'nurture' && (
      <Unfolding key="nurture" label={t('nurture')} group={`step-${lead.id}`} unfold="down">
        <NurtureForm lead={lead} today={record.today} />
      </Unfolding>
    ),
    can('disqualify') && (
      <Unfolding key="disqualify" label={t('disqualify')} group={`step-${lead.id}`} unfold="down">
        <DisqualifyForm lead={lead} />
      </Unfolding>
    ),
  ].filter(Boolean)
  return (
    <section
      aria-labelledby={`next-${lead.id}`}
      className="relative rounded-lg border border-line-strong/60 bg-surface"
      data-print="hide"
      data-steps=""
    >
      <div className="flex flex-col gap-3 px-4 pt-3 pb-4">
        <h2 id={`next-${lead.id}`} className="text-base font-semibold">
          {title}
        </h2>
        {body}
      </div>
      {beside.length > 0 && (
        <div className="relative flex flex-wrap gap-2 border-t border-line px-4 py-2.5">{beside}</div>
      )}
    </section>
  )
}

/** The deal that the next step shows; the others stand further down. */
export function openDealOf({ lead, deals }: Pick<LeadRecord, 'lead' | 'deals'>) {
  return lead.status === 'deal' ? deals.find(({ state }) => state === 'open') : undefined
}

type Main = { title: string; body: ReactNode; uses?: StepName }

async function mainStep(record: LeadRecord, actor: Actor, can: (step: StepName) => boolean): Promise<Main> {
  const t = await getTranslations('leads.next')
  const { lead, rounds, reps, organisation } = record
  if (can('take')) {
    return {
      title: t('take'),
      uses: 'take',
      body: (
        <OneButton action={takeFromForm} lead={lead} text={t('takeText')}>
          {t('take')}
        </OneButton>
      ),
    }
  }
  switch (lead.status) {
    case 'new':
    case 'nurture':
      if (!can('qualify')) break
      return {
        title: lead.answers ? t('requalify') : t('qualify'),
        uses: 'qualify',
        body: (
          <>
            {lead.status === 'nurture' && <Waking record={record} />}
            <Qualification lead={lead} definition={record.definition} signs={record.signs} actor={actor} />
          </>
        ),
      }
    case 'qualified':
      if (!can('handOff')) break
      if (!isSalesReady(record.definition, factsOf(lead)).ready) {
        return {
          title: t('nurtureTitle'),
          uses: 'nurture',
          body: <NurtureForm lead={lead} today={record.today} />,
        }
      }
      return {
        title: t('handOff'),
        uses: 'handOff',
        body: <HandOffForm lead={lead} definition={record.definition} reps={reps} actor={actor} />,
      }
    case 'handed_off':
      return { title: t('waitsForSales'), body: await verdict(rounds, actor) }
    case 'accepted':
      if (!can('openDeal')) break
      return {
        title: t('openDeal'),
        uses: 'openDeal',
        body: <OpenDealForm lead={lead} currency={organisation.currency} />,
      }
    case 'deal': {
      const open = openDealOf(record)
      if (!open) break
      return { title: t('deal'), body: <DealCard deal={open} actor={actor} organisation={organisation} /> }
    }
    case 'disqualified':
      if (!can('reopen')) break
      return {
        title: (await getTranslations('common.status'))('disqualified'),
        uses: 'reopen',
        body: (
          <OneButton action={reopenFromForm} lead={lead} text={t('reopenText')} variant="secondary">
            {t('reopen')}
          </OneButton>
        ),
      }
    default:
      break
  }
  return waiting(record)
}

/** Nothing for this person to do: who does something, or how it ended. */
async function waiting(record: LeadRecord): Promise<Main> {
  const { lead } = record
  const [t, common] = await Promise.all([getTranslations('leads.next'), getTranslations('common.status')])
  const quiet = (text: string) => <p className="text-muted">{text}</p>
  const title = common(lead.status)
  switch (lead.status) {
    case 'new':
      return { title, body: quiet(lead.origin === 'sales' ? t('takeText') : t('marketing')) }
    case 'qualified':
      return { title, body: quiet(t('marketingHandsOff')) }
    case 'nurture':
      return { title, body: <Waking record={record} /> }
    case 'accepted':
      return { title, body: quiet(lead.assignee ? t('accepted', { name: lead.assignee.name }) : t('sales')) }
    case 'deal':
      return {
        title: t('deal'),
        body: quiet(lead.assignee ? t('accepted', { name: lead.assignee.name }) : t('sales')),
      }
    case 'won':
      return { title, body: quiet(t('won')) }
    case 'lost':
      return { title, body: quiet(t('lost')) }
    default:
      return { title, body: quiet(t('disqualifiedText')) }
  }
}

async function verdict(rounds: LeadRecord['rounds'], actor: Actor): Promise<ReactNode> {
  const handoff = rounds.find(({ state }) => state === 'pending')
  if (!handoff) return null
  const format = await pageFormat()
  return (
    <>
      <p>
        <DueMark handoff={handoff} format={format} />
      </p>
      {isPaused(handoff) && canAnswer(actor) ? (
        <AnswerForm handoff={handoff} />
      ) : (
        <VerdictBar handoff={handoff} actor={actor} keys />
      )}
    </>
  )
}

async function Waking({ record: { lead, today, wokenBy } }: { record: LeadRecord }) {
  const [t, format] = await Promise.all([getTranslations('leads.record'), pageFormat()])
  if (!lead.nurtureWakeOn) return null
  const woken = lead.nurtureWakeOn <= today
  return (
    <p className={woken ? 'text-warn-ink' : 'text-muted'}>
      {woken && wokenBy
        ? t('wokeBy', { when: format.relative(wokenBy.at), kind: wokenBy.kind })
        : woken
          ? t('woken', { when: format.date(lead.nurtureWakeOn) })
          : t('wakes', { date: format.date(lead.nurtureWakeOn) })}
      {lead.nurtureNextStep && <span className="text-ink">: {lead.nurtureNextStep}</span>}
    </p>
  )
}

function OneButton({
  action,
  lead,
  text,
  variant,
  children,
}: {
  action: Parameters<typeof ActionForm>[0]['action']
  lead: Pick<LeadView, 'id' | 'version'>
  text: string
  variant?: 'primary' | 'secondary'
  children: ReactNode
}) {
  return (
    <ActionForm action={action} className="flex flex-col gap-3">
      <FormError />
      <p className="text-muted">{text}</p>
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      <SubmitButton variant={variant} className="md:self-start">
        {children}
      </SubmitButton>
    </ActionForm>
  )
}
