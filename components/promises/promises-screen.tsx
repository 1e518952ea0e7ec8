import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { countContestsWaitingFor } from '@/lib/handoffs/queries/contests'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { seesEachPerson } from '@/lib/promises/policy'
import { promises } from '@/lib/promises/queries'
import { readPromises } from '@/lib/promises/search-params'
import { MarketingPeople, SalesPeople } from './people-tables'
import { PromisesTabs } from './promises-tabs'
import { ReasonList } from './reason-list'
import { MarketingSide, SalesSide } from './side-card'

/** What each side promised the other and what came of it; each side sees the other's as its own. */
export async function PromisesScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const period = readPromises(query, today)
  const [t, funnel, contest, format, counted, waiting] = await Promise.all([
    getTranslations('promises'),
    getTranslations('funnel.mended'),
    getTranslations('handoffs.contest'),
    pageFormat(),
    promises(actor, period),
    countContestsWaitingFor(actor),
  ])
  return (
    <>
      <LivePage actor={actor} on={['handoff', 'contest']} spread={30_000} />
      <PageHeader
        title={t('title')}
        meta={`${format.date(period.from)} – ${format.date(period.to)} · ${t('daysIn', { zone: timeZone })}`}
        actions={<ExportMenu table="promises" query={{ from: period.from, to: period.to }} />}
      >
        <PromisesTabs actor={actor} current="promises" />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <PeriodPicker pathname="/promises" query={{}} period={period} today={today} />
          <p className="text-sm text-muted">
            <Link href="/agreements" className="text-accent-ink hover:underline">
              {t('agreed', { version: counted.definition.version })}
            </Link>
          </p>
        </div>
        <p className="text-sm text-muted">
          {t('intro')} {!seesEachPerson(actor) && t('onlyOwn')}
        </p>
        {period.mended !== 'none' && <p className="text-sm text-warn-ink">{funnel(period.mended)}</p>}
        {waiting > 0 && (
          <Callout
            tone="warn"
            actions={<LinkButton href="/contests?view=waiting">{contest('toWaiting')}</LinkButton>}
          >
            {contest('waitingCallout', { count: waiting })}
          </Callout>
        )}
        <div className="grid items-start gap-4 xl:grid-cols-2">
          <SalesSide counted={counted} format={format} />
          <MarketingSide counted={counted} format={format} />
        </div>
        <SalesPeople counted={counted} format={format} />
        <MarketingPeople counted={counted} format={format} />
        <ReasonList counted={counted} format={format} />
        <p className="max-w-4xl text-xs text-muted">{t('how')}</p>
      </div>
    </>
  )
}
