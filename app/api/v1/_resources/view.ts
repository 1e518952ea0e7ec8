import { z } from 'zod'
import { LEAD_COLUMNS, leadScreenInput, readColumns } from '@/lib/leads/search-params'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { hrefWith, one } from '@/lib/platform/url-state'
import { queryOfView } from '@/lib/views/address'
import type { ViewView } from '@/lib/views/queries'
import { VIEW_ROLES } from '@/lib/views/schema'
import { id, time } from './common'

const { sort, ...filters } = leadScreenInput.shape
const column = z.enum(LEAD_COLUMNS, { error: 'not_an_option' })

/** What a view shows, as the address of the list says it. */
export const viewState = {
  filters: z
    .strictObject(filters)
    .optional()
    .meta({ description: 'as GET /leads takes them, and what the list of leads adds' }),
  sort,
  columns: z
    .array(column, { error: 'wrong_type' })
    .min(1, { error: 'required' })
    .max(LEAD_COLUMNS.length, { error: 'too_long' })
    .optional()
    .meta({ description: 'in their order; left out: the usual ones' }),
}

type State = z.output<z.ZodObject<typeof viewState>>

/** The address of the list; undefined where nothing was said of it. */
export function queryOfState(state: State): string | undefined {
  const { filters, sort, columns } = state
  if (filters === undefined && sort === undefined && columns === undefined) return undefined
  const said = Object.entries(filters ?? {}).filter(([, value]) => value !== undefined)
  const query = Object.fromEntries(said.map(([name, value]) => [name, String(value)]))
  return hrefWith('', query, { sort, cols: columns?.join() }).slice(1)
}

export const view = z
  .strictObject({
    id,
    version: z.int().min(1),
    name: z.string(),
    shared: z.boolean(),
    owner: z.strictObject({ id, name: z.string() }),
    filters: z.record(z.string(), z.string()),
    sort: z.string().nullable(),
    columns: z.array(z.enum(LEAD_COLUMNS)),
    address: z.string().meta({ description: 'of the list with this view' }),
    defaultFor: z.array(z.enum(VIEW_ROLES)).meta({ description: 'roles whose list opens with it' }),
    updatedAt: time,
  })
  .meta({ id: 'View' })

export function viewJson(found: ViewView): z.infer<typeof view> {
  const query = queryOfView(found.query)
  const { sort, cols: _cols, ...filters } = query as Record<string, string>
  return {
    id: found.id,
    version: found.version,
    name: found.name,
    shared: found.shared,
    owner: { id: found.ownerId, name: found.owner },
    filters,
    sort: sort ?? null,
    columns: [...readColumns({ cols: one(query, 'cols') })],
    address: hrefWith('/leads', query),
    defaultFor: found.defaultFor,
    updatedAt: found.updatedAt.toISOString(),
  }
}

export function viewReply(found: ViewView, status = 200): Reply {
  return { status, body: viewJson(found), headers: { ETag: etagOf(found.version) } }
}
