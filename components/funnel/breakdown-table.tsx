import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Term } from '@/components/agreements/term'
import { Badge } from '@/components/ui/badge'
import { Explain } from '@/components/ui/explain'
import type { FunnelRow } from '@/lib/funnel/funnel-rows'
import { RATE_IDS, RATES, type RateId } from '@/lib/funnel/metrics'
import type { Funnel, KeyedRow } from '@/lib/funnel/queries/funnel'
import { rowName } from '@/lib/funnel/row-name'
import { type FunnelState, funnelHref, rowFilters, segmentHref, stageHref } from '@/lib/funnel/search-params'
import { NO_KEY } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { MoreNeeded } from '@/lib/platform/statistics'
import { COUNTED_TABLE } from './counted-table'
import { RateCell } from './rate-cell'
import { VerdictBadge } from './verdict-badge'

const STEPS = RATE_IDS.filter((id) => id !== 'leadToSale')

/** Every conversion of every row; each number opens exactly the leads that it counts. */
export async function BreakdownTable({
  funnel,
  rows,
  needed,
  state,
  format,
}: {
  funnel: Funnel
  /** those of this page */
  rows: readonly KeyedRow[]
  /** of each: how many more leads until it can be judged */
  needed: readonly (MoreNeeded | null)[]
  state: FunnelState
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const { groupBy, basis } = state
  const by = t(`by.${groupBy}`)
  // Of channels and campaigns it stands with their costs.
  const hasReach =
    groupBy !== 'channel' &&
    groupBy !== 'campaign' &&
    funnel.rows.some(({ stages }) => (stages.reach ?? 0) > 0 || (stages.responses ?? 0) > 0)
  const words = { tooFew: t('tooFew'), noData: t('noData') }
  const cells = (row: FunnelRow, filters: ReturnType<typeof rowFilters>, verdict: ReactNode) => {
    const rate = (id: RateId) => (
      <RateCell
        rate={row.rates[id]}
        basis={basis}
        format={format}
        words={words}
        countHref={stageHref(state, RATES[id].count, filters)}
        baseHref={stageHref(state, RATES[id].base, filters)}
      />
    )
    return (
      <>
        <td>
          <Link
            href={stageHref(state, 'leads', filters)}
            prefetch={false}
            className="font-medium text-ink hover:underline"
          >
            {format.number(row.stages.leads)}
          </Link>
        </td>
        <td>{rate('leadToSale')}</td>
        {basis === 'cohort' && <td>{verdict}</td>}
        {STEPS.map((id) => (
          <td key={id}>{rate(id)}</td>
        ))}
        <td>
          <Link
            href={segmentHref(state, 'underWay', filters)}
            prefetch={false}
            className="text-muted hover:text-ink hover:underline"
          >
            {format.number(row.underWay)}
          </Link>
        </td>
        {hasReach && (
          <>
            <td>{row.stages.responses === null ? '—' : format.number(row.stages.responses)}</td>
            <td>{row.stages.reach === null ? '—' : format.number(row.stages.reach)}</td>
          </>
        )}
      </>
    )
  }
  const name = (row: KeyedRow) => {
    const text = rowName(groupBy, row, t, format)
    if (groupBy !== 'channel') return text
    return (
      <Link
        href={funnelHref(state, { by: 'campaign', channel: row.key ?? NO_KEY })}
        prefetch={false}
        className="hover:underline"
      >
        {text}
      </Link>
    )
  }
  const head = (id: RateId) => (
    <th key={id} scope="col">
      <span className="inline-flex items-end gap-1">
        {t(`rate.${id}`)}
        <Explain label={`${t('howCounted')}: ${t(`rate.${id}`)}`}>
          <span className="block text-start font-normal whitespace-normal">{t(`metric.${id}.how`)}</span>
          <span className="mt-1 block text-start font-medium whitespace-normal text-ink">
            {t(`metric.${id}.formula`)}
          </span>
        </Explain>
      </span>
    </th>
  )
  return (
    <table className={COUNTED_TABLE}>
      <caption className="sr-only">{t('breakdown.caption', { by: by.toLowerCase() })}</caption>
      <thead>
        <tr>
          <th scope="col">{t(`filter.${groupBy}`)}</th>
          <th scope="col">
            <Term id="lead">{t('stage.leads')}</Term>
          </th>
          {head('leadToSale')}
          {basis === 'cohort' && <th scope="col">{t('breakdown.verdict')}</th>}
          {STEPS.map(head)}
          <th scope="col">{t('underWayShort')}</th>
          {hasReach && (
            <>
              <th scope="col">
                <Term id="response">{t('stage.responses')}</Term>
              </th>
              <th scope="col">
                <Term id="reach">{t('stage.reach')}</Term>
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={row.key ?? NO_KEY}>
            <th scope="row">
              {name(row)}
              {row.channel && (
                <span className="block text-xs font-normal text-muted">{row.channel.name}</span>
              )}
            </th>
            {cells(
              row,
              rowFilters(groupBy, row.key, state.filters),
              groupBy === 'month' && row.tooYoung ? (
                <Badge tone="warn">{t('tooYoung')}</Badge>
              ) : (
                <>
                  <VerdictBadge
                    verdict={row.verdict}
                    words={t(`verdict.${row.verdict}`)}
                    title={t(`verdict.${row.verdict}Long`)}
                  />
                  {needed[index] && (
                    <span className="block text-2xs text-muted">
                      {t(`needed.${needed[index].until}`, { n: needed[index].n })}
                    </span>
                  )}
                </>
              ),
            )}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('breakdown.total')}</th>
          {cells(funnel.total, state.filters, null)}
        </tr>
      </tfoot>
    </table>
  )
}
