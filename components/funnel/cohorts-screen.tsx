import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ShareButton } from '@/components/sharing/share-button'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { cohortHref, cohortQuery, earlierHref, readCohortState } from '@/lib/funnel/cohort-address'
import { cohorts } from '@/lib/funnel/queries/cohorts'
import { filterNamesOf } from '@/lib/funnel/queries/filter-names'
import { timeToWin } from '@/lib/funnel/queries/time-to-win'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { presetPeriod } from '@/lib/platform/period-choice'
import type { Query } from '@/lib/platform/url-state'
import { CohortControls } from './cohort-controls'
import { CohortTriangle } from './cohort-triangle'
import { FunnelTabs } from './funnel-tabs'
import { WinCurves } from './win-curves'
import { WithinDays } from './within-days'

/** What became of the leads of each month, and how long it took. */
export async function CohortsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readCohortState(query, today)
  const [t, format, counted, curves, filterNames] = await Promise.all([
    getTranslations('funnel'),
    pageFormat(),
    cohorts(actor, state),
    timeToWin(actor, { ...state, groupBy: 'channel' }),
    filterNamesOf(actor, state.filters),
  ])
  const earlier = earlierHref(state)
  return (
    <>
      <PageHeader
        title={t('cohorts.title')}
        meta={`${format.date(state.from)} – ${format.date(state.to)} · ${t('daysIn', { zone: timeZone })}`}
        actions={<ShareButton actor={actor} screen="cohorts" query={cohortQuery(state)} period={state} />}
      >
        <FunnelTabs current="cohorts" period={state} />
      </PageHeader>
      <CohortControls state={state} today={today} filterNames={filterNames} />
      <div className="mb-3 flex flex-col gap-1 text-sm text-muted">
        <p>
          {counted.usualDays === null
            ? t('cohorts.noCycle')
            : t('cohorts.cycle', { days: Math.ceil(counted.usualDays) })}
        </p>
        {state.mended !== 'none' && <p className="text-warn-ink">{t(`mended.${state.mended}`)}</p>}
        {state.unknown.length > 0 && (
          <p className="text-warn-ink">
            {t('mended.unknown', { names: state.unknown.join(', '), n: state.unknown.length })}
          </p>
        )}
        {earlier && (
          <p>
            {t('cohorts.many')}{' '}
            <Link href={earlier} prefetch={false} className="underline hover:text-ink">
              {t('cohorts.earlier')}
            </Link>
          </p>
        )}
      </div>
      {curves.total.leads === 0 ? (
        <EmptyState
          title={t('empty.title')}
          action={
            <LinkButton href={cohortHref(state, presetPeriod('last12', today))}>
              {t('empty.longer')}
            </LinkButton>
          }
        >
          {t('empty.text')}
        </EmptyState>
      ) : (
        <div className="flex flex-col gap-4">
          <CohortTriangle counted={counted} state={state} format={format} />
          <WithinDays counted={counted} state={state} format={format} />
          <WinCurves curves={curves} state={state} format={format} />
        </div>
      )}
    </>
  )
}
