import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { cx } from '@/components/ui/cx'
import { FormError } from '@/components/ui/form-error'
import { StatusBadge } from '@/components/ui/status-badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import {
  markDifferentFromForm,
  mergeFromForm,
  mergeSuspectFromForm,
  suspectIsDifferentFromForm,
  takeBackDifferentFromToast,
  undoMergeFromToast,
} from '@/lib/leads/actions'
import { isFurther, MERGE_FIELDS, type MergeField } from '@/lib/leads/merging'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { leadWeight } from '@/lib/leads/queries/merges'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { MergePreview } from './merge-preview'

/** Beside a list what is decided stays in reach at the lower edge, however long the comparison is. */
const BAR = 'sticky -bottom-4 -mx-4 flex h-16 items-center border-t border-line bg-surface px-4'
/** At the right end of it: the other decision is a form of its own. */
const IN_BAR = 'sticky -bottom-4 z-10 -mt-21 flex h-16 items-center self-end'

/** The kept lead's value comes first. */
type Row = { field: MergeField; label: string; values: { id: number; text: string }[] }

/**
 * Two leads side by side: where they differ somebody chooses; below it, what becomes of the two. Beside a list (`stay`) it
 * goes on with the list and says in a toast what was done, with Undo; on a page of its own it opens the lead.
 */
export async function MergeCompare({
  lead,
  other,
  actor,
  stay = false,
}: {
  lead: LeadView
  other: LeadView
  actor: Actor
  stay?: boolean
}) {
  const [t, common, format, weight, otherWeight] = await Promise.all([
    getTranslations('leads.merge'),
    getTranslations('common'),
    pageFormat(),
    leadWeight(actor, lead.id),
    leadWeight(actor, other.id),
  ])
  const [kept, gone] = isFurther(other.status, lead.status) ? [other, lead] : [lead, other]
  const [keptWeight, goneWeight] = kept === lead ? [weight, otherWeight] : [otherWeight, weight]
  if (goneWeight.atWork || (keptWeight.won && goneWeight.won)) {
    return (
      <div className="flex max-w-4xl flex-col items-start gap-4">
        <Callout tone="warn">{t('atWork')}</Callout>
        <Different lead={lead} other={other} stay={stay} />
      </div>
    )
  }
  const facts = await factsOf(kept, gone, format)
  const rows = facts.filter(({ values }) => values.length > 1 && values[0]?.text !== values[1]?.text)
  return (
    <div className={cx('flex max-w-4xl flex-col gap-5', stay && '-mb-4')}>
      <ActionForm
        action={stay ? mergeSuspectFromForm : mergeFromForm}
        undo={stay ? undoMergeFromToast : undefined}
        undoLabel={common('action.undo')}
        className="flex flex-col gap-5"
      >
        <FormError />
        <input type="hidden" name="leadId" value={lead.id} />
        <input type="hidden" name="version" value={lead.version} />
        <input type="hidden" name="otherId" value={other.id} />
        <input type="hidden" name="otherVersion" value={other.version} />
        <div className="grid grid-cols-2 gap-3">
          <Head lead={kept} role={t('kept')} format={format} />
          <Head lead={gone} role={t('goes')} format={format} />
        </div>
        {rows.length === 0 ? (
          <p className="text-muted">{t('nothingDiffers')}</p>
        ) : (
          <div className="flex flex-col gap-4">
            <div>
              <h2 className="text-base font-semibold">{t('choose')}</h2>
              <p className="text-sm text-muted">{t('chooseHint')}</p>
            </div>
            {rows.map((row) => (
              <Choice key={row.field} row={row} both={row.field === 'note' ? t('both') : null} />
            ))}
          </div>
        )}
        <section className="flex flex-col gap-1.5 border-t border-line pt-3">
          <h2 className="text-base font-semibold">{t('result')}</h2>
          <Result kept={kept} gone={gone} weights={[keptWeight, goneWeight]} format={format} />
        </section>
        <section aria-labelledby="merge-preview" className="flex flex-col gap-2 border-t border-line pt-3">
          <h2 id="merge-preview" className="text-base font-semibold">
            {t('preview')}
          </h2>
          <MergePreview
            rows={facts.map(({ field, label, values }) => ({ field, label, values }))}
            nameLabel={t('previewName')}
          />
        </section>
        <div className={stay ? BAR : undefined}>
          <SubmitButton {...(stay && { 'data-hotkey': 'm' })}>{t('submit')}</SubmitButton>
        </div>
      </ActionForm>
      <Different lead={lead} other={other} stay={stay} inBar={stay} />
    </div>
  )
}

async function Head({ lead, role, format }: { lead: LeadView; role: string; format: Formatter }) {
  const common = await getTranslations('common')
  return (
    <div className="flex min-w-0 flex-col gap-1 rounded-lg border border-line bg-surface px-3 py-2.5">
      <p className="text-xs text-muted">{role}</p>
      <p className="font-semibold [overflow-wrap:anywhere] text-ink">{lead.displayName}</p>
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-muted">
        <StatusBadge status={lead.status} label={common(`status.${lead.status}`)} bare />
        <Time value={lead.createdAt} format={format} as="date" />
      </p>
    </div>
  )
}

