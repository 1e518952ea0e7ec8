import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { LivePage } from '@/components/shell/live-page'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { getOrganisation } from '@/lib/organisation/queries'
import { performance } from '@/lib/performance/queries/people'
import { readPeople } from '@/lib/performance/search-params'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { PeopleTabs } from './people-tabs'
import { MarketerTable, RepTable } from './side-tables'

/** Quality and kept promises of each person whom the reader may see. */
export async function PeopleScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const period = readPeople(query, today)
  const { from, to } = period
  const [t, mended, format, { marketing, sales }] = await Promise.all([
    getTranslations('performance'),
    getTranslations('funnel.mended'),
    pageFormat(currency),
    performance(actor, period),
  ])
  const seesAll = hasRole(actor, 'executive') || actor.headOf.length > 0
  return (
    <>
      <LivePage actor={actor} on={['handoff', 'lead']} spread={60_000} />
      <PageHeader
        title={t('people.title')}
        meta={`${format.date(from)} – ${format.date(to)} · ${t('days.daysIn', { zone: timeZone })}`}
        actions={(marketing || sales) && <ExportMenu table="people" query={{ from, to }} />}
      >
        <PeopleTabs current="people" period={period} />
      </PageHeader>
      {!marketing && !sales ? (
        <EmptyState title={t('people.none.title')}>{t('people.none.text')}</EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <PeriodPicker pathname="/people" query={{ from, to }} period={period} today={today} />
          {period.mended !== 'none' && <p className="text-sm text-warn-ink">{mended(period.mended)}</p>}
          <p className="max-w-4xl text-sm text-muted">
            {t('people.intro')} {!seesAll && t('people.own')}
          </p>
          {marketing && <MarketerTable numbers={marketing} period={{ from, to }} format={format} />}
          {sales && <RepTable numbers={sales} period={{ from, to }} format={format} />}
          <p className="max-w-4xl text-xs text-muted">{t('people.how')}</p>
        </div>
      )}
    </>
  )
}
