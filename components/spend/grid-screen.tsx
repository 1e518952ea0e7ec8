import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { QueryForm } from '@/components/data-table/query-form'
import { LinkButton } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { EmptyState } from '@/components/ui/empty-state'
import { Tabs } from '@/components/ui/tabs'
import { canManageCampaigns } from '@/lib/channels/policy'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { firstDayOf, lastDayOf } from '@/lib/platform/period'
import type { Query } from '@/lib/platform/url-state'
import { canRecordSpend } from '@/lib/spend/policy'
import { spendGrid } from '@/lib/spend/queries/grid'
import { SIDES } from '@/lib/spend/schema'
import { COSTS, monthFrom, readSpendState, spendHref } from '@/lib/spend/search-params'
import { CampaignsHeader } from './campaigns-header'
import { SpendGrid } from './spend-grid'

/** What the channels and campaigns of a month cost and brought: read by all, recorded by the side that pays. */
export async function GridScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone, currency } = await getOrganisation(actor)
  const usual = canRecordSpend(actor, 'sales') && !canRecordSpend(actor, 'marketing') ? 'sales' : 'marketing'
  const state = readSpendState(query, dayOf(actor.at, timeZone), usual)
  const [t, format, rows] = await Promise.all([
    getTranslations('spend'),
    pageFormat(currency),
    spendGrid(actor, state),
  ])
  const mayRecord = canRecordSpend(actor, state.side)
  const funnel = `/funnel?from=${firstDayOf(state.month)}&to=${lastDayOf(state.month)}`
  return (
    <>
      <CampaignsHeader
        current="grid"
        title={t('costsTitle')}
        meta={format.month(state.month)}
        actions={
          <>
            <LinkButton href={funnel} prefetch={false}>
              {t('funnel')}
            </LinkButton>
            {canManageCampaigns(actor) && (
              <LinkButton href="/settings/channels">{t('toChannels')}</LinkButton>
            )}
          </>
        }
      />
      <div className="mb-3">
        <Tabs
          label={t('side.label')}
          tabs={SIDES.map((side) => ({
            href: spendHref(state, { side }),
            label: t(`side.${side}`),
            current: side === state.side,
          }))}
        />
      </div>
      {rows.length === 0 ? (
        <EmptyState
          title={t('empty')}
          action={
            canManageCampaigns(actor) && <LinkButton href="/settings/channels">{t('toChannels')}</LinkButton>
          }
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <>
          <div className="mb-3 flex flex-wrap items-center gap-2" data-print="hide">
            <Link
              href={spendHref(state, { month: monthFrom(state.month, -1) })}
              aria-label={t('previous')}
              className={buttonClass({ square: true })}
            >
              ←
            </Link>
            <QueryForm pathname={COSTS} keep={{ side: state.side }} label={t('month')}>
              <input
                key={state.month}
                type="month"
                name="month"
                aria-label={t('month')}
                defaultValue={state.month}
                className="control w-44"
              />
            </QueryForm>
            <Link
              href={spendHref(state, { month: monthFrom(state.month, 1) })}
              aria-label={t('next')}
              className={buttonClass({ square: true })}
            >
              →
            </Link>
          </div>
          <p className="mb-3 max-w-prose text-sm text-muted">
            {t('intro')} {mayRecord ? t('paste') : t(`readOnly.${state.side}`)}
          </p>
          <SpendGrid rows={rows} state={state} currency={currency} mayRecord={mayRecord} format={format} />
        </>
      )}
    </>
  )
}