function Choice({ row, both }: { row: Row; both: string | null }) {
  return (
    <fieldset className="flex flex-col gap-1.5">
      <legend className="text-sm font-medium text-ink">{row.label}</legend>
      <div className="grid grid-cols-2 gap-3">
        {row.values.map(({ id, text }, index) => (
          <Option key={id} name={`fields.${row.field}`} value={id} checked={index === 0}>
            {text}
          </Option>
        ))}
      </div>
      {both && (
        <Option name={`fields.${row.field}`} value="both">
          {both}
        </Option>
      )}
    </fieldset>
  )
}

function Option({
  name,
  value,
  checked,
  children,
}: {
  name: string
  value: number | string
  checked?: boolean
  children: string
}) {
  return (
    <label className="flex min-w-0 cursor-pointer items-start gap-2 rounded-md border border-line-strong px-3 py-2 hover:bg-hover has-[:checked]:border-accent has-[:checked]:bg-selected pointer-coarse:min-h-11">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={checked}
        className="mt-0.5 accent-accent"
      />
      <span className="min-w-0 [overflow-wrap:anywhere] whitespace-pre-line text-ink">{children}</span>
    </label>
  )
}

async function Result({
  kept,
  gone,
  weights,
  format,
}: {
  kept: LeadView
  gone: LeadView
  weights: [Awaited<ReturnType<typeof leadWeight>>, Awaited<ReturnType<typeof leadWeight>>]
  format: Formatter
}) {
  const [t, common] = await Promise.all([getTranslations('leads.merge'), getTranslations('common')])
  const [one, two] = weights
  const moves = [
    two.handoffs > 0 && t('moves.handoffs', { count: two.handoffs }),
    two.deals > 0 && t('moves.deals', { count: two.deals }),
    two.touches > 0 && t('moves.touches', { count: two.touches }),
    two.activities > 0 && t('moves.activities', { count: two.activities }),
  ].filter((part) => part !== false)
  const facts = { name: kept.displayName, status: common(`status.${kept.status}`) }
  const first = kept.createdAt < gone.createdAt ? kept.createdAt : gone.createdAt
  return (
    <ul className="flex max-w-prose list-disc flex-col gap-1 pl-5 text-body">
      <li>{kept.status === gone.status ? t('resultSame', facts) : t('resultState', facts)}</li>
      <li>{t('resultTimes', { date: format.date(first) })}</li>
      <li>
        {moves.length > 0
          ? t('resultMoves', { name: gone.displayName, what: format.list(moves) })
          : t('resultMovesNothing', { name: gone.displayName })}
      </li>
      <li>
        {t('resultFollows', {
          handoffs: one.handoffs + two.handoffs,
          deals: one.deals + two.deals,
          contacts: one.touches + two.touches + one.activities + two.activities,
        })}
      </li>
      <li>{t('resultUndo')}</li>
    </ul>
  )
}

async function Different({
  lead,
  other,
  stay,
  inBar = false,
}: {
  lead: LeadView
  other: LeadView
  stay: boolean
  inBar?: boolean
}) {
  const [t, common] = await Promise.all([getTranslations('leads.merge'), getTranslations('common')])
  return (
    <ActionForm
      action={stay ? suspectIsDifferentFromForm : markDifferentFromForm}
      undo={stay ? takeBackDifferentFromToast : undefined}
      undoLabel={common('action.undo')}
      className={inBar ? IN_BAR : undefined}
    >
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="otherId" value={other.id} />
      <SubmitButton variant="secondary" {...(stay && { 'data-hotkey': 'd' })}>
        {t('different')}
      </SubmitButton>
    </ActionForm>
  )
}

/** What either has, the kept lead's first. */
async function factsOf(kept: LeadView, gone: LeadView, format: Formatter): Promise<Row[]> {
  const [t, event, common] = await Promise.all([
    getTranslations('leads.merge'),
    getTranslations('leads.event'),
    getTranslations('common'),
  ])
  const text = (lead: LeadView, field: MergeField): string | null => {
    switch (field) {
      case 'source':
        return [lead.channel, lead.campaign].filter(Boolean).join(' / ') || null
      case 'origin':
        return common(`origin.${lead.origin}`)
      case 'owner':
        return lead.owner?.name ?? null
      case 'assignee':
        return lead.assignee?.name ?? null
      case 'expectedAmount':
        return lead.expectedAmount === null ? null : format.money(lead.expectedAmount)
      default:
        return lead[field]
    }
  }
  return MERGE_FIELDS.flatMap((field): Row[] => {
    const values = [kept, gone].flatMap((lead) => {
      const value = text(lead, field)
      return value ? [{ id: lead.id, text: value }] : []
    })
    if (values.length === 0) return []
    const label = field === 'source' || field === 'assignee' ? t(`field.${field}`) : event(`field.${field}`)
    return [{ field, label, values }]
  })
}
