import { getTranslations } from 'next-intl/server'
import { QueryForm } from '@/components/data-table/query-form'
import { buttonClass } from '@/components/ui/button-class'
import { Select } from '@/components/ui/controls'
import { FilterChips } from '@/components/ui/filter-chips'
import { Menu, MenuLink } from '@/components/ui/menu'
import { type CohortState, cohortHref, cohortQuery } from '@/lib/funnel/cohort-address'
import { COHORT_STAGES } from '@/lib/funnel/cohorts'
import type { FilterDimension } from '@/lib/leads/stages'
import { PRESETS, presetOf, presetPeriod } from '@/lib/platform/period-choice'

/** Which months, of which leads, until which stage: all of it is the address. */
export async function CohortControls({
  state,
  today,
  filterNames,
}: {
  state: CohortState
  today: string
  filterNames: Partial<Record<FilterDimension, string>>
}) {
  const t = await getTranslations('funnel')
  const preset = presetOf(state, today)
  const { from: _from, to: _to, stage: _stage, ...keep } = cohortQuery(state)
  const chips = (Object.keys(state.filters) as FilterDimension[]).map((name) => ({
    key: name,
    label: t(`filter.${name}`),
    value: filterNames[name] ?? String(state.filters[name]),
    removeHref: cohortHref(state, { [name]: null }),
    removeLabel: t('filter.remove', { name: t(`filter.${name}`) }),
  }))
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2" data-print="hide">
      <Menu id="cohort-periods" trigger={preset ? t(`period.${preset}`) : t('period.custom')} size="md">
        {PRESETS.map((name) => (
          <MenuLink
            key={name}
            href={cohortHref(state, presetPeriod(name, today))}
            prefetch={false}
            aria-current={name === preset ? 'true' : undefined}
          >
            {t(`period.${name}`)}
          </MenuLink>
        ))}
      </Menu>
      <QueryForm
        pathname="/funnel/cohorts"
        keep={keep}
        label={t('period.label')}
        className="flex flex-wrap items-end gap-x-3 gap-y-2"
        submit={
          <button type="submit" className={buttonClass({})}>
            {t('period.apply')}
          </button>
        }
      >
        {(['from', 'to'] as const).map((name) => (
          <label key={name} className="flex items-center gap-1.5 text-sm text-muted">
            {t(`period.${name}`)}
            <input
              key={state[name]}
              type="date"
              name={name}
              defaultValue={state[name]}
              max="2200-12-31"
              className="control w-36"
            />
          </label>
        ))}
        <Select
          key={state.stage}
          name="stage"
          aria-label={t('cohorts.until')}
          defaultValue={state.stage}
          className="w-auto"
          options={COHORT_STAGES.map((stage) => ({
            value: stage,
            label: `${t('cohorts.until')}: ${t(`stage.${stage}`)}`,
          }))}
        />
      </QueryForm>
      <FilterChips chips={chips} />
    </div>
  )
}
