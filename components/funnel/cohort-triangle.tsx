import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { HeatTable } from '@/components/charts/heat-table'
import { ExportMenu } from '@/components/exports/export-menu'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { type CohortState, cohortQuery } from '@/lib/funnel/cohort-address'
import type { Cohorts } from '@/lib/funnel/queries/cohorts'
import { reachedByHref, segmentHref, stageHref } from '@/lib/funnel/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import { addMonths, firstDayOf, lastDayOf, monthOf } from '@/lib/platform/period'

/** Months of creation against months since: how many had come to the stage by then. */
export async function CohortTriangle({
  counted,
  state,
  format,
}: {
  counted: Cohorts
  state: CohortState
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const { stage, rows } = counted
  const columns = rows[0]?.cells.map(({ months }) => months) ?? []
  // Strongest where most is; of cells that can be compared with each other.
  const most = Math.max(
    0,
    ...rows.flatMap(({ cells }) =>
      cells.map(({ share, young }) => (share.enough && !young ? (share.value ?? 0) : 0)),
    ),
  )
  const link = (href: string, text: string) => (
    <Link href={href} prefetch={false} className="hover:text-ink hover:underline">
      {text}
    </Link>
  )
  return (
    <Card
      flush
      title={t('cohorts.triangle', { stage: t(`stage.${stage}`) })}
      note={`${format.date(state.from)} – ${format.date(state.to)}`}
      actions={<ExportMenu table="cohorts" query={cohortQuery(state)} what={t('cohorts.title')} size="sm" />}
    >
      <p className="max-w-3xl px-4 pb-2 text-xs text-muted">{t('cohorts.how')}</p>
      <div className="overflow-x-auto px-2 pb-3">
        <HeatTable
          caption={t('cohorts.caption', { stage: t(`stage.${stage}`) })}
          corner={t('cohorts.created')}
          facts={[
            { key: 'leads', label: t('stage.leads') },
            { key: 'underWay', label: t('underWayShort') },
          ]}
          columns={columns.map((months) => ({
            key: String(months),
            label: months === 0 ? t('cohorts.sameMonth') : t('cohorts.after', { months }),
          }))}
          rows={rows.map(({ month, leads, underWay, cells, tooYoung }) => ({
            key: month,
            label: (
              <span className="inline-flex items-center gap-1.5">
                {format.shortMonth(month)}
                {tooYoung && <Badge tone="warn">{t('tooYoung')}</Badge>}
              </span>
            ),
            facts: [
              link(
                stageHref({ ...state, basis: 'cohort', within: null }, 'leads', { ...state.filters, month }),
                format.number(leads),
              ),
              link(segmentHref(state, 'underWay', { ...state.filters, month }), format.number(underWay)),
            ],
            cells: cells.map(({ months, share, young }) => {
              const by = lastDayOf(monthOf(addMonths(firstDayOf(month), months)))
              const of = `${format.number(share.count)} / ${format.number(share.base)}`
              const isShown = share.enough && share.value !== null
              return {
                text: isShown ? format.percent(share.value ?? 0) : share.base === 0 ? '—' : of,
                small: isShown ? format.number(share.count) : undefined,
                level: isShown && !young && most > 0 ? (share.value ?? 0) / most : null,
                young,
                said: [
                  isShown && t('interval', { interval: format.interval(share.low ?? 0, share.high ?? 0) }),
                  !share.enough && share.base > 0 && t('tooFew'),
                  young && t('cohorts.notOver'),
                ]
                  .filter(Boolean)
                  .join(', '),
                href:
                  share.base === 0 ? undefined : reachedByHref(state, stage, { ...state.filters, month, by }),
              }
            }),
          }))}
        />
      </div>
    </Card>
  )
}
