import { getLocale, getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { FunnelTabs } from '@/components/funnel/funnel-tabs'
import { PeriodPicker } from '@/components/funnel/period-picker'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import {
  type RejectionsState,
  readRejections,
  rejectionsHref,
  rejectionsQueryOf,
} from '@/lib/funnel/quality-address'
import { type NamedRejections, rejections } from '@/lib/funnel/queries/rejections'
import { REJECTION_GROUPINGS } from '@/lib/funnel/rejections'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { presetPeriod } from '@/lib/platform/period-choice'
import type { Query } from '@/lib/platform/url-state'
import { seesEachPerson } from '@/lib/promises/policy'
import { DefinitionCard } from './definition-card'
import { GroupingLinks } from './grouping-links'
import { ReasonsCard } from './reasons-card'
import { RejectionFindings } from './rejection-findings'
import { RejectionTable } from './rejection-table'

/** What every part of the page needs. */
export type RejectionProps = {
  found: NamedRejections
  state: RejectionsState
  format: Formatter
  reasonName: (reasonId: number) => string
}

/** Why leads come back: from where, from whom, and what a new definition changed. */
export async function RejectionsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const state = readRejections(query, today)
  const [t, mended, format, found, locale] = await Promise.all([
    getTranslations('performance'),
    getTranslations('funnel.mended'),
    pageFormat(),
    rejections(actor, state),
    getLocale(),
  ])
  const own = rejectionsQueryOf(state)
  const reasonName = (reasonId: number) => {
    const reason = found.named.get(reasonId)
    return (locale === 'ru' ? reason?.nameRu : reason?.nameEn) ?? String(reasonId)
  }
  const parts = { found, state, format, reasonName }
  const ofPeople = state.groupBy === 'marketer' || state.groupBy === 'rep'
  return (
    <>
      <LivePage actor={actor} on={['handoff', 'contest']} spread={30_000} />
      <PageHeader
        title={t('rejections.title')}
        meta={`${format.date(state.from)} – ${format.date(state.to)} · ${t('days.daysIn', { zone: timeZone })}`}
        actions={<ExportMenu table="rejections" query={own} />}
      >
        <FunnelTabs current="rejections" period={state} />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <PeriodPicker pathname="/funnel/rejections" query={own} period={state} today={today} />
        {state.mended !== 'none' && <p className="text-sm text-warn-ink">{mended(state.mended)}</p>}
        {found.total.decided === 0 ? (
          <EmptyState
            title={t('rejections.empty.title')}
            action={
              <LinkButton href={rejectionsHref({ ...state, ...presetPeriod('last12', today) })}>
                {t('quality.empty.longer')}
              </LinkButton>
            }
          >
            {t('rejections.empty.text')}
          </EmptyState>
        ) : (
          <>
            <div className="grid items-start gap-4 xl:grid-cols-2">
              <ReasonsCard {...parts} />
              <DefinitionCard {...parts} today={today} />
            </div>
            <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
              <GroupingLinks
                label={t('quality.by.label')}
                choices={REJECTION_GROUPINGS.map((groupBy) => ({
                  key: groupBy,
                  label: t(`rejections.by.${groupBy}`),
                  href: rejectionsHref(state, { by: groupBy === 'channel' ? null : groupBy }),
                  current: groupBy === state.groupBy,
                }))}
              />
              {state.reason !== undefined && (
                <p className="flex flex-wrap items-center gap-x-3 text-sm text-body">
                  {t('rejections.reasons.asked', { reason: reasonName(state.reason) })}
                  <LinkButton
                    size="sm"
                    variant="quiet"
                    href={rejectionsHref(state, { reason: null })}
                    prefetch={false}
                  >
                    {t('rejections.reasons.all')}
                  </LinkButton>
                </p>
              )}
            </div>
            {ofPeople && !seesEachPerson(actor) && (
              <p className="text-sm text-muted">{t('rejections.table.own')}</p>
            )}
            <RejectionFindings {...parts} />
            <RejectionTable {...parts} />
          </>
        )}
        {found.total.decided === 0 && <DefinitionCard {...parts} today={today} />}
      </div>
    </>
  )
}
