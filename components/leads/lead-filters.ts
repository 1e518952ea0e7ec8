import { getTranslations } from 'next-intl/server'
import type { Filter } from '@/components/data-table/filter-bar'
import { type SourceOption, sourceOptions } from '@/lib/channels/queries'
import { LEAD_STATUSES } from '@/lib/leads/lifecycle'
import { GRADES, ORIGINS } from '@/lib/leads/schema'
import { ANY, ME, NONE } from '@/lib/leads/search-params'
import { AGES } from '@/lib/leads/stages'
import { planChoices } from '@/lib/nurture/queries/plans'
import { listReasons } from '@/lib/organisation/queries'
import { listMarketers, listReps } from '@/lib/people/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { one, type Query } from '@/lib/platform/url-state'

/** So many options make every list page heavier; where there are more campaigns, the channel is chosen first. */
const MANY_CAMPAIGNS = 60

function campaignsToChoose(
  channels: readonly SourceOption[],
  channel: string | undefined,
  campaign: string | undefined,
): SourceOption['campaigns'] {
  const all = channels
    .filter(({ id, name }) => !channel || String(id) === channel || name === channel)
    .flatMap(({ campaigns }) => campaigns)
  if (channel || all.length <= MANY_CAMPAIGNS) return all
  return all.filter(({ id, name }) => String(id) === campaign || name === campaign)
}

/** The filters of the list of leads with what can be chosen in each. */
export async function leadFilters(
  actor: Actor,
  query: Query,
  { plans = false }: { plans?: boolean } = {},
): Promise<Filter[]> {
  const [t, common, format, channels, marketers, reps] = await Promise.all([
    getTranslations('leads.filter'),
    getTranslations('common'),
    pageFormat(),
    sourceOptions(actor),
    listMarketers(actor),
    listReps(actor),
  ])
  const chosen = one(query, 'channel')
  const campaigns = campaignsToChoose(channels, chosen, one(query, 'campaign'))
  const none = { value: NONE, label: t('none') }
  const people = (list: typeof reps, mine: boolean) => [
    ...(mine ? [{ value: ME, label: t('me') }] : []),
    ...list.map(({ id, name }) => ({ value: String(id), label: name })),
    none,
  ]
  const filters: Filter[] = [
    {
      name: 'status',
      label: t('status'),
      type: 'select',
      options: LEAD_STATUSES.map((status) => ({ value: status, label: common(`status.${status}`) })),
    },
    {
      name: 'grade',
      label: t('grade'),
      type: 'select',
      options: [
        ...GRADES.map((grade) => ({ value: grade as string, label: common(`grade.${grade}`) })),
        { value: NONE, label: common('grade.none') },
      ],
    },
    {
      name: 'channel',
      label: t('channel'),
      type: 'select',
      options: [
        ...channels.map(({ id, name }) => ({ value: String(id), label: name })),
        { value: NONE, label: common('noChannel') },
      ],
    },
    {
      name: 'campaign',
      label: t('campaign'),
      type: 'select',
      options: [...campaigns.map(({ id, name }) => ({ value: String(id), label: name })), none],
    },
    {
      name: 'origin',
      label: t('origin'),
      type: 'select',
      options: ORIGINS.map((origin) => ({ value: origin, label: common(`origin.${origin}`) })),
    },
    {
      name: 'owner',
      label: t('owner'),
      type: 'select',
      options: people(marketers, hasRole(actor, 'marketer')),
    },
    {
      name: 'assignee',
      label: t('assignee'),
      type: 'select',
      options: people(reps, hasRole(actor, 'sales')),
    },
    { name: 'createdFrom', label: t('createdFrom'), type: 'date', show: format.date },
    { name: 'createdTo', label: t('createdTo'), type: 'date', show: format.date },
  ]
  if (plans) {
    const choices = await planChoices(actor)
    filters.push({
      name: 'plan',
      label: t('plan'),
      type: 'select',
      options: [
        { value: NONE, label: t('noPlan') },
        { value: ANY, label: t('anyPlan') },
        ...choices.map(({ id, name }) => ({ value: String(id), label: name })),
      ],
    })
  }
  // only where a link from a number asks for them
  const age = AGES.find((each) => each === one(query, 'age'))
  if (age) filters.push({ name: 'age', label: t('age'), type: 'text', show: () => t('ageOf', { age }) })
  const times = one(query, 'returns')
  if (times)
    filters.push({
      name: 'returns',
      label: t('returns'),
      type: 'text',
      show: () => t('returnsOf', { times }),
    })
  const rejectedFor = one(query, 'rejectedFor')
  if (rejectedFor) {
    const reason = (await listReasons(actor, { archived: true })).find(({ code }) => code === rejectedFor)
    const name = format.locale === 'ru' ? reason?.nameRu : reason?.nameEn
    filters.push({ name: 'rejectedFor', label: t('rejectedFor'), type: 'text', show: (code) => name ?? code })
  }
  const importId = one(query, 'import')
  if (importId) {
    const fates = ['created', 'updated', 'touched'] as const
    filters.push({
      name: 'import',
      label: t('import'),
      type: 'text',
      show: () => t('importOf', { id: importId }),
    })
    filters.push({
      name: 'fate',
      label: t('fate'),
      type: 'text',
      show: (value) => t(`fateOf.${fates.find((fate) => fate === value) ?? 'created'}`),
    })
  }
  const chosenIds = one(query, 'ids')
  if (chosenIds) {
    const count = chosenIds.split(',').length
    filters.push({ name: 'ids', label: t('ids'), type: 'text', show: () => t('idsOf', { count }) })
  }
  if (one(query, 'region')) {
    filters.push({
      name: 'region',
      label: t('region'),
      type: 'text',
      show: (value) => (value === NONE ? t('noRegion') : value),
    })
  }
  return filters
}
