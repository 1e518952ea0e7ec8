import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Term } from '@/components/agreements/term'
import { GradeMix } from '@/components/charts/grade-mix'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import type { MoneyRow } from '@/lib/funnel/queries/money'
import { type FunnelState, segmentHref, stageHref } from '@/lib/funnel/search-params'
import { GRADES } from '@/lib/leads/schema'
import { NO_KEY } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import { monthOf } from '@/lib/platform/period'
import { COUNTED_TABLE } from './counted-table'

/** What each channel cost, what quality it brought, what came back. */
export async function MoneyTable({
  rows,
  by,
  state,
  format,
}: {
  rows: readonly MoneyRow[]
  by: 'channel' | 'campaign'
  state: FunnelState
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const costsHref = `/campaigns/costs?month=${monthOf(state.to)}`
  const period = { from: state.from, to: state.to, within: null }
  // Nothing spent is nearly always nothing recorded; 0 per lead would be the best channel of all.
  const money = (value: string | null) =>
    value === null || Number(value) === 0 ? <span className="text-muted">—</span> : format.moneyRounded(value)
  const link = (href: string, text: string) => (
    <Link href={href} prefetch={false} className="hover:text-ink hover:underline">
      {text}
    </Link>
  )
  const title = t('money.title', { by: t(`by.${by}`).toLowerCase() })
  return (
    <Card
      flush
      title={
        <span className="flex items-center gap-2">
          {title}
          <Explain label={t('howCounted')}>{t('money.how')}</Explain>
        </span>
      }
    >
      {rows.every((row) => Number(row.marketing) === 0) && (
        <Callout className="mx-4 mb-2" actions={<Link href={costsHref}>{t('money.record')}</Link>}>
          {t('money.noCosts')}
        </Callout>
      )}
      <div className="overflow-x-auto pb-1">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('money.caption', { by: t(`by.${by}`).toLowerCase() })}</caption>
          <thead>
            <tr>
              <th scope="col">{t(`filter.${by}`)}</th>
              <th scope="col">
                <Term id="reach">{t('stage.reach')}</Term>
              </th>
              <th scope="col">
                <Term id="response">{t('stage.responses')}</Term>
              </th>
              <th scope="col">{t('money.cost')}</th>
              <th scope="col">{t('money.perLead')}</th>
              <th scope="col">{t('money.perHot')}</th>
              <th scope="col">{t('money.perAccepted')}</th>
              <th scope="col">{t('money.mix')}</th>
              <th scope="col">{t('money.customers')}</th>
              <th scope="col">{t('money.revenue')}</th>
              <th scope="col">{t('money.romi')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => {
              const key = { ...state.filters, [by]: row.key ?? NO_KEY }
              const marketing = { ...key, origin: 'marketing' }
              const cohort = { ...period, basis: 'cohort' } as const
              return (
                <tr key={row.key ?? NO_KEY}>
                  <th scope="row">{row.label ?? t(`none.${by}`)}</th>
                  <td>{link(costsHref, format.number(row.reach))}</td>
                  <td>{link(costsHref, format.number(row.responses))}</td>
                  <td>{link(costsHref, format.moneyRounded(row.marketing))}</td>
                  <td>
                    {money(row.costPerLead)}
                    <span className="block text-xs text-muted">
                      {link(stageHref(cohort, 'leads', marketing), format.number(row.marketingLeads))}
                    </span>
                  </td>
                  <td>
                    {money(row.costPerHotLead)}
                    <span className="block text-xs text-muted">
                      {link(
                        stageHref(cohort, 'leads', { ...marketing, grade: 'hot' }),
                        format.number(row.hotMarketingLeads),
                      )}
                    </span>
                  </td>
                  <td>
                    <span className="font-medium text-ink">{money(row.costPerAcceptedLead)}</span>
                    <span className="block text-xs text-muted">
                      {link(
                        stageHref({ ...period, basis: 'period' }, 'accepted', marketing),
                        format.number(row.acceptedMarketingLeads),
                      )}
                    </span>
                  </td>
                  <td>
                    <GradeMix
                      shares={GRADES.map((grade) => ({
                        grade,
                        count: row[grade],
                        label: t(`grade.${grade}`),
                        text: format.number(row[grade]),
                        href: stageHref(cohort, 'leads', { ...key, grade }),
                      }))}
                    />
                  </td>
                  <td>{link(segmentHref(state, 'customers', key), format.number(row.customers))}</td>
                  <td>{format.moneyRounded(row.revenue)}</td>
                  <td className="font-medium">
                    {row.romi === null ? <span className="text-muted">—</span> : format.percent(row.romi, 0)}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
