import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { countLeads } from '@/lib/leads/queries/list'
import type { LeadFilters } from '@/lib/leads/search-params'
import type { PlanChoice } from '@/lib/nurture/queries/plans'
import { NURTURE_PLANS } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { SelectionBar } from './selection-bar'

/** What can be done with the chosen rows of the list: put them, or all that the list finds, on a plan. */
export async function PutOnPlan({
  actor,
  filters,
  list,
  plans,
  form,
}: {
  actor: Actor
  filters: LeadFilters
  list: Query
  plans: readonly PlanChoice[]
  form: string
}) {
  const [t, nurture, common, format, found] = await Promise.all([
    getTranslations('nurture.bulk'),
    getTranslations('nurture.attach'),
    getTranslations('common.action'),
    pageFormat(),
    countLeads(actor, filters),
  ])
  const count = format.number(found.count)
  return (
    <SelectionBar
      form={form}
      list={hrefWith('', list).slice(1)}
      plans={plans.map(({ id, name, steps }) => ({
        value: String(id),
        label: nurture('choice', { name, steps }),
      }))}
      // one form of a number per count, worded here: the browser has no messages
      selected={Array.from({ length: 51 }, (_, chosen) => t('selected', { count: chosen }))}
      words={{
        label: t('label'),
        page: t('page'),
        none: t('none'),
        all: found.more ? t('allMore', { count }) : t('all', { count }),
        plan: t('plan'),
        choose: nurture('choose'),
        put: t('put'),
        close: common('close'),
      }}
      noPlans={
        plans.length === 0 ? (
          <>
            {nurture('noPlans')} <LinkButton href={`${NURTURE_PLANS}/new`}>{nurture('toPlans')}</LinkButton>
          </>
        ) : null
      }
    />
  )
}
