import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { CountLink, judgedShares } from '@/components/quality/judged-share'
import { Card } from '@/components/ui/card'
import { MARKETER_RATES, REP_RATES } from '@/lib/performance/measure'
import type { PersonPoints } from '@/lib/performance/points'
import type { Performance } from '@/lib/performance/queries/people'
import { personHref } from '@/lib/performance/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import { marketerList, repList } from './person-lists'

type Side = 'marketing' | 'sales'
type Props<S extends Side> = {
  numbers: NonNullable<Performance[S]>
  period: Period
  format: Formatter
}

/** Each marketer: what they brought, what sales made of it, and the promises that they kept. */
export async function MarketerTable({ numbers, period, format }: Props<'marketing'>) {
  const [t, share] = await Promise.all([getTranslations('performance.people'), judgedShares(format)])
  const rates = Object.keys(MARKETER_RATES) as (keyof typeof MARKETER_RATES)[]
  const { people, whole } = numbers
  const busy = people.filter(({ counts }) => counts.leads + counts.decided + counts.customers > 0)
  const cells = (row: Pick<(typeof people)[number], 'counts'>, list: ReturnType<typeof marketerList>) => (
    <>
      <td>
        <CountLink value={row.counts.leads} href={list('leads')} format={format} strong />
      </td>
    </>
  )
  const won = (counts: (typeof people)[number]['counts'], list: ReturnType<typeof marketerList>) => (
    <Won customers={counts.customers} href={list('customers')} revenue={counts.revenue} format={format} />
  )
  const shares = (
    row: { shares: Record<(typeof rates)[number], Parameters<typeof share>[0]> },
    list: ReturnType<typeof marketerList>,
  ) =>
    rates.map((name) => {
      const { count, base } = MARKETER_RATES[name]
      return <td key={name}>{share(row.shares[name], list(count), list(base))}</td>
    })
  return (
    <SideCard side="marketing" idle={people.length - busy.length} rows={busy.length}>
      <thead>
        <tr>
          <th scope="col">{t('column.person')}</th>
          <th scope="col">{t('column.points')}</th>
          <th scope="col">{t('column.leads')}</th>
          {rates.map((name) => (
            <th key={name} scope="col" title={t(`explain.marketing.${name}`)}>
              {t(`rate.marketing.${name}`)}
            </th>
          ))}
          <th scope="col">{t('column.customers')}</th>
        </tr>
      </thead>
      <tbody>
        {busy.map((row) => {
          const list = marketerList(period, row.personId)
          return (
            <tr key={row.personId}>
              <PersonCell personId={row.personId} name={row.name} period={period} />
              <PointsCell points={row.points} href={personHref(row.personId, period)} format={format} />
              {cells(row, list)}
              {shares(row, list)}
              {won(row.counts, list)}
            </tr>
          )
        })}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('whole.marketing')}</th>
          <td />
          {cells(whole, marketerList(period, undefined))}
          {shares(whole, marketerList(period, undefined))}
          {won(whole.counts, marketerList(period, undefined))}
        </tr>
      </tfoot>
    </SideCard>
  )
}

/** Each rep: what they took, how they kept their promises, and what came of it. */
export async function RepTable({ numbers, period, format }: Props<'sales'>) {
  const [t, share] = await Promise.all([getTranslations('performance.people'), judgedShares(format)])
  const rates = Object.keys(REP_RATES) as (keyof typeof REP_RATES)[]
  const { people, whole } = numbers
  const busy = people.filter(
    ({ counts }) => counts.taken + counts.decided + counts.settled + counts.closedDeals > 0,
  )
  type Counted = Pick<(typeof people)[number], 'counts'> & {
    shares: Record<(typeof rates)[number], Parameters<typeof share>[0]>
  }
  const cells = ({ counts, shares }: Counted, list: ReturnType<typeof repList>) => {
    const { response } = counts
    return (
      <>
        <td>
          <CountLink value={counts.taken} href={list('taken')} format={format} strong />
        </td>
        {rates.map((name) => {
          const { count, base } = REP_RATES[name]
          return <td key={name}>{share(shares[name], list(count), list(base))}</td>
        })}
        <td>
          {response ? (
            <>
              <span className="font-medium whitespace-nowrap text-ink">
                {format.duration(response.middle, WORKING_DAY_MINUTES)}
              </span>
              <span className="block text-xs text-muted">
                <CountLink value={counts.timed} href={list('timed')} format={format} />
              </span>
            </>
          ) : (
            <span className="text-muted">—</span>
          )}
        </td>
        <td>
          <CountLink value={counts.deals} href={list('deals')} format={format} />
        </td>
        <Won customers={counts.customers} href={list('customers')} revenue={counts.revenue} format={format} />
      </>
    )
  }
  return (
    <SideCard side="sales" idle={people.length - busy.length} rows={busy.length}>
      <thead>
        <tr>
          <th scope="col">{t('column.person')}</th>
          <th scope="col">{t('column.points')}</th>
          <th scope="col">{t('column.taken')}</th>
          {rates.map((name) => (
            <th key={name} scope="col" title={t(`explain.sales.${name}`)}>
              {t(`rate.sales.${name}`)}
            </th>
          ))}
          <th scope="col">{t('column.response')}</th>
          <th scope="col">{t('column.deals')}</th>
          <th scope="col">{t('column.customers')}</th>
        </tr>
      </thead>
      <tbody>
        {busy.map((row) => (
          <tr key={row.personId}>
            <PersonCell personId={row.personId} name={row.name} period={period} />
            <PointsCell points={row.points} href={personHref(row.personId, period)} format={format} />
            {cells(row, repList(period, row.personId))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('whole.sales')}</th>
          <td />
          {cells(whole, repList(period, undefined))}
        </tr>
      </tfoot>
    </SideCard>
  )
}

async function SideCard({
  side,
  idle,
  rows,
  children,
}: {
  side: Side
  idle: number
  rows: number
  children: ReactNode
}) {
  const t = await getTranslations('performance.people')
  return (
    <Card title={t(side)} note={idle > 0 && rows > 0 ? t('idle', { n: idle }) : undefined} flush>
      {rows === 0 ? (
        <p className="px-4 pb-4 text-muted">{t('nothing')}</p>
      ) : (
        <div className="relative overflow-x-auto pb-1">
          <table className={COUNTED_TABLE}>
            <caption className="sr-only">{t(side)}</caption>
            {children}
          </table>
        </div>
      )}
    </Card>
  )
}

function PersonCell({ personId, name, period }: { personId: number; name: string; period: Period }) {
  return (
    <th scope="row">
      <Link href={personHref(personId, period)} prefetch={false} className="hover:underline">
        {name}
      </Link>
    </th>
  )
}

function PointsCell({ points, href, format }: { points: PersonPoints; href: string; format: Formatter }) {
  return (
    <td>
      {points.total === null ? (
        <span className="text-muted">—</span>
      ) : (
        <Link href={`${href}#points`} prefetch={false} className="font-medium text-ink hover:underline">
          {format.number(points.total)}
        </Link>
      )}
    </td>
  )
}

function Won({
  customers,
  href,
  revenue,
  format,
}: {
  customers: number
  href: string
  revenue: string
  format: Formatter
}) {
  return (
    <td>
      <CountLink value={customers} href={href} format={format} strong />
      <span className="block text-xs whitespace-nowrap text-muted">{format.moneyRounded(revenue)}</span>
    </td>
  )
}
