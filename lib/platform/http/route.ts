import type { z } from 'zod'
import type { Actor } from '@/lib/platform/actor'
import { actorForKey } from '@/lib/platform/auth/api-key'
import type { KeyScope } from '@/lib/platform/db/generated/enums'
import { db } from '@/lib/platform/db/sql'
import { committingAlso } from '@/lib/platform/db/transaction'
import { fieldProblems } from '@/lib/platform/input'
import { log } from '@/lib/platform/log'
import type { FieldProblem, Result } from '@/lib/platform/result'
import { readJson } from './body'
import { isUnchanged, versionSeen } from './etag'
import { type Claim, claimKey, hashOf, idempotencyKeyOf, keepAnswer, releaseKey } from './idempotency'
import { type Answer, HttpProblem, problem, problemOf, settle } from './problem'
import { countRequest } from './rate-limit'

/**
 * The one way to make an endpoint of the API. A definition says what the endpoint takes and answers; the same zod
 * schemas check the request and describe it in /api/v1/openapi.json.
 */

export const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
export type Method = (typeof METHODS)[number]

/** What an endpoint answers; `body` becomes JSON unless it is text or bytes already. */
export type Reply = { status?: number; body?: unknown; headers?: Record<string, string> }

export type Call<Q, B, P = unknown> = {
  actor: Actor
  /** of the path's `{id}`; 0 where it has none */
  id: number
  /** the path's other names, as `params` reads them */
  params: P
  query: Q
  body: B
  /** the version that If-Match names; undefined without it, or for `*` */
  version: number | undefined
  request: Request
}

/** What an upload has left behind when its body is read. */
export type Received<U = unknown> = {
  value: U
  /** stands for what was sent: an Idempotency-Key is bound to it */
  sent: Uint8Array
  /** called when the request is answered: lets go of what no command has taken over */
  release: () => Promise<void>
}

type Description = {
  method: Method
  /** as in the document: `/leads/{id}` */
  path: string
  /** reads the names of the path other than `{id}`; what it refuses names no record */
  params?: z.ZodObject
  /** the document groups endpoints by it */
  tag: string
  summary: string
  description?: string
  /** what each good status answers; a string is a media type other than JSON, null no body */
  responses: Record<number, z.ZodType | string | null>
  /** `required`: 428 without it; `optional`: compared where it is sent */
  ifMatch?: 'required' | 'optional'
  /** the body is not JSON: `receive` reads it; its parts are described by this schema */
  upload?: z.ZodType
  /** answers without a key */
  open?: boolean
  /** sends something in: what a key that is limited to intake may call */
  intake?: boolean
}

export type Definition<
  Q extends z.ZodType,
  B extends z.ZodType,
  V,
  P extends z.ZodObject,
  U,
> = Description & {
  query?: Q
  body?: B
  params?: P
  /** takes the body of an upload in as it streams, before anything comes of it */
  receive?: (call: Pick<Call<z.output<Q>, undefined>, 'actor' | 'request'>) => Promise<Received<U>>
} & (
    | {
        handle: (call: Call<z.output<Q>, z.output<B>, z.output<P>>) => Promise<Reply>
        perform?: undefined
        reply?: undefined
      }
    | {
        handle?: undefined
        /** one command in one transaction: an Idempotency-Key commits its answer with it */
        perform: (call: Call<z.output<Q>, z.output<B>, z.output<P>>, received: U) => Promise<Result<V>>
        reply: (value: V, call: Call<z.output<Q>, z.output<B>, z.output<P>>) => Reply
      }
  )

/** An endpoint with its types folded away: what is served and described. */
export type Endpoint = Description & {
  query: z.ZodType | undefined
  body: z.ZodType | undefined
  receive?: (call: Pick<Call<unknown, undefined>, 'actor' | 'request'>) => Promise<Received>
  run: (
    call: Call<unknown, unknown>,
    keep: ((answer: Answer) => Keep) | undefined,
    received?: unknown,
  ) => Promise<Answer>
}

type Keep = (tx: Parameters<typeof keepAnswer>[0]) => Promise<void>

export function defineRoute<
  V,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  P extends z.ZodObject = z.ZodObject,
  U = undefined,
>(definition: Definition<Q, B, V, P, U>): Endpoint {
  const { handle, perform, reply, query, body, receive, ...description } = definition
  return {
    ...description,
    query,
    body,
    receive: receive as Endpoint['receive'],
    async run(untyped, keep, given) {
      const received = given as U
      const call = untyped as Call<z.output<Q>, z.output<B>, z.output<P>>
      if (handle) {
        const answer = toAnswer(await handle(call))
        await keep?.(answer)(db)
        return answer
      }
      if (!keep) return toAnswer(reply(settle(await perform(call, received)), call))
      const value = settle(
        await committingAlso(
          (tx, value) => keep(toAnswer(reply(value as V, call)))(tx),
          () => perform(call, received),
        ),
      )
      return toAnswer(reply(value, call))
    },
  }
}

