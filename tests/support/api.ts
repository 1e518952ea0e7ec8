import { readdirSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { createChannel } from '@/lib/channels/commands'
import { insertOrganisation } from '@/lib/organisation/commands'
import { createApiKey } from '@/lib/people/commands/api-keys'
import type { NewApiKey } from '@/lib/people/schema'
import type { Actor } from '@/lib/platform/actor'
import type { Role, Side } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import type { Handler } from '@/lib/platform/http/route'
import { must } from '@/lib/platform/result'
import { actorWith } from './actors'

/** The API as a client meets it, without a server: requests go to the exports of the route files. */

const ROOT = join(import.meta.dirname, '../../app/api/v1')

type Module = Record<string, Handler>

/** The route files, with their paths as the document writes them. */
export function routeFiles(): { file: string; path: string }[] {
  return readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('route.ts'))
    .map((file) => {
      const folder = dirname(file) === '.' ? '' : `/${dirname(file)}`
      return { file: join(ROOT, file), path: folder.replaceAll(/\[(\w+)\]/g, '{$1}') }
    })
    .filter(({ path }) => !path.includes('[[...'))
    .sort((a, b) => (a.path < b.path ? -1 : 1)) // in this order a name comes before {id}, as in Next
}

const files = routeFiles()

function fileFor(pathname: string): { file: string; params: Record<string, string> } {
  for (const { file, path } of files) {
    const match = new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`).exec(pathname)
    if (match) return { file, params: { ...match.groups } }
  }
  return { file: join(ROOT, '[[...path]]/route.ts'), params: {} }
}

export type ApiAnswer = {
  status: number
  headers: Headers
  /** parsed JSON; undefined without a body */
  body: Json
  /** as it came: of a file */
  bytes: Uint8Array
}

/** Whatever JSON.parse gives: what an answer holds is checked by the assertions, field by field. */
export type Json = ReturnType<typeof JSON.parse>

export type Sending = { headers?: Record<string, string>; raw?: BodyInit }

export async function send(
  method: string,
  path: string,
  body?: unknown,
  { headers = {}, raw }: Sending = {},
): Promise<ApiAnswer> {
  const url = new URL(`http://baton.test/api/v1${path}`)
  const { file, params } = fileFor(url.pathname.slice('/api/v1'.length))
  const module = (await import(/* @vite-ignore */ `/${relative('/', file)}`)) as Module
  const handler = module[method]
  if (!handler) throw new Error(`${file} does not export ${method}`)
  const given = raw ?? (body === undefined ? undefined : JSON.stringify(body))
  const request = new Request(url, {
    method,
    headers: {
      ...(given === undefined || given instanceof FormData ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    ...(given === undefined ? {} : { body: given }),
  })
  const response = await handler(request, { params: Promise.resolve(params) })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const text = new TextDecoder().decode(bytes)
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    body: isJson ? JSON.parse(text) : text || undefined,
    bytes,
  }
}

export type Client = {
  actor: Actor
  key: string
  send: typeof send
  get: (path: string, sending?: Sending) => Promise<ApiAnswer>
  post: (path: string, body?: unknown, sending?: Sending) => Promise<ApiAnswer>
  put: (path: string, body?: unknown, sending?: Sending) => Promise<ApiAnswer>
  patch: (path: string, body?: unknown, sending?: Sending) => Promise<ApiAnswer>
}

/** A person with these roles and a key, as a client of the API. */
export async function clientWith(
  wish: { roles: Role[]; headOf?: Side[]; name?: string },
  limits: Pick<NewApiKey, 'scope' | 'perMinute'> = {},
): Promise<Client> {
  const actor = await actorWith(wish)
  const { key } = must(await createApiKey(actor, { name: 'test', ...limits }))
  const withKey: typeof send = (method, path, body, { headers, raw } = {}) =>
    send(method, path, body, { headers: { Authorization: `Bearer ${key}`, ...headers }, raw })
  return {
    actor,
    key,
    send: withKey,
    get: (path, sending) => withKey('GET', path, undefined, sending),
    post: (path, body, sending) => withKey('POST', path, body, sending),
    put: (path, body, sending) => withKey('PUT', path, body, sending),
    patch: (path, body, sending) => withKey('PATCH', path, body, sending),
  }
}

/** The company, with two channels; "Paid search" has a campaign "Spring". */
export async function makeCompany(): Promise<void> {
  const company = { name: 'Acme', currency: 'EUR', timeZone: 'Europe/Berlin', defaultCountry: 'DE' }
  must(await inTransaction((tx) => insertOrganisation(tx, company, new Date())))
  const admin = await actorWith({ roles: ['admin'] })
  const { id } = must(await createChannel(admin, { name: 'Paid search' }))
  must(await createChannel(admin, { name: 'Trade show' }))
  await db.run(sql`insert into campaign (channel_id, name) values (${id}, 'Spring')`)
}

export const HOT = {
  needFormed: 'yes',
  valueUnderstood: 'yes',
  hasBudget: 'yes',
  readySoon: 'yes',
  response: 'engaged',
}

let leads = 0

/** A new lead that nobody has seen before, as `marketer` enters it. */
export async function newLead(marketer: Client, fields: Record<string, unknown> = {}): Promise<number> {
  leads++
  const { status, body } = await marketer.post('/leads', {
    company: `Company ${leads}`,
    email: `lead-${leads}@example.org`,
    ...fields,
  })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return body.id
}

/** A lead that has been qualified as hot and offered to everyone in sales: its id and the handoff's. */
export async function offeredLead(marketer: Client): Promise<{ id: number; handoffId: number }> {
  const id = await newLead(marketer)
  await marketer.post(`/leads/${id}/qualification`, HOT)
  const { status, body } = await marketer.post(`/leads/${id}/handoff`, {})
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { id, handoffId: body.id }
}

/** A lead whose deal is open. */
export async function openedDeal(marketer: Client, rep: Client): Promise<{ id: number; dealId: number }> {
  const { id, handoffId } = await offeredLead(marketer)
  await rep.post(`/handoffs/${handoffId}/accept`)
  const { status, body } = await rep.post(`/leads/${id}/deal`, { title: 'Machines', amount: '1000' })
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`)
  return { id, dealId: body.id }
}
