import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { CountLink, judgedShares } from '@/components/quality/judged-share'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { getOrganisation, listReasons } from '@/lib/organisation/queries'
import { MARKETER_RATES, REP_RATES } from '@/lib/performance/measure'
import type { PersonPerformance } from '@/lib/performance/queries/people'
import { peopleHref } from '@/lib/performance/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Period } from '@/lib/platform/period'
import type { Mended } from '@/lib/platform/period-choice'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import { marketerList, repList } from './person-lists'
import { PointLines } from './point-lines'

/** One person's numbers beside those of the whole side, and their points with the computation. */
export async function PersonScreen({
  actor,
  found,
  period,
  today,
}: {
  actor: Actor
  found: PersonPerformance
  period: Period & { mended: Mended }
  today: string
}) {
  const { timeZone, currency } = await getOrganisation(actor)
  const [t, mended, format, reasons] = await Promise.all([
    getTranslations('performance'),
    getTranslations('funnel.mended'),
    pageFormat(currency),
    listReasons(actor, { archived: true }),
  ])
  const { person, marketing, sales } = found
  const { from, to } = period
  return (
    <>
      <PageHeader
        title={person.name}
        meta={`${format.date(from)} – ${format.date(to)} · ${t('days.daysIn', { zone: timeZone })}`}
        back={{ href: peopleHref(period), label: t('people.person.back') }}
        actions={
          (marketing || sales) && (
            <ExportMenu table="people" query={{ from, to, person: String(person.id) }} />
          )
        }
      />
      <div className="flex flex-col gap-4">
        <PeriodPicker pathname={`/people/${person.id}`} query={{ from, to }} period={period} today={today} />
        {period.mended !== 'none' && <p className="text-sm text-warn-ink">{mended(period.mended)}</p>}
        {!marketing && !sales && <p className="text-muted">{t('people.person.noSide')}</p>}
        {marketing && <MarketerCard numbers={marketing} period={{ from, to }} format={format} />}
        {marketing && (
          <PointLines
            side="marketing"
            personId={person.id}
            points={marketing.own.points}
            period={{ from, to }}
            reasons={reasons}
            format={format}
          />
        )}
        {sales && <RepCard numbers={sales} period={{ from, to }} format={format} />}
        {sales && (
          <PointLines
            side="sales"
            personId={person.id}
            points={sales.own.points}
            period={{ from, to }}
            reasons={reasons}
            format={format}
          />
        )}
        <p className="max-w-4xl text-xs text-muted">{t('people.how')}</p>
      </div>
    </>
  )
}

type Props<S extends 'marketing' | 'sales'> = {
  numbers: NonNullable<PersonPerformance[S]>
  period: Period
  format: Formatter
}

async function MarketerCard({ numbers: { own, whole }, period, format }: Props<'marketing'>) {
  const [t, share] = await Promise.all([getTranslations('performance.people'), judgedShares(format)])
  const list = marketerList(period, own.personId)
  const all = marketerList(period, undefined)
  const { counts } = own
  return (
    <MeasureCard side="marketing" name={own.name}>
      <Counted
        name={t('column.leads')}
        own={<CountLink value={counts.leads} href={list('leads')} format={format} strong />}
        whole={<CountLink value={whole.counts.leads} href={all('leads')} format={format} />}
      />
      {(Object.keys(MARKETER_RATES) as (keyof typeof MARKETER_RATES)[]).map((name) => {
        const { count, base } = MARKETER_RATES[name]
        return (
          <Counted
            key={name}
            name={t(`rate.marketing.${name}`)}
            note={t(`explain.marketing.${name}`)}
            own={share(own.shares[name], list(count), list(base))}
            whole={share(whole.shares[name], all(count), all(base))}
          />
        )
      })}
      <Counted
        name={t('column.customers')}
        own={<CountLink value={counts.customers} href={list('customers')} format={format} strong />}
        whole={<CountLink value={whole.counts.customers} href={all('customers')} format={format} />}
      />
      <Counted
        name={t('column.revenue')}
        own={format.moneyRounded(counts.revenue)}
        whole={format.moneyRounded(whole.counts.revenue)}
      />
    </MeasureCard>
  )
}

async function RepCard({ numbers: { own, whole }, period, format }: Props<'sales'>) {
  const [t, share] = await Promise.all([getTranslations('performance.people'), judgedShares(format)])
  const list = repList(period, own.personId)
  const all = repList(period, undefined)
  const { counts } = own
  const working = (minutes: number) => format.duration(minutes, WORKING_DAY_MINUTES)
  const { response } = counts
  const count = (key: 'taken' | 'deals' | 'customers') => (
    <Counted
      name={t(`column.${key}`)}
      own={<CountLink value={counts[key]} href={list(key)} format={format} strong />}
      whole={<CountLink value={whole.counts[key]} href={all(key)} format={format} />}
    />
  )
  return (
    <MeasureCard side="sales" name={own.name}>
      {count('taken')}
      {(Object.keys(REP_RATES) as (keyof typeof REP_RATES)[]).map((name) => {
        const { count, base } = REP_RATES[name]
        return (
          <Counted
            key={name}
            name={t(`rate.sales.${name}`)}
            note={t(`explain.sales.${name}`)}
            own={share(own.shares[name], list(count), list(base))}
            whole={share(whole.shares[name], all(count), all(base))}
          />
        )
      })}
      <Counted
        name={t('column.response')}
        note={
          response ? t('middle', { low: working(response.low), high: working(response.high) }) : undefined
        }
        own={
          response ? (
            <>
              <span className="font-medium text-ink">{working(response.middle)}</span>
              <span className="block text-xs text-muted">
                <CountLink value={counts.timed} href={list('timed')} format={format} />
              </span>
            </>
          ) : (
            '—'
          )
        }
        whole={null}
      />
      {count('deals')}
      {count('customers')}
      <Counted
        name={t('column.revenue')}
        own={format.moneyRounded(counts.revenue)}
        whole={format.moneyRounded(whole.counts.revenue)}
      />
    </MeasureCard>
  )
}

async function MeasureCard({
  side,
  name,
  children,
}: {
  side: 'marketing' | 'sales'
  name: string
  children: React.ReactNode
}) {
  const t = await getTranslations('performance.people')
  return (
    <Card title={t(side)} note={t('intro')} flush>
      <div className="relative overflow-x-auto pb-1">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t(side)}</caption>
          <thead>
            <tr>
              <th scope="col">{t('person.measure')}</th>
              <th scope="col">{name}</th>
              <th scope="col">{t('person.whole')}</th>
            </tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </Card>
  )
}

function Counted({
  name,
  note,
  own,
  whole,
}: {
  name: string
  note?: string
  own: React.ReactNode
  whole: React.ReactNode
}) {
  return (
    <tr>
      <th scope="row">
        {name}
        {note && <span className="block text-xs font-normal text-muted">{note}</span>}
      </th>
      <td>{own}</td>
      <td>{whole}</td>
    </tr>
  )
}
