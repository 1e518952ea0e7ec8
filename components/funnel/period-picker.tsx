import { getTranslations } from 'next-intl/server'
import { QueryForm } from '@/components/data-table/query-form'
import { buttonClass } from '@/components/ui/button-class'
import { Menu, MenuLink } from '@/components/ui/menu'
import type { Period } from '@/lib/platform/period'
import { PRESETS, presetOf, presetPeriod } from '@/lib/platform/period-choice'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** Which days, by name or from one to another; what else the address says is kept. */
export async function PeriodPicker({
  pathname,
  query,
  period,
  today,
}: {
  pathname: string
  /** the screen's own address, its days among it */
  query: Query
  period: Period
  today: string
}) {
  const t = await getTranslations('funnel.period')
  const preset = presetOf(period, today)
  const { from: _from, to: _to, ...keep } = query
  return (
    <div className="flex flex-wrap items-end gap-x-3 gap-y-2" data-print="hide">
      <Menu id="periods" trigger={preset ? t(preset) : t('custom')} size="md">
        {PRESETS.map((name) => (
          <MenuLink
            key={name}
            href={hrefWith(pathname, keep, presetPeriod(name, today))}
            prefetch={false}
            aria-current={name === preset ? 'true' : undefined}
          >
            {t(name)}
          </MenuLink>
        ))}
      </Menu>
      <QueryForm
        pathname={pathname}
        keep={keep}
        label={t('label')}
        className="flex flex-wrap items-end gap-x-3 gap-y-2"
        submit={
          <button type="submit" className={buttonClass({})}>
            {t('apply')}
          </button>
        }
      >
        {(['from', 'to'] as const).map((name) => (
          <label key={name} className="flex items-center gap-1.5 text-sm text-muted">
            {t(name)}
            <input
              key={period[name]}
              type="date"
              name={name}
              defaultValue={period[name]}
              max="2200-12-31"
              className="control w-36"
            />
          </label>
        ))}
      </QueryForm>
    </div>
  )
}
