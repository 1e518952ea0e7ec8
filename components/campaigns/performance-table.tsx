import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { VerdictBadge } from '@/components/funnel/verdict-badge'
import type { Performance, PerformanceSort } from '@/lib/funnel/performance'
import {
  campaignHref,
  campaignsHref,
  type PerformanceState,
  performanceLeads,
  placeOfRow,
} from '@/lib/funnel/performance-address'
import type { PerformanceRow } from '@/lib/funnel/queries/performance'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ledgerHref } from '@/lib/spend/search-params'
import { PerformanceCells } from './performance-cells'

const COLUMNS = [
  'costs',
  'leads',
  'hotShare',
  'acceptance',
  'costPerAccepted',
  'customers',
  'revenue',
  'cac',
  'romi',
  'payback',
] as const satisfies readonly PerformanceSort[]

/** Less is better, so the least comes first; of all else the most. */
const LEAST_FIRST: readonly PerformanceSort[] = ['name', 'costPerAccepted', 'cac']

/** Campaigns or channels, each with what it cost, the quality it brought and what came back. */
export async function PerformanceTable({
  rows,
  total,
  state,
  format,
}: {
  rows: readonly PerformanceRow[]
  total: Performance
  state: PerformanceState
  format: Formatter
}) {
  const t = await getTranslations('spend.performance')
  const { groupBy, sort, descending } = state
  const period = { from: state.from, to: state.to }
  const head = (name: PerformanceSort, label: string) => {
    const current = name === sort
    const next = current ? !descending : !LEAST_FIRST.includes(name)
    return (
      <th key={name} scope="col" aria-sort={current ? (descending ? 'descending' : 'ascending') : undefined}>
        <Link
          href={campaignsHref(state, { sort: `${next ? '-' : ''}${name}`, page: null })}
          prefetch={false}
          scroll={false}
          title={t('sortedBy', { column: label })}
          className={`hover:text-ink hover:underline ${current ? 'text-ink' : ''}`}
        >
          {label}
          {current && (
            <span aria-hidden="true">
              {'\u00a0'}
              {descending ? '↓' : '↑'}
            </span>
          )}
        </Link>
      </th>
    )
  }
  return (
    <div className="overflow-x-auto pb-1">
      <table className={COUNTED_TABLE}>
        <caption className="sr-only">{t('caption')}</caption>
        <thead>
          <tr>
            {head('name', t(groupBy === 'campaign' ? 'col.name' : 'col.channel'))}
            {COLUMNS.map((name) => head(name, t(`col.${name}`)))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key ?? 'none'}>
              <th scope="row">
                {row.key === null ? (
                  t(`none.${groupBy}`)
                ) : (
                  <Link
                    href={
                      groupBy === 'campaign'
                        ? campaignHref(row.key, state)
                        : campaignsHref(state, { by: null, channel: row.key, page: null, q: null })
                    }
                    prefetch={false}
                    className="hover:underline"
                  >
                    {row.label}
                  </Link>
                )}
                <span className="mt-0.5 flex flex-wrap items-center gap-1.5 text-xs font-normal text-muted">
                  {row.channel?.name}
                  {(row.verdict === 'better' || row.verdict === 'worse') && (
                    <VerdictBadge
                      verdict={row.verdict}
                      words={t(`verdict.${row.verdict}`)}
                      title={t('verdictTitle')}
                    />
                  )}
                </span>
              </th>
              <PerformanceCells
                row={row}
                leads={performanceLeads(state, placeOfRow(state, row.key))}
                costsHref={ledgerHref(period, { planned: false, ...ledgerPlace(state, row.key) })}
                format={format}
              />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('total')}</th>
            <PerformanceCells
              row={total}
              leads={performanceLeads(state, state.channel === null ? {} : { channel: state.channel })}
              costsHref={ledgerHref(period, {
                planned: false,
                ...(state.channel === null ? {} : { channelId: state.channel }),
              })}
              format={format}
            />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

function ledgerPlace({ groupBy, channel }: PerformanceState, key: number | null) {
  if (groupBy === 'channel') return { channelId: key }
  return {
    ...(channel === null ? {} : { channelId: channel }),
    ...(key === null ? {} : { campaignId: key }),
  }
}
