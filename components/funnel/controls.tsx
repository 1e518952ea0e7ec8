import { getTranslations } from 'next-intl/server'
import { QueryForm } from '@/components/data-table/query-form'
import { buttonClass } from '@/components/ui/button-class'
import { Segmented, Select } from '@/components/ui/controls'
import { FilterChips } from '@/components/ui/filter-chips'
import { Menu, MenuLine, MenuLink } from '@/components/ui/menu'
import { COMPARED_BY, type Comparison } from '@/lib/funnel/comparison'
import type { Funnel } from '@/lib/funnel/queries/funnel'
import { type FunnelState, funnelHref, funnelQuery, WITHIN_CHOICES } from '@/lib/funnel/search-params'
import { BASES, type FilterDimension, GROUPINGS } from '@/lib/leads/stages'
import { PRESETS, presetOf, presetPeriod } from '@/lib/platform/period-choice'

/** Which days, counted how, split by what: all of it is the address. */
export async function FunnelControls({
  state,
  kept,
  comparison,
  today,
  filterNames,
}: {
  state: FunnelState
  /** parameters of the address that are no part of `state`: the comparison, the conversion that is drawn */
  kept: Record<string, string>
  comparison: Comparison | null
  today: string
  filterNames: Partial<Record<FilterDimension, string>>
}) {
  const t = await getTranslations('funnel')
  const preset = presetOf(state, today)
  const { from: _from, to: _to, basis: _basis, by: _by, within: _within, ...filters } = funnelQuery(state)
  const chips = (Object.keys(state.filters) as FilterDimension[]).map((name) => ({
    key: name,
    label: t(`filter.${name}`),
    value: filterNames[name] ?? String(state.filters[name]),
    removeHref: funnelHref(state, { ...kept, [name]: null }),
    removeLabel: t('filter.remove', { name: t(`filter.${name}`) }),
  }))
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2" data-print="hide">
      <Menu id="funnel-periods" trigger={preset ? t(`period.${preset}`) : t('period.custom')} size="md">
        {PRESETS.map((name) => (
          <MenuLink
            key={name}
            href={funnelHref(state, { ...kept, ...presetPeriod(name, today) })}
            prefetch={false}
            aria-current={name === preset ? 'true' : undefined}
          >
            {t(`period.${name}`)}
          </MenuLink>
        ))}
      </Menu>
      <QueryForm
        pathname="/funnel"
        keep={{ ...filters, ...kept }}
        label={t('period.label')}
        className="flex flex-wrap items-end gap-x-3 gap-y-2"
        submit={
          <button type="submit" className={buttonClass({})}>
            {t('period.apply')}
          </button>
        }
      >
        <label className="flex items-center gap-1.5 text-sm text-muted">
          {t('period.from')}
          <input
            key={state.from}
            type="date"
            name="from"
            defaultValue={state.from}
            max="2200-12-31"
            className="control w-36"
          />
        </label>
        <label className="flex items-center gap-1.5 text-sm text-muted">
          {t('period.to')}
          <input
            key={state.to}
            type="date"
            name="to"
            defaultValue={state.to}
            max="2200-12-31"
            className="control w-36"
          />
        </label>
        <Segmented
          name="basis"
          legend={t('basis.label')}
          legendHidden
          defaultValue={state.basis}
          options={BASES.map((basis) => ({ value: basis, label: t(`basis.${basis}`) }))}
        />
        <Select
          key={`by ${state.groupBy}`}
          name="by"
          aria-label={t('by.label')}
          defaultValue={state.groupBy}
          className="w-auto"
          options={GROUPINGS.map((name) => ({ value: name, label: `${t('by.label')}: ${t(`by.${name}`)}` }))}
        />
        {state.basis === 'cohort' && (
          <Select
            key={`within ${state.within}`}
            name="within"
            aria-label={t('within.label')}
            defaultValue={state.within === null ? '' : String(state.within)}
            className="w-auto"
            emptyLabel={t('within.none')}
            options={WITHIN_CHOICES.map((days) => ({
              value: String(days),
              label: t('within.days', { days }),
            }))}
          />
        )}
      </QueryForm>
      <Menu
        id="funnel-compare"
        trigger={comparison ? t(`compare.by.${comparison.by}`) : t('compare.start')}
        size="md"
      >
        {COMPARED_BY.map((by) => (
          <MenuLink
            key={by}
            href={funnelHref(state, { compare: by, rate: kept.rate })}
            prefetch={false}
            aria-current={by === comparison?.by ? 'true' : undefined}
          >
            {t(`compare.by.${by}`)}
          </MenuLink>
        ))}
        {comparison && (
          <>
            <MenuLine />
            <MenuLink href={funnelHref(state, { rate: kept.rate })} prefetch={false}>
              {t('compare.stop')}
            </MenuLink>
          </>
        )}
      </Menu>
      <FilterChips chips={chips} />
    </div>
  )
}

/** What the basis means, and what of the address had to be mended. */
export async function BasisNote({
  state,
  comparison,
  unknown,
  funnel,
}: {
  state: FunnelState
  comparison: Comparison | null
  /** what the address asked for and does not exist */
  unknown: readonly string[]
  funnel: Funnel
}) {
  const t = await getTranslations('funnel')
  const hint =
    state.basis === 'period'
      ? t('basis.periodHint')
      : state.within === null
        ? t('basis.cohortHint')
        : t('basis.cohortWithinHint', { days: state.within })
  const young =
    state.within !== null
      ? t('tooYoungWithin', { days: state.within })
      : t('tooYoungLong', { days: Math.ceil(funnel.usualDays ?? 0) })
  return (
    <div className="mb-3 flex flex-col gap-1 text-sm text-muted">
      <p>{hint}</p>
      {funnel.total.tooYoung && <p className="text-warn-ink">{young}</p>}
      {state.mended !== 'none' && <p className="text-warn-ink">{t(`mended.${state.mended}`)}</p>}
      {comparison?.by === 'period' && comparison.mended !== 'none' && comparison.mended !== state.mended && (
        <p className="text-warn-ink">{t(`mended.${comparison.mended}`)}</p>
      )}
      {unknown.length > 0 && (
        <p className="text-warn-ink">
          {t('mended.unknown', { names: unknown.join(', '), n: unknown.length })}
        </p>
      )}
    </div>
  )
}
