import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { KpisTabs } from '@/components/kpis/kpis-tabs'
import { ShareButton } from '@/components/sharing/share-button'
import { LivePage } from '@/components/shell/live-page'
import { PageHeader } from '@/components/ui/page-header'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { summary } from '@/lib/reports/queries'
import { readSummary } from '@/lib/reports/search-params'
import { ChannelLines, PromiseLines } from './board-lines'
import { FunnelTable } from './funnel-table'
import { MoneyLines } from './money-lines'
import { Needs } from './needs'
import { PrintButton } from './print-button'
import { WorkTable } from './work-table'

/** One page for a board: what needs a decision first, then how leads become money, and how the work goes. */
export async function SummaryScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const period = readSummary(query, today)
  const [t, mended, format, facts] = await Promise.all([
    getTranslations('reports'),
    getTranslations('funnel.mended'),
    pageFormat(currency),
    summary(actor, period),
  ])
  const days = { from: facts.from, to: facts.to }
  const part = { facts, format }
  return (
    <div className="max-w-6xl print:max-w-none print:text-sm">
      {/* One sheet of A4: everything on it is a little smaller than on a screen. */}
      <style>{'@page{size:A4;margin:11mm 12mm}@media print{html{font-size:84%}}'}</style>
      <LivePage actor={actor} on={['handoff', 'deal', 'contest', 'meeting']} spread={60_000} />
      <PageHeader
        title={t('of', { organisation: facts.organisation })}
        meta={`${format.date(facts.from)} – ${format.date(facts.to)}`}
        actions={
          <>
            <ShareButton actor={actor} screen="summary" query={days} period={period} />
            <ExportMenu table="kpis" query={days} />
            <PrintButton label={t('print')} />
          </>
        }
      >
        <p className="text-xs text-muted">
          {t('compared', { from: format.date(facts.previous.from), to: format.date(facts.previous.to) })}
          {' · '}
          {t('counted', { time: format.dateTime(facts.countedAt) })}
        </p>
        <KpisTabs actor={actor} current="summary" />
      </PageHeader>
      <div className="flex flex-col gap-4 print:gap-2.5">
        <PeriodPicker pathname="/kpis/summary" query={{}} period={period} today={today} />
        {period.mended !== 'none' && <p className="text-sm text-warn-ink">{mended(period.mended)}</p>}
        <Needs {...part} />
        <div className="grid items-start gap-x-8 gap-y-4 lg:grid-cols-[1.45fr_1fr] print:grid-cols-[1.45fr_1fr] print:gap-x-6">
          <FunnelTable {...part} />
          <MoneyLines {...part} />
        </div>
        <WorkTable {...part} />
        <div className="grid items-start gap-x-8 gap-y-4 md:grid-cols-2 print:grid-cols-2 print:gap-x-6">
          <ChannelLines {...part} />
          <PromiseLines {...part} />
        </div>
        <p className="max-w-prose text-xs text-pretty text-muted print:max-w-none print:text-2xs">
          {t('how', { zone: timeZone.replaceAll('_', ' ') })}
        </p>
      </div>
    </div>
  )
}
