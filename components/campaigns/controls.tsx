import { getTranslations } from 'next-intl/server'
import { QueryForm } from '@/components/data-table/query-form'
import { buttonClass } from '@/components/ui/button-class'
import { Input, Segmented, Select } from '@/components/ui/controls'
import { Menu, MenuLink } from '@/components/ui/menu'
import type { SourceOption } from '@/lib/channels/queries'
import { type PerformanceState, performanceQuery } from '@/lib/funnel/performance-address'
import { ATTRIBUTIONS, BASES } from '@/lib/leads/stages'
import { PRESETS, presetOf, presetPeriod } from '@/lib/platform/period-choice'
import { hrefWith } from '@/lib/platform/url-state'

/** Which days, counted how, by which touch; of the table also which rows. All of it is the address. */
export async function PerformanceControls({
  state,
  today,
  pathname,
  usual,
  channels,
}: {
  state: PerformanceState
  today: string
  pathname: string
  usual: PerformanceState['basis']
  /** of the table: the channels to choose from */
  channels?: readonly SourceOption[]
}) {
  const [t, period] = await Promise.all([
    getTranslations('spend.performance'),
    getTranslations('funnel.period'),
  ])
  const preset = presetOf(state, today)
  const query = performanceQuery(state, usual)
  const keep = Object.fromEntries(Object.entries(query).filter(([name]) => name === 'sort'))
  return (
    <div className="mb-3 flex flex-wrap items-end gap-x-3 gap-y-2" data-print="hide">
      <Menu id="campaign-periods" trigger={preset ? period(preset) : period('custom')} size="md">
        {PRESETS.map((name) => (
          <MenuLink
            key={name}
            href={hrefWith(pathname, query, presetPeriod(name, today))}
            prefetch={false}
            aria-current={name === preset ? 'true' : undefined}
          >
            {period(name)}
          </MenuLink>
        ))}
      </Menu>
      <QueryForm
        pathname={pathname}
        keep={keep}
        label={period('label')}
        className="contents"
        submit={
          <button type="submit" className={buttonClass({})}>
            {period('apply')}
          </button>
        }
      >
        {(['from', 'to'] as const).map((name) => (
          <label key={name} className="flex items-center gap-1.5 text-sm text-muted">
            {period(name)}
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
        <Segmented
          name="basis"
          legend={t('basis.label')}
          legendHidden
          defaultValue={state.basis}
          options={BASES.toReversed().map((value) => ({ value, label: t(`basis.${value}`) }))}
        />
        <Segmented
          name="touch"
          legend={t('touch.label')}
          legendHidden
          defaultValue={state.attribution}
          options={ATTRIBUTIONS.map((value) => ({ value, label: t(`touch.${value}`) }))}
        />
        {channels && (
          <>
            <Select
              key={`by ${state.groupBy}`}
              name="by"
              aria-label={t('by.label')}
              defaultValue={state.groupBy}
              className="w-auto"
              options={(['campaign', 'channel'] as const).map((value) => ({
                value,
                label: t(`by.${value}`),
              }))}
            />
            <Select
              key={`channel ${state.channel}`}
              name="channel"
              aria-label={t('col.channel')}
              defaultValue={state.channel === null ? '' : String(state.channel)}
              emptyLabel={t('channelAny')}
              className="w-auto"
              options={channels.map(({ id, name }) => ({ value: String(id), label: name }))}
            />
            <Select
              key={`verdict ${state.verdict}`}
              name="verdict"
              aria-label={t('col.verdict')}
              defaultValue={state.verdict ?? ''}
              emptyLabel={t('verdictAny')}
              className="w-auto"
              options={(['better', 'worse', 'same', 'too_few'] as const).map((value) => ({
                value,
                label: t(`verdict.${value}`),
              }))}
            />
            <Input
              key={`q ${state.q}`}
              name="q"
              type="search"
              aria-label={t('search')}
              placeholder={t('search')}
              defaultValue={state.q}
              className="w-44"
            />
          </>
        )}
      </QueryForm>
    </div>
  )
}
