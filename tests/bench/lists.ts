import type pg from 'pg'

/**
 * What the list of leads is asked for: the first page, a page in the middle and one at the end, each filter, each order,
 * filters together, and searches of every kind. Each within 50 ms at the database and 100 ms at the API (95th percentile).
 */
export const LIST_CALLS: readonly [string, string][] = [
  ['first page', ''],
  ['by company', 'sort=company'],
  ['by company, descending', 'sort=-company'],
  ['by last change', 'sort=-updatedAt'],
  ['oldest first', 'sort=createdAt'],
  ['status', 'status=won'],
  ['several states, by company', 'status=won,lost&sort=company'],
  ['grade', 'grade=hot'],
  ['channel', 'channel=Channel%203'],
  ['campaign', 'campaign=Campaign%207'],
  ['campaign, by company', 'campaign=Campaign%207&sort=company'],
  ['origin, by last change', 'origin=sales&sort=-updatedAt'],
  ['mine', 'owner=me'],
  ['assignee, by company', 'assignee=5&sort=company'],
  ['region', 'region=Region%203'],
  ['no region', 'region=none'],
  ['days of creation', 'createdFrom=2025-03-01&createdTo=2025-03-31'],
  ['what lies at the far end, oldest change first', 'status=handed_off&sort=updatedAt'],
  ['mine, state and region', 'owner=me&status=deal&region=Region%205'],
  ['filters that nothing fits', 'status=new&assignee=5&sort=company'],
  ['search: a word that all have', 'q=company'],
  ['search: a word that few have', 'q=veskadri'],
  ['search: two words', 'q=company+4711'],
  ['search: an e-mail', 'q=contact4711%40company4711.example'],
  ['search: a phone number', 'q=%2B49+30+1004711'],
  ['search: a phone number as dialled', 'q=0049301004711'],
  ['search: one letter', 'q=a'],
  ['search: one letter that nobody has', 'q=%D0%B6'],
  ['search: no letter', 'q=%23'],
  ['search: within a word', 'q=eskadri'],
  ['search: mistyped', 'q=vesakdri'],
  ['search: nothing like it', 'q=no+such+thing'],
  ['search with filters', 'q=4711&status=won'],
  ['search with filters that nothing fits', 'q=anna&status=new&assignee=5'],
  ['search, by company', 'q=gmbh&sort=company'],
]

/** Cursors of pages deep inside, as the list writes them: no reader has to leaf there first. */
export async function deepCalls(client: pg.Client): Promise<[string, string][]> {
  const { rows } = await client.query<{ share: number; at: Date; id: number }>(`
    select share, lead.created_at as at, lead.id from unnest('{0.5,0.999}'::float8[]) share
    cross join lateral (select id, created_at from lead
      where created_at <= (select max(created_at) - share * (max(created_at) - min(created_at)) from lead)
      order by created_at desc, id desc limit 1) lead`)
  return rows.map(({ share, at, id }) => {
    const cursor = Buffer.from(JSON.stringify(['-createdAt', at.toISOString(), id])).toString('base64url')
    return [share < 0.9 ? 'a page in the middle' : 'the last pages', `cursor=${cursor}`]
  })
}
