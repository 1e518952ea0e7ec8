import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { Tabs } from '@/components/ui/tabs'
import { ownColumn } from '@/lib/leads/queries/conditions'
import { countLeads } from '@/lib/leads/queries/list'
import { FILTER_NAMES } from '@/lib/leads/search-params'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

type View = { name: 'all' | 'mine' | 'new' | 'handOff' | 'hot' | 'returned'; filters: Record<string, string> }

/** What each comes for first; a tab is a set of filters and shows itself as chips. */
function viewsFor(actor: Actor): View[] {
  const worker = hasRole(actor, 'marketer', 'sales')
  const marketer = hasRole(actor, 'marketer')
  return [
    { name: 'all', filters: {} },
    ...(worker ? [{ name: 'mine', filters: { [ownColumn(actor)]: 'me' } } as const] : []),
    { name: 'new', filters: { status: 'new' } },
    { name: 'hot', filters: { grade: 'hot' } },
    ...(marketer
      ? ([
          { name: 'handOff', filters: { status: 'qualified', grade: 'hot' } },
          { name: 'returned', filters: { view: 'returned' } },
        ] as const)
      : []),
  ]
}

export async function LeadTabs({ actor, query }: { actor: Actor; query: Query }) {
  const t = await getTranslations('leads.tabs')
  const now = Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const value = one(query, name)
      return value && name !== 'q' ? [[name, value]] : []
    }),
  )
  const key = (filters: Record<string, string>) => hrefWith('/leads', filters)
  const sort = one(query, 'sort')
  return (
    <Tabs
      label={t('label')}
      tabs={viewsFor(actor).map(({ name, filters }) => ({
        href: hrefWith('/leads', filters, { sort }),
        label: t(name),
        current: key(filters) === key(now),
        count:
          name === 'returned' ? (
            <Suspense fallback={null}>
              <ReturnedCount actor={actor} />
            </Suspense>
          ) : undefined,
      }))}
    />
  )
}

async function ReturnedCount({ actor }: { actor: Actor }) {
  const { count } = await countLeads(actor, { view: 'returned' })
  return count > 0 ? count : null
}