/** An endpoint that anybody may call: it learns nothing of the caller and answers everybody the same. */
export function defineOpenRoute({
  handle,
  ...description
}: Omit<Description, 'open' | 'ifMatch' | 'upload' | 'intake'> & { handle: () => Promise<Reply> }): Endpoint {
  return {
    ...description,
    open: true,
    query: undefined,
    body: undefined,
    run: async () => toAnswer(await handle()),
  }
}

function toAnswer({ status = 200, body, headers }: Reply): Answer {
  const isReady =
    body === undefined || typeof body === 'string' || isBytes(body) || body instanceof ReadableStream
  const text = isReady ? body : JSON.stringify(body)
  return {
    status,
    body: text,
    headers: {
      ...(text === undefined ? {} : { 'Content-Type': 'application/json' }),
      'Cache-Control': 'no-store',
      ...headers,
    },
  }
}

function isBytes(body: unknown): body is Uint8Array<ArrayBuffer> {
  return body instanceof Uint8Array
}

type RouteContext = { params: Promise<Record<string, string | string[] | undefined>> }
export type Handler = ((request: Request, context: RouteContext) => Promise<Response>) & {
  endpoint?: Endpoint
}

type Handlers = Record<Method | 'HEAD' | 'OPTIONS', Handler>

/** The exports of a route file: its endpoints, and 405 for every other method. */
export function serve(...endpoints: Endpoint[]): Handlers {
  const byMethod = new Map(endpoints.map((endpoint) => [endpoint.method, endpoint]))
  const allow = allowed(byMethod)
  const notAllowed: Handler = async () => send(problem('METHOD_NOT_ALLOWED', { allow }))
  const handlers = Object.fromEntries(
    METHODS.map((method): [Method, Handler] => {
      const endpoint = byMethod.get(method)
      if (!endpoint) return [method, notAllowed]
      const handler: Handler = async (request, context) => send(await answerTo(endpoint, request, context))
      handler.endpoint = endpoint
      return [method, handler]
    }),
  ) as Record<Method, Handler>
  return {
    ...handlers,
    HEAD: handlers.GET,
    OPTIONS: async () =>
      new Response(null, { status: 204, headers: { Allow: allow, 'Cache-Control': 'no-store' } }),
  }
}

/** The exports of the file that answers wherever no endpoint is. */
export function serveNothing(): Handlers {
  const nothing: Handler = async () => send(problem('NO_SUCH_ENDPOINT'))
  return {
    GET: nothing,
    POST: nothing,
    PUT: nothing,
    PATCH: nothing,
    DELETE: nothing,
    HEAD: nothing,
    OPTIONS: nothing,
  }
}

function allowed(byMethod: ReadonlyMap<Method, Endpoint>): string {
  const methods: string[] = METHODS.filter((method) => byMethod.has(method))
  if (byMethod.has('GET')) methods.splice(1, 0, 'HEAD')
  return [...methods, 'OPTIONS'].join(', ')
}

function send({ status, headers, body }: Answer): Response {
  return new Response(body, { status, headers })
}

async function answerTo(endpoint: Endpoint, request: Request, context: RouteContext): Promise<Answer> {
  try {
    if (endpoint.open) return await endpoint.run(NOBODY, undefined)
    const known = await actorForKey(request)
    if (!known) throw new HttpProblem('NO_KEY')
    const { actor, key: apiKey } = known
    await countRequest(actor.personId, apiKey)
    if (!isWithin(apiKey.scope, endpoint)) throw new HttpProblem('KEY_SCOPE', { scope: apiKey.scope })
    const named = await context.params
    const id = endpoint.path.includes('{id}') ? idOf(named.id) : 0
    const params = endpoint.params ? paramsOf(endpoint.params, named) : {}
    if (endpoint.ifMatch === 'required' && !request.headers.has('if-match')) {
      throw new HttpProblem('PRECONDITION_REQUIRED')
    }
    const version = endpoint.ifMatch ? versionSeen(request) : undefined
    const problems: FieldProblem[] = []
    const query = checkedQuery(endpoint, request, problems)
    const reads = endpoint.method !== 'GET' && !endpoint.upload
    const json = reads ? await readJson(request) : undefined
    const body = json ? checkedBody(endpoint, json.value, problems) : undefined
    if (problems.length > 0) throw new HttpProblem('INVALID', {}, problems)
    const call = { actor, id, params, query, body, version, request }
    const key = endpoint.method === 'POST' ? idempotencyKeyOf(request) : undefined
    if (endpoint.receive) return await answerUpload(endpoint, endpoint.receive, call, key)
    if (key !== undefined) return await answerOnce(endpoint, call, key, json?.raw ?? new Uint8Array())
    const answer = await endpoint.run(call, undefined)
    if (endpoint.method === 'GET' && isUnchanged(request, answer.headers.ETag)) {
      const { 'Content-Type': _, ...headers } = answer.headers
      return { status: 304, headers }
    }
    return answer
  } catch (error) {
    return problemOf(error, `${endpoint.method} ${endpoint.path}`)
  }
}

