import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { removeCostFromForm, undoCost } from '@/lib/spend/actions'
import { timingOf } from '@/lib/spend/entry'
import { canRecordSpend } from '@/lib/spend/policy'
import type { CostView, LedgerRow } from '@/lib/spend/queries/ledger'
import { COSTS } from '@/lib/spend/search-params'

type Words = Awaited<ReturnType<typeof getTranslations<'spend'>>>

/** What an entry is called: what it is for, else where it belongs. */
export function nameOfCost(cost: CostView, t: Words): string {
  return cost.purpose || placeName(cost, t)
}

function placeName({ channelName, campaignName, splitBy }: CostView, t: Words): string {
  if (splitBy) return t('ledger.sharedBy', { how: t(`split.${splitBy}`) })
  return campaignName === null ? (channelName ?? '') : `${channelName} · ${campaignName}`
}

/** The entries of a page, each with what of it lies in the days that are shown. */
export async function LedgerTable({
  rows,
  here,
  actor,
  format,
}: {
  rows: readonly LedgerRow[]
  here: Query
  actor: Actor
  format: Formatter
}) {
  const [t, common] = await Promise.all([getTranslations('spend'), getTranslations('common.action')])
  return (
    <div className="overflow-x-auto">
      <table className={COUNTED_TABLE}>
        <caption className="sr-only">{t('ledger.caption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('ledger.what')}</th>
            <th scope="col">{t('ledger.when')}</th>
            <th scope="col">{t('ledger.amount')}</th>
            <th scope="col">{t('ledger.inPeriod')}</th>
            <th scope="col">{t('reach')}</th>
            <th scope="col">{t('responses')}</th>
            <th scope="col">{t('ledger.by')}</th>
            <th scope="col">
              <span className="sr-only">{t('ledger.edit')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <th scope="row">
                {nameOfCost(row, t)}
                <span className="mt-0.5 flex flex-wrap items-center gap-1.5 text-xs font-normal text-muted">
                  {row.planned && <Badge tone="accent">{t('ledger.planned')}</Badge>}
                  {t(`side.${row.side}`)}
                  {row.purpose && ` · ${placeName(row, t)}`}
                </span>
                {row.splitBy === 'fixed' && (
                  <span className="block text-xs font-normal text-muted">
                    {row.shares
                      .map(
                        ({ channelName, campaignName, percent }) =>
                          `${campaignName === null ? channelName : `${channelName} · ${campaignName}`} ${format.percent(Number(percent) / 100, 0)}`,
                      )
                      .join(', ')}
                  </span>
                )}
              </th>
              <td className="whitespace-nowrap">{when(row, t, format)}</td>
              <td className="whitespace-nowrap">
                {row.monthly
                  ? t('ledger.eachMonth', { amount: format.money(row.amount) })
                  : format.money(row.amount)}
              </td>
              <td className="font-medium whitespace-nowrap text-ink">{format.money(row.inPeriod)}</td>
              <td>{row.channelId === null ? '' : format.number(row.reach)}</td>
              <td>{row.channelId === null ? '' : format.number(row.responses)}</td>
              <td className="text-muted">
                {row.updatedBy}
                <span className="block text-xs">{format.shortDate(row.updatedAt)}</span>
              </td>
              <td>
                {canRecordSpend(actor, row.side) && (
                  <span className="flex items-baseline justify-end gap-3 whitespace-nowrap" data-print="hide">
                    <Link
                      href={hrefWith(COSTS, here, { open: row.id })}
                      prefetch={false}
                      scroll={false}
                      aria-label={t('ledger.editOf', { name: nameOfCost(row, t) })}
                      className="text-accent-ink hover:underline"
                    >
                      {t('ledger.edit')}
                    </Link>
                    <ActionForm action={removeCostFromForm} undo={undoCost} undoLabel={common('undo')}>
                      <input type="hidden" name="costId" value={row.id} />
                      <input type="hidden" name="version" value={row.version} />
                      <SubmitButton
                        variant="quiet"
                        size="sm"
                        aria-label={t('ledger.removeOf', { name: nameOfCost(row, t) })}
                      >
                        {t('ledger.remove')}
                      </SubmitButton>
                    </ActionForm>
                  </span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function when(cost: CostView, t: Words, format: Formatter): string {
  const { firstDay, lastDay } = cost
  switch (timingOf(cost)) {
    case 'day':
      return format.date(firstDay)
    case 'month':
      return format.month(firstDay.slice(0, 7))
    case 'monthly':
      return t('ledger.months', {
        from: format.shortMonth(firstDay.slice(0, 7)),
        to: format.shortMonth(lastDay.slice(0, 7)),
      })
    case 'period':
      return t('ledger.days', { from: format.date(firstDay), to: format.date(lastDay) })
  }
}
