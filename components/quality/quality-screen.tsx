import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { FunnelTabs } from '@/components/funnel/funnel-tabs'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { ShareButton } from '@/components/sharing/share-button'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { MIX_GROUPINGS } from '@/lib/funnel/quality'
import { qualityHref, qualityQueryOf, readQuality } from '@/lib/funnel/quality-address'
import { filterNamesOf } from '@/lib/funnel/queries/filter-names'
import { gradingCalibration, qualityMix } from '@/lib/funnel/queries/quality'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { presetPeriod } from '@/lib/platform/period-choice'
import type { Query } from '@/lib/platform/url-state'
import { CalibrationCards } from './calibration-cards'
import { GroupingLinks } from './grouping-links'
import { MixAdvice } from './mix-advice'
import { MixCard } from './mix-card'

/** What quality each channel and campaign brings, and whether the grades can be believed. */
export async function QualityScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readQuality(query, today)
  const [t, mended, format, mix, calibration, names] = await Promise.all([
    getTranslations('performance'),
    getTranslations('funnel.mended'),
    pageFormat(),
    qualityMix(actor, state),
    gradingCalibration(actor, state),
    filterNamesOf(actor, { channel: state.channel ?? null }),
  ])
  const own = qualityQueryOf(state)
  return (
    <>
      <LivePage actor={actor} on={['lead', 'handoff']} spread={30_000} />
      <PageHeader
        title={t('quality.title')}
        meta={`${format.date(state.from)} – ${format.date(state.to)} · ${t('days.daysIn', { zone: timeZone })}`}
        actions={
          <>
            <ShareButton actor={actor} screen="quality" query={own} period={state} />
            <ExportMenu table="quality" query={own} />
          </>
        }
      >
        <FunnelTabs current="quality" period={state} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
          <PeriodPicker pathname="/funnel/quality" query={own} period={state} today={today} />
          <GroupingLinks
            label={t('quality.by.label')}
            choices={MIX_GROUPINGS.map((groupBy) => ({
              key: groupBy,
              label: t(`quality.by.${groupBy}`),
              href: qualityHref(state, { by: groupBy === 'channel' ? null : groupBy, channel: null }),
              current: groupBy === state.groupBy,
            }))}
          />
        </div>
        {state.mended !== 'none' && <p className="text-sm text-warn-ink">{mended(state.mended)}</p>}
        {state.channel !== undefined && (
          <p className="flex flex-wrap items-center gap-x-3 text-sm text-body">
            {t('quality.inChannel', { name: names.channel ?? String(state.channel) })}
            <LinkButton
              size="sm"
              variant="quiet"
              href={qualityHref(state, { by: null, channel: null })}
              prefetch={false}
            >
              {t('quality.allChannels')}
            </LinkButton>
          </p>
        )}
        {mix.total.leads === 0 ? (
          <EmptyState
            title={t('quality.empty.title')}
            action={
              <LinkButton href={qualityHref({ ...state, ...presetPeriod('last12', today) })}>
                {t('quality.empty.longer')}
              </LinkButton>
            }
          >
            {t('quality.empty.text')}
          </EmptyState>
        ) : (
          <>
            <MixAdvice mix={mix} format={format} />
            <MixCard mix={mix} state={state} format={format} />
          </>
        )}
        <CalibrationCards found={calibration} actor={actor} format={format} />
      </div>
    </>
  )
}
