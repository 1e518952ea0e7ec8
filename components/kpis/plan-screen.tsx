import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ListKeys } from '@/components/data-table/list-keys'
import { ExportMenu } from '@/components/exports/export-menu'
import { ActionForm } from '@/components/ui/action-form'
import { buttonClass } from '@/components/ui/button-class'
import { Callout } from '@/components/ui/callout'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { written } from '@/lib/funnel/wording'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { agreeFromForm } from '@/lib/targets/actions'
import { canSetTargets } from '@/lib/targets/policy'
import { plan as readPlanOf, waitingFor } from '@/lib/targets/queries'
import { planHref, readPlan } from '@/lib/targets/search-params'
import { spanOf } from '@/lib/targets/target-period'
import { KpisTabs } from './kpis-tabs'
import { periodName } from './period-name'
import { PlanTable } from './plan-table'
import { TargetPanel } from './target-panel'

/** What the KPIs should be, agreed by both sides, against what came of them. */
export async function PlanScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const asked = readPlan(query, dayOf(actor.at, timeZone))
  // A month stands in the table of months, a quarter in that of quarters.
  const by = asked.open ? (spanOf(asked.open.period) === 'month' ? 'month' : 'quarter') : asked.by
  const year = asked.open?.period.slice(0, 4) ?? asked.year
  const state = { ...asked, by, year } as const
  const [t, funnel, plan, waiting] = await Promise.all([
    getTranslations('targets'),
    getTranslations('funnel'),
    readPlanOf(actor, { year, by }),
    waitingFor(actor),
  ])
  const format = await pageFormat(plan.currency)
  const { open } = state
  const cell =
    open && plan.rows.find(({ kpi }) => kpi === open.kpi)?.cells.find(({ period }) => period === open.period)
  const isEmpty = plan.rows.every(({ cells }) => cells.every(({ target }) => target === null))
  return (
    <>
      <ListKeys />
      <PageHeader title={t('title')} meta={year} actions={<ExportMenu table="plan" query={{ year, by }} />}>
        <KpisTabs actor={actor} current="targets" />
      </PageHeader>
      <div className="flex flex-col gap-4">
        <p className="max-w-4xl text-sm text-muted">{t('intro')}</p>
        {state.mended !== 'none' && (
          <p className="text-sm text-warn-ink">{t(state.mended === 'year' ? 'mended' : 'noSuch')}</p>
        )}
        {waiting.length > 0 && (
          <Callout
            title={t('waiting.title', { n: waiting.length })}
            actions={
              <ActionForm action={agreeFromForm}>
                <FormError />
                <input
                  type="hidden"
                  name="targets"
                  value={waiting.map(({ id, version }) => `${id}:${version}`).join(',')}
                />
                <SubmitButton size="sm">{t('waiting.agreeAll', { n: waiting.length })}</SubmitButton>
              </ActionForm>
            }
          >
            <p>{t('waiting.text')}</p>
            <ul className="figures mt-1 flex flex-wrap gap-x-4 text-sm">
              {waiting.map(({ id, kpi, period, value }) => (
                <li key={id}>
                  <Link
                    href={planHref({ year, by, open: { kpi, period } })}
                    prefetch={false}
                    scroll={false}
                    className="inline-block leading-6 hover:text-ink hover:underline"
                  >
                    {funnel(`metric.${kpi}.name`)}, {periodName(period, t, format)}:{' '}
                    <b className="font-semibold text-ink">{written(kpi, value, format)}</b>
                  </Link>
                </li>
              ))}
            </ul>
          </Callout>
        )}
        <nav aria-label={t('year')} className="flex flex-wrap items-center gap-2" data-print="hide">
          {Number(year) > 1900 && (
            <Link
              href={planHref({ year: String(Number(year) - 1), by, open: null })}
              prefetch={false}
              aria-label={t('earlier')}
              className={buttonClass({ variant: 'secondary', square: true })}
            >
              <span aria-hidden="true">‹</span>
            </Link>
          )}
          <span className="figures text-base font-semibold text-ink">{year}</span>
          {Number(year) < 2199 && (
            <Link
              href={planHref({ year: String(Number(year) + 1), by, open: null })}
              prefetch={false}
              aria-label={t('later')}
              className={buttonClass({ variant: 'secondary', square: true })}
            >
              <span aria-hidden="true">›</span>
            </Link>
          )}
          {(['quarter', 'month'] as const).map((name) => (
            <Link
              key={name}
              href={planHref({ year, by: name, open: null })}
              prefetch={false}
              aria-current={name === by ? 'true' : undefined}
              className={buttonClass({ variant: name === by ? 'secondary' : 'quiet' })}
            >
              {t(`by.${name}`)}
            </Link>
          ))}
        </nav>
        {isEmpty && (
          <Callout title={t('empty.title', { year })}>
            {t(canSetTargets(actor) ? 'empty.executive' : 'empty.other')}
          </Callout>
        )}
        <PlanTable plan={plan} state={state} maySet={canSetTargets(actor)} format={format} />
        <p className="max-w-4xl text-xs text-muted">{t('how')}</p>
      </div>
      {open && cell && (
        <TargetPanel actor={actor} plan={plan} state={{ ...state, open }} cell={cell} format={format} />
      )}
    </>
  )
}
