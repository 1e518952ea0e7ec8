/** The leads that were opened last in this tab. The browser forgets them with it. */
export type RecentLead = { id: number; title: string; href: string }

const PLACE = 'baton.recent-leads'
const KEPT = 6

export function recentLeads(): RecentLead[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(PLACE) ?? '[]')
    return Array.isArray(kept) ? kept.filter(isRecent) : []
  } catch {
    return []
  }
}

function isRecent(one: unknown): one is RecentLead {
  return (
    typeof one === 'object' &&
    one !== null &&
    'id' in one &&
    typeof one.id === 'number' &&
    'title' in one &&
    typeof one.title === 'string' &&
    'href' in one &&
    one.href === `/leads/${one.id}`
  )
}

/** Keeps the lead whose page this is, if it is one. */
export function rememberLead(pathname: string) {
  const [, digits] = /^\/leads\/(\d+)$/.exec(pathname) ?? []
  const title = document.querySelector('main h1')?.textContent?.trim()
  if (!digits || !title) return
  const lead = { id: Number(digits), title, href: pathname }
  try {
    const others = recentLeads().filter(({ id }) => id !== lead.id)
    sessionStorage.setItem(PLACE, JSON.stringify([lead, ...others].slice(0, KEPT)))
  } catch {
    // a browser that keeps nothing: there is no list then
  }
}
