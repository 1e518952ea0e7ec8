/**
 * A submitted form as the plain object that a strict zod schema reads:
 * `name` → text (a File stays a File); `name[]` → list, empty entries left out, so a hidden empty `name[]` says "none";
 * `utm.source` → nested object. React's own `$ACTION…` fields are left out. The same plain name twice, or a name such
 * as `__proto__`, is kept as a key that no schema knows.
 */
export function readForm(data: FormData): Record<string, unknown> {
  const fields: Record<string, unknown> = Object.create(null)
  for (const [name, value] of data.entries()) {
    if (name.startsWith('$ACTION')) continue
    if (name.endsWith('[]')) {
      const key = name.slice(0, -2)
      const list = fields[key]
      const entries = Array.isArray(list) ? list : []
      if (value !== '') entries.push(value)
      fields[key] = entries
      continue
    }
    const [key = '', inner, ...deeper] = name.split('.')
    if (inner === undefined || deeper.length > 0) put(fields, name, value)
    else {
      const nested = fields[key]
      if (nested !== undefined && !isNested(nested)) put(fields, name, value)
      else {
        const target: Record<string, unknown> = nested ?? Object.create(null)
        put(target, inner, value)
        fields[key] = target
      }
    }
  }
  return fields
}

function put(target: Record<string, unknown>, key: string, value: unknown) {
  target[key in target ? `${key} (again)` : key] = value
}

function isNested(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === null
}
