import { getTranslations } from 'next-intl/server'
import { Suspense } from 'react'
import { CurrentInView } from '@/components/ui/current-in-view'
import { Menu, MenuLink } from '@/components/ui/menu'
import { type Tab, Tabs } from '@/components/ui/tabs'
import { ViewSteps } from '@/components/views/view-steps'
import { ownColumn } from '@/lib/leads/queries/conditions'
import { countLeads } from '@/lib/leads/queries/list'
import { FILTER_NAMES } from '@/lib/leads/search-params'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { NO_VIEW, viewHref } from '@/lib/views/address'
import { defaultView, type ViewView } from '@/lib/views/queries'

type BuiltIn = {
  name: 'all' | 'mine' | 'new' | 'handOff' | 'hot' | 'returned'
  filters: Record<string, string>
}

/** What each comes for first; a tab is a set of filters and shows itself as chips. */
function viewsFor(actor: Actor): BuiltIn[] {
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

/** So many views of one's own stand beside each other; the others unfold. */
const BESIDE = 5

/** The views of the list: those that everybody has, then the saved ones. */
export async function LeadTabs({
  actor,
  query,
  views,
}: {
  actor: Actor
  query: Query
  views: readonly ViewView[]
}) {
  const [t, words] = await Promise.all([getTranslations('leads.tabs'), getTranslations('views')])
  const now = Object.fromEntries(
    FILTER_NAMES.flatMap((name) => {
      const value = one(query, name)
      return value && name !== 'q' ? [[name, value]] : []
    }),
  )
  const key = (filters: Record<string, string>) => hrefWith('/leads', filters)
  const kept = { sort: one(query, 'sort'), cols: one(query, 'cols') }
  const current = views.find(({ id }) => String(id) === one(query, 'saved'))
  // where the list opens with a view, "all" has to say that it means none
  const none = defaultView(actor, views) ? { saved: NO_VIEW } : {}
  const builtIn = viewsFor(actor).map(({ name, filters }): Tab => {
    const bare = Object.keys(filters).length === 0
    return {
      href: hrefWith('/leads', filters, { ...kept, ...(bare ? none : {}) }),
      label: t(name),
      current: !current && key(filters) === key(now),
      count:
        name === 'returned' ? (
          <Suspense fallback={null}>
            <ReturnedCount actor={actor} />
          </Suspense>
        ) : undefined,
    }
  })
  const beside = views.filter((view, index) => index < BESIDE || view === current)
  const more = views.filter((view) => !beside.includes(view))
  return (
    <>
      <Tabs
        label={t('label')}
        tabs={[
          ...builtIn,
          ...beside.map((view) => ({
            href: viewHref(view),
            label: view.name,
            current: view === current,
          })),
        ]}
        actions={
          <>
            {more.length > 0 && (
              <Menu
                id="more-views"
                trigger={words('more', { count: more.length })}
                variant="quiet"
                size="sm"
                align="end"
                className="max-h-[60vh] overflow-y-auto"
              >
                {more.map((view) => (
                  <MenuLink key={view.id} href={viewHref(view)} prefetch={false}>
                    {view.name}
                  </MenuLink>
                ))}
              </Menu>
            )}
            <ViewSteps actor={actor} view={current} views={views} query={query} />
          </>
        }
      />
      <CurrentInView label={t('label')} />
    </>
  )
}

async function ReturnedCount({ actor }: { actor: Actor }) {
  const { count } = await countLeads(actor, { view: 'returned' })
  return count > 0 ? count : null
}
