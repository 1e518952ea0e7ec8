import { z } from 'zod'
import type { Endpoint } from './route'

/** The OpenAPI document, made of the same definitions that serve the API. */

type Json = Record<string, unknown>

type About = { title: string; version: string; description: string; server: string }

const PROBLEM = {
  type: 'object',
  description: 'RFC 9457 problem details',
  required: ['type', 'title', 'status', 'detail'],
  properties: {
    type: { type: 'string', examples: ['urn:baton:problem:already-decided'] },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    params: { type: 'object', description: 'what the detail speaks of' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: {
          path: { type: 'string', description: 'the field, as in "utm.source"' },
          message: { type: 'string' },
          code: { type: 'string' },
        },
      },
    },
  },
}

const PROBLEM_NAMES: Record<number, string> = {
  400: 'The request is malformed',
  401: 'No key, or not a valid one',
  403: "The key's person may not do this",
  404: 'There is no such record',
  409: "In conflict with the record's state",
  412: 'The record has changed since that version',
  413: 'The body is too large',
  415: 'The body is of another media type',
  422: 'Some fields are not valid',
  428: 'If-Match is missing',
  429: 'Too many requests: see Retry-After',
  503: 'The database is away: see Retry-After',
}

export function openApiDocument(endpoints: readonly Endpoint[], about: About): Json {
  const schemas: Json = { Problem: PROBLEM }
  const paths: Record<string, Json> = {}
  for (const endpoint of endpoints) {
    const path = paths[endpoint.path] ?? {}
    path[endpoint.method.toLowerCase()] = operation(endpoint, schemas)
    paths[endpoint.path] = path
  }
  const responses = Object.fromEntries(
    Object.entries(PROBLEM_NAMES).map(([status, description]) => [
      `Problem${status}`,
      {
        description,
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  )
  return {
    openapi: '3.1.0',
    info: { title: about.title, version: about.version, description: about.description },
    servers: [{ url: about.server }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'an API key' } },
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses,
    },
  }
}

function operation(endpoint: Endpoint, schemas: Json): Json {
  const { open, summary, description, tag, body, upload } = endpoint
  return {
    operationId: operationId(endpoint),
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    ...(open ? { security: [] } : {}),
    ...parametersOf(endpoint, schemas),
    ...(upload
      ? {
          requestBody: {
            required: true,
            content: { 'multipart/form-data': { schema: described(upload, schemas, 'input') } },
          },
        }
      : {}),
    ...(body
      ? {
          requestBody: {
            required: !body.safeParse({}).success,
            content: { 'application/json': { schema: described(body, schemas, 'input') } },
          },
        }
      : {}),
    responses: { ...answersOf(endpoint, schemas), ...problemsOf(endpoint) },
  }
}

/** `POST /leads/{id}/touches` → `postLeadsByIdTouches`. */
function operationId({ method, path }: Endpoint): string {
  const words = path
    .replaceAll(/\{(\w+)\}/g, 'by-$1')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return method.toLowerCase() + words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join('')
}

function parametersOf(endpoint: Endpoint, schemas: Json): Json {
  const parameters: Json[] = []
  if (endpoint.path.includes('{id}')) {
    parameters.push({ name: 'id', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } })
  }
  if (endpoint.params) {
    const { properties } = described(endpoint.params, schemas, 'input') as {
      properties?: Record<string, Json>
    }
    for (const [name, schema] of Object.entries(properties ?? {})) {
      parameters.push({ name, in: 'path', required: true, schema })
    }
  }
  if (endpoint.query) {
    const { properties, required } = described(endpoint.query, schemas, 'input') as {
      properties?: Record<string, Json>
      required?: string[]
    }
    for (const [name, schema] of Object.entries(properties ?? {})) {
      parameters.push({ name, in: 'query', required: required?.includes(name) ?? false, schema })
    }
  }
  if (endpoint.ifMatch) {
    parameters.push({
      name: 'If-Match',
      in: 'header',
      required: endpoint.ifMatch === 'required',
      description: 'the ETag that you saw, or *',
      schema: { type: 'string' },
    })
  }
  if (endpoint.method === 'POST') {
    parameters.push({
      name: 'Idempotency-Key',
      in: 'header',
      required: false,
      description: 'the same key and request get the first answer again',
      schema: { type: 'string', minLength: 1, maxLength: 200 },
    })
  }
  return parameters.length > 0 ? { parameters } : {}
}

function answersOf({ responses }: Endpoint, schemas: Json): Json {
  return Object.fromEntries(
    Object.entries(responses).map(([status, schema]) => [
      status,
      {
        description: STATUS_NAMES[status] ?? 'Done',
        ...(schema === null
          ? {}
          : typeof schema === 'string'
            ? { content: { [schema]: { schema: { type: 'string' } } } }
            : { content: { 'application/json': { schema: described(schema, schemas, 'output') } } }),
      },
    ]),
  )
}

const STATUS_NAMES: Record<string, string> = {
  200: 'Done',
  201: 'Created',
  202: 'Accepted for later',
  204: 'Done',
}

function problemsOf(endpoint: Endpoint): Json {
  const { method, open, path, body, query, upload, ifMatch } = endpoint
  const statuses = [503]
  if (!open) statuses.push(401, 403, 429)
  if (path.includes('{')) statuses.push(404)
  if (query || method !== 'GET') statuses.push(422)
  if (method !== 'GET') statuses.push(400, 403, 409, 413, 415)
  if (body || upload) statuses.push(400, 415)
  if (ifMatch) statuses.push(412)
  if (ifMatch === 'required') statuses.push(428)
  return Object.fromEntries(
    [...new Set(statuses)]
      .sort()
      .map((status) => [status, { $ref: `#/components/responses/Problem${status}` }]),
  )
}

/** A schema as JSON Schema; those with an `id` go to the components and are referred to. */
function described(schema: z.ZodType, schemas: Json, io: 'input' | 'output'): Json {
  const made = z.toJSONSchema(schema, { io, unrepresentable: 'any', target: 'draft-2020-12' }) as Json
  const { $schema: _, $defs, ...root } = made
  for (const [name, definition] of Object.entries(($defs ?? {}) as Record<string, Json>)) {
    const { id: _id, ...rest } = definition
    schemas[name] = relocated(rest)
  }
  if (typeof root.id !== 'string') return relocated(root)
  const { id, ...rest } = root
  schemas[id as string] = relocated(rest)
  return { $ref: `#/components/schemas/${id}` }
}

function relocated<T>(value: T): T {
  return JSON.parse(JSON.stringify(value).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
