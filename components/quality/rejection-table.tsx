import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { IntervalBars } from '@/components/charts/interval-bars'
import { intervalMarks } from '@/components/charts/interval-marks'
import { shareTicks } from '@/components/charts/ticks'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { handoffsHref } from '@/lib/funnel/search-params'
import type { HandoffFilters, HandoffSet } from '@/lib/handoffs/handoff-sets'
import type { Estimate } from '@/lib/platform/statistics'
import { CountLink, judgedShares } from './judged-share'
import type { RejectionProps } from './rejections-screen'

/** As many rows as a person can compare; the others are in the export. */
const SHOWN = 60
const SHAPES = { more: '▲', less: '▼' } as const

/** Rejections by channel, campaign, marketer or rep: how many, for which reasons, and what marketing contested. */
export async function RejectionTable({ found, state, format, reasonName }: RejectionProps) {
  const [t, all, share, mark] = await Promise.all([
    getTranslations('performance.rejections'),
    getTranslations('performance'),
    judgedShares(format),
    intervalMarks(format),
  ])
  const { groupBy, reason, total, reasons } = found
  const rows = found.rows.slice(0, SHOWN)
  const { from, to } = state
  const whose = (key: number | null | undefined): HandoffFilters => {
    if (key === undefined) return {}
    if (groupBy === 'channel') return { channelId: key }
    if (groupBy === 'campaign') return { campaignId: key }
    return groupBy === 'marketer' ? { marketerId: key ?? undefined } : { repId: key ?? undefined }
  }
  const list = (key: number | null | undefined, set: HandoffSet, reasonId?: number) =>
    handoffsHref({ from, to, ...whose(key), reasonId, of: 'rejections' }, set)
  const nameOf = (row: (typeof rows)[number]) => row.label ?? all(`none.${groupBy}`)
  const top = Math.max(...rows.map(({ rate }) => rate.high ?? 0), total.rate.high ?? 0)
  const cells = (
    row: Pick<(typeof rows)[number], 'contested' | 'overturned'> & Record<'rate' | 'againstRate', Estimate>,
    key: number | null | undefined,
  ) => (
    <>
      <td>{share(row.rate, list(key, 'rejected', reason), list(key, 'decided'))}</td>
      <td>{share(row.againstRate, list(key, 'againstMarketing'), list(key, 'decided'))}</td>
      <td>
        <CountLink value={row.contested} href={list(key, 'contested')} format={format} />
        <span aria-hidden="true" className="text-muted">
          {' / '}
        </span>
        <CountLink value={row.overturned} href={list(key, 'overturned')} format={format} />
      </td>
    </>
  )
  return (
    <ChartWithTable
      title={t('table.title')}
      note={reason === undefined ? t('chart') : t('reasons.asked', { reason: reasonName(reason) })}
      howCounted={t('table.how')}
      file={`rejections-${groupBy}-${from}-${to}`}
      tableOpen
      table={
        <>
          <table className={COUNTED_TABLE}>
            <caption className="sr-only">{t('table.caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{t(`column.${groupBy}`)}</th>
                <th scope="col">{reason === undefined ? t('column.rejected') : t('column.forReason')}</th>
                <th scope="col">{t('column.against')}</th>
                <th scope="col">
                  {t('column.contested')} / {t('column.overturned').toLowerCase()}
                </th>
                {reasons.map(({ reasonId }) => (
                  <th key={reasonId} scope="col">
                    {reasonName(reasonId)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key ?? 'none'}>
                  <th scope="row">
                    {nameOf(row)}
                    {row.channel && (
                      <span className="block text-xs font-normal text-muted">{row.channel.name}</span>
                    )}
                  </th>
                  {cells(row, row.key)}
                  {reasons.map(({ reasonId }) => {
                    const one = row.reasons.find((each) => each.reasonId === reasonId)
                    if (!one) return <td key={reasonId} />
                    const { verdict } = one
                    return (
                      <td key={reasonId}>
                        <CountLink
                          value={one.count}
                          href={list(row.key, 'rejected', reasonId)}
                          format={format}
                        />
                        {(verdict === 'more' || verdict === 'less') && (
                          <span className="block text-2xs text-ink" title={all(`compared.${verdict}Long`)}>
                            <span aria-hidden="true">{SHAPES[verdict]} </span>
                            {all(`compared.${verdict}`)}
                          </span>
                        )}
                      </td>
                    )
                  })}
                </tr>
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">{t('table.total')}</th>
                {cells(total, undefined)}
                {reasons.map(({ reasonId, rejected }) => (
                  <td key={reasonId}>
                    <CountLink
                      value={rejected}
                      href={list(undefined, 'rejected', reasonId)}
                      format={format}
                    />
                  </td>
                ))}
              </tr>
            </tfoot>
          </table>
          {found.rows.length > rows.length && (
            <p className="px-3 py-2 text-sm text-muted">
              {t('table.rest', { n: found.rows.length - rows.length })}
            </p>
          )}
        </>
      }
    >
      <IntervalBars
        label={t('chart')}
        ticks={shareTicks(top, (one) => format.percent(one, 0))}
        reference={total.rate.value === null ? undefined : { at: total.rate.value, text: t('table.total') }}
        marks={rows.map((row) =>
          mark({
            key: String(row.key ?? 'none'),
            label: nameOf(row),
            estimate: row.rate,
            href: list(row.key, 'rejected', reason),
          }),
        )}
      />
    </ChartWithTable>
  )
}
