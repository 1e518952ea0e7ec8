import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { GradeMix } from '@/components/charts/grade-mix'
import type { Performance } from '@/lib/funnel/performance'
import type { performanceLeads } from '@/lib/funnel/performance-address'
import { GRADES } from '@/lib/leads/schema'
import type { Formatter } from '@/lib/platform/i18n/format'
import { moneyRatio } from '@/lib/platform/money'
import { ENOUGH } from '@/lib/platform/statistics'

/** The numbers of one row: a campaign, a month, all together. Each count leads to exactly its leads. */
export async function PerformanceCells({
  row,
  leads,
  costsHref,
  format,
}: {
  row: Performance
  leads: ReturnType<typeof performanceLeads>
  costsHref: string
  format: Formatter
}) {
  const [t, grade] = await Promise.all([
    getTranslations('spend.performance'),
    getTranslations('common.grade'),
  ])
  const none = <span className="text-muted">—</span>
  const money = (value: string | null) => (value === null ? none : format.moneyRounded(value))
  const link = (href: string, text: string) => (
    <Link href={href} prefetch={false} className="hover:text-ink hover:underline">
      {text}
    </Link>
  )
  const small = (content: React.ReactNode) => (
    <span className="block text-xs whitespace-nowrap text-muted">{content}</span>
  )
  const planned = Number(row.planned) > 0
  const spent = moneyRatio(row.costs, row.planned)
  const { value, low, high, enough, base } = row.acceptance
  return (
    <>
      <td>
        {link(costsHref, format.moneyRounded(row.costs))}
        {planned &&
          small(
            t('planShare', {
              amount: format.moneyRounded(row.planned),
              share: spent === null ? '—' : format.percent(spent, 0),
            }),
          )}
      </td>
      <td>
        {link(leads.leads, format.number(row.leads))}
        {row.costPerLead !== null && small(t('perOne', { amount: format.moneyRounded(row.costPerLead) }))}
      </td>
      <td className="min-w-32">
        <GradeMix
          shares={GRADES.map((name) => ({
            grade: name,
            count: row[name],
            label: grade(name),
            text: format.number(row[name]),
            href: leads.grade(name),
          }))}
        />
      </td>
      <td>
        {value === null ? (
          none
        ) : enough && low !== null && high !== null ? (
          <span className="whitespace-nowrap">
            <span className="font-medium text-ink">{format.percent(value, 0)}</span>{' '}
            <span className="text-2xs text-muted">{format.interval(low, high, 0)}</span>
          </span>
        ) : (
          <span className="text-xs whitespace-nowrap text-muted">
            {t('tooFewMore', { n: ENOUGH - base })}
          </span>
        )}
        {small(
          <>
            {link(leads.acceptedOfHandedOff, format.number(row.acceptedOfHandedOff))}
            {' / '}
            {link(leads.handedOff, format.number(row.handedOff))}
          </>,
        )}
      </td>
      <td>
        <span className="font-semibold text-ink">{money(row.costPerAccepted)}</span>
        {small(link(leads.accepted, format.number(row.accepted)))}
      </td>
      <td>{link(leads.customers, format.number(row.customers))}</td>
      <td>{format.moneyRounded(row.revenue)}</td>
      <td>{money(row.cac)}</td>
      <td className="font-medium">{row.romi === null ? none : format.percent(row.romi, 0)}</td>
      <td>{row.payback === null ? none : t('times', { n: format.number(row.payback, 2) })}</td>
    </>
  )
}