/** A key may do at most what its owner may; a limited one less. */
function isWithin(scope: KeyScope, { method, intake = false }: Endpoint): boolean {
  return scope === 'write' || (scope === 'read' ? method === 'GET' : intake)
}

/** The body comes in first, whatever its size; it is the command that takes it over, and only then is it there. */
async function answerUpload(
  endpoint: Endpoint,
  receive: NonNullable<Endpoint['receive']>,
  call: Call<unknown, unknown>,
  key: string | undefined,
): Promise<Answer> {
  const { value, sent, release } = await receive(call)
  try {
    if (key !== undefined) return await answerOnce(endpoint, call, key, sent, value)
    return await endpoint.run(call, undefined, value)
  } finally {
    await release()
  }
}

/** The first request with this key runs, whatever comes with it later gets the same answer. */
async function answerOnce(
  endpoint: Endpoint,
  call: Call<unknown, unknown>,
  key: string,
  sent: Uint8Array,
  received?: unknown,
): Promise<Answer> {
  const { pathname, search } = new URL(call.request.url)
  const claim: Claim = {
    personId: call.actor.personId,
    key,
    hash: hashOf(endpoint.method, pathname + search, sent),
    at: call.actor.at,
  }
  const before = await claimKey(claim)
  if (before) return before
  try {
    return await endpoint.run(call, (answer) => (tx) => keepAnswer(tx, claim, answer), received)
  } catch (error) {
    const answer = problemOf(error, `${endpoint.method} ${endpoint.path}`)
    await (answer.status < 500 ? keepAnswer(db, claim, answer) : releaseKey(claim)).catch((lost: unknown) =>
      log.warn({ lost: lost instanceof Error ? lost.message : 'unknown' }, 'answer not kept'),
    )
    return answer
  }
}

/** Open endpoints look at none of it. */
const NOBODY = {} as Call<unknown, unknown>

const MAX_ID = 2_147_483_647

/** What is no id names no record. */
function idOf(text: string | string[] | undefined): number {
  const id = typeof text === 'string' && /^[1-9]\d{0,9}$/.test(text) ? Number(text) : 0
  if (id === 0 || id > MAX_ID) throw new HttpProblem('NOT_FOUND')
  return id
}

function paramsOf(schema: z.ZodObject, named: Record<string, unknown>): Record<string, unknown> {
  const parsed = schema.safeParse(named)
  if (!parsed.success) throw new HttpProblem('NOT_FOUND')
  return parsed.data
}

function checkedQuery(endpoint: Endpoint, request: Request, problems: FieldProblem[]): unknown {
  const start = request.url.indexOf('?')
  if (start === -1 && !endpoint.query) return undefined
  const given = new Map<string, string>()
  if (start !== -1) {
    for (const [name, value] of new URL(request.url).searchParams) {
      if (given.has(name)) problems.push({ path: name, code: 'repeated', message: 'is given more than once' })
      given.set(name, value)
    }
  }
  if (!endpoint.query || given.has('__proto__')) {
    for (const path of given.keys()) {
      problems.push({ path, code: 'unknown_field', message: 'is not a known parameter' })
    }
    return undefined
  }
  const parsed = endpoint.query.safeParse(Object.fromEntries(given))
  if (parsed.success) return parsed.data
  problems.push(...fieldProblems(parsed.error))
}

function checkedBody(endpoint: Endpoint, value: unknown, problems: FieldProblem[]): unknown {
  if (!endpoint.body) {
    if (value === undefined) return undefined
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      problems.push({ path: '', code: 'wrong_type', message: 'must be an empty object' })
      return undefined
    }
    for (const path of Object.keys(value)) {
      problems.push({ path, code: 'unknown_field', message: 'is not a known field' })
    }
    return undefined
  }
  const parsed = endpoint.body.safeParse(value ?? {})
  if (parsed.success && value !== null) return parsed.data
  if (value === null) problems.push({ path: '', code: 'wrong_type', message: 'must be an object' })
  else if (!parsed.success) problems.push(...fieldProblems(parsed.error))
}
