/** The OpenAPI document as a page shows it: operations by their groups, and a schema as rows of fields. */

type Schema = {
  $ref?: string
  type?: string | string[]
  description?: string
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
  additionalProperties?: Schema | boolean
  minimum?: number
  maximum?: number
  maxLength?: number
  default?: unknown
}

type Content = Record<string, { schema?: Schema }>

type Described = {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  security?: unknown[]
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: Schema }[]
  requestBody?: { required?: boolean; content: Content }
  responses: Record<string, { description?: string; $ref?: string; content?: Content }>
}

export type ApiDocument = {
  info: { description: string }
  servers: { url: string }[]
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema>; responses: Record<string, { description: string }> }
}

export type Operation = { id: string; method: string; path: string; summary: string; tag: string }

export type Field = { name: string; type: string; required: boolean; description: string }

export type OperationDetails = Operation & {
  description: string | null
  open: boolean
  parameters: (Field & { in: string })[]
  body: { mediaType: string; fields: Field[] } | null
  answers: { status: string; description: string; mediaType: string | null; fields: Field[] }[]
}

/** Every operation, in the order of the document. */
export function operationsOf(document: ApiDocument): Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId, summary, tags }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path,
      summary,
      tag: tags[0] ?? '',
    })),
  )
}

/** Everything about one operation; null where there is none of that id. */
export function detailsOf(document: ApiDocument, id: string): OperationDetails | null {
  const operation = operationsOf(document).find((one) => one.id === id)
  const described = operation && document.paths[operation.path]?.[operation.method.toLowerCase()]
  if (!operation || !described) return null
  const { schemas, responses } = document.components
  const [bodyType, body] = firstOf(described.requestBody?.content)
  return {
    ...operation,
    description: described.description ?? null,
    open: described.security?.length === 0,
    parameters: (described.parameters ?? []).map(({ name, in: where, required, description, schema }) => ({
      name,
      in: where,
      type: typeOf(schema, schemas),
      required: required ?? false,
      description: description ?? schema.description ?? '',
    })),
    body: bodyType ? { mediaType: bodyType, fields: fieldsOf(body, schemas) } : null,
    answers: Object.entries(described.responses).map(([status, { description, $ref, content }]) => {
      const [mediaType, schema] = firstOf(content)
      const shared = $ref ? responses[nameOf($ref)]?.description : undefined
      return {
        status,
        description: description ?? shared ?? '',
        mediaType,
        fields: fieldsOf(schema, schemas),
      }
    }),
  }
}

function firstOf(content: Content | undefined): [string | null, Schema | undefined] {
  const [first] = Object.entries(content ?? {})
  return first ? [first[0], first[1].schema] : [null, undefined]
}

function nameOf(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1)
}

type Schemas = ApiDocument['components']['schemas']

/** Deeper than this nobody reads a table. */
const DEEPEST = 5

/** The fields of a schema, those of what it holds under `holder.field`, of a list's items under `list[].field`. */
function fieldsOf(
  schema: Schema | undefined,
  schemas: Schemas,
  prefix = '',
  above: readonly string[] = [],
): Field[] {
  if (!schema || above.length > DEEPEST) return []
  const name = schema.$ref ? nameOf(schema.$ref) : ''
  if (name && above.includes(name)) return []
  const resolved = resolve(schema, schemas)
  const within = [...above, name]
  if (resolved.items) return fieldsOf(resolved.items, schemas, `${prefix}[]`, within)
  const held = (resolved.anyOf ?? resolved.oneOf ?? []).find((part) => {
    const { properties, items } = resolve(part, schemas)
    return properties ?? items
  })
  if (held) return fieldsOf(held, schemas, prefix, within)
  return Object.entries(resolved.properties ?? {}).flatMap(([key, field]) => {
    const path = prefix ? `${prefix}.${key}` : key
    return [
      {
        name: path,
        type: typeOf(field, schemas),
        required: resolved.required?.includes(key) ?? false,
        description: field.description ?? resolve(field, schemas).description ?? '',
      },
      ...fieldsOf(field, schemas, path, within),
    ]
  })
}

function resolve(schema: Schema, schemas: Schemas): Schema {
  return schema.$ref ? (schemas[nameOf(schema.$ref)] ?? {}) : schema
}

/** `string`, `integer 1–200`, `"hot" | "warm"`, `string | null`, `list of Lead`. */
function typeOf(schema: Schema, schemas: Schemas): string {
  if (schema.$ref) return nameOf(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  const parts = schema.anyOf ?? schema.oneOf
  if (parts) return [...new Set(parts.map((part) => typeOf(part, schemas)))].join(' | ')
  if (schema.items) return `list of ${typeOf(schema.items, schemas)}`
  const type = [schema.type ?? 'any'].flat().join(' | ')
  if (schema.format) return `${type} (${schema.format})`
  const { minimum, maximum, maxLength } = schema
  if (maxLength !== undefined) return `${type}, up to ${maxLength}`
  const isBounded = minimum !== undefined && maximum !== undefined && maximum < Number.MAX_SAFE_INTEGER
  return isBounded ? `${type} ${minimum}–${maximum}` : type
}
