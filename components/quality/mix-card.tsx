import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ChartWithTable } from '@/components/charts/chart-with-table'
import { StackedShares } from '@/components/charts/stacked-shares'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { MIX_GRADES, type Mix } from '@/lib/funnel/quality'
import { type QualityState, qualityHref } from '@/lib/funnel/quality-address'
import type { MixRow, QualityMix } from '@/lib/funnel/queries/quality'
import { segmentHref, stageHref } from '@/lib/funnel/search-params'
import { NO_KEY } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import { ENOUGH } from '@/lib/platform/statistics'
import { CountLink, judgedShares } from './judged-share'

/** Hot, warm and cold of every row, as a picture and as the numbers of it; each leads to its leads. */
export async function MixCard({
  mix,
  state,
  format,
}: {
  mix: QualityMix
  state: QualityState
  format: Formatter
}) {
  const [t, all, grades, share] = await Promise.all([
    getTranslations('performance.quality'),
    getTranslations('performance'),
    getTranslations('common.grade'),
    judgedShares(format),
  ])
  const { groupBy } = mix
  const filtersOf = (key: number | null | undefined) => ({
    ...(state.channel === undefined ? {} : { channel: state.channel }),
    ...(key === undefined ? {} : { [groupBy]: key ?? NO_KEY }),
  })
  const leadsHref = (key: number | null | undefined, grade?: string) =>
    stageHref({ ...state, basis: 'cohort', within: null }, 'leads', {
      ...filtersOf(key),
      ...(grade ? { grade } : {}),
    })
  const nameOf = (row: MixRow) => row.label ?? all(`none.${groupBy}`)
  const rows = mix.rows.filter(({ graded }) => graded > 0)
  const cells = (row: Mix, key: number | null | undefined) => {
    const gradedHref = segmentHref(state, 'graded', filtersOf(key))
    return (
      <>
        <td>
          <CountLink value={row.leads} href={leadsHref(key)} format={format} strong />
        </td>
        {MIX_GRADES.map((grade) => (
          <td key={grade}>{share(row.shares[grade], leadsHref(key, grade), gradedHref)}</td>
        ))}
        <td>
          <CountLink value={row.ungraded} href={leadsHref(key, NO_KEY)} format={format} />
        </td>
      </>
    )
  }
  return (
    <ChartWithTable
      title={t('mix.title')}
      note={t('mix.note', { from: format.date(state.from), to: format.date(state.to) })}
      howCounted={t('mix.how')}
      file={`quality-${groupBy}-${state.from}-${state.to}`}
      tableOpen
      table={
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('mix.label')}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`column.${groupBy}`)}</th>
              <th scope="col">{t('column.leads')}</th>
              {MIX_GRADES.map((grade) => (
                <th key={grade} scope="col">
                  {grades(grade)}
                </th>
              ))}
              <th scope="col">{t('column.ungraded')}</th>
              <th scope="col">{t('column.suggests')}</th>
            </tr>
          </thead>
          <tbody>
            {mix.rows.map((row) => (
              <tr key={row.key ?? NO_KEY}>
                <th scope="row">
                  {groupBy === 'channel' && row.key !== null ? (
                    <Link
                      href={qualityHref(state, { by: 'campaign', channel: row.key })}
                      prefetch={false}
                      className="hover:underline"
                      title={t('campaignsOf', { name: nameOf(row) })}
                    >
                      {nameOf(row)}
                    </Link>
                  ) : (
                    nameOf(row)
                  )}
                  {row.channel && (
                    <span className="block text-xs font-normal text-muted">{row.channel.name}</span>
                  )}
                </th>
                {cells(row, row.key)}
                <td className="max-w-56 text-sm">
                  {row.key !== null && row.suggests.length > 0 ? (
                    row.suggests.map((one) => (
                      <span key={one} className="block">
                        {t(`suggest.${one}`)}
                      </span>
                    ))
                  ) : (
                    <span className="text-muted">—</span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('total')}</th>
              {cells(mix.total, undefined)}
              <td />
            </tr>
          </tfoot>
        </table>
      }
    >
      <StackedShares
        label={t('mix.label')}
        parts={MIX_GRADES.map((grade) => ({ key: grade, label: grades(grade), tone: grade }))}
        rows={rows.map((row) => ({
          key: String(row.key ?? NO_KEY),
          label: nameOf(row),
          baseText: format.number(row.graded),
          enough: row.graded >= ENOUGH,
          note: row.graded >= ENOUGH ? undefined : all('tooFewMore', { n: ENOUGH - row.graded }),
          segments: MIX_GRADES.map((grade) => {
            const { count, base, value } = row.shares[grade]
            const text = format.percent(value ?? 0, 0)
            return {
              key: grade,
              count,
              text,
              spoken: t('mix.spoken', {
                name: nameOf(row),
                grade: grades(grade),
                share: text,
                count: format.number(count),
                base: format.number(base),
              }),
              href: leadsHref(row.key, grade),
            }
          }),
        }))}
      />
    </ChartWithTable>
  )
}
