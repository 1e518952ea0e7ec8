/**
 * The state of a screen lives in its address. `hrefWith` makes the address of the same screen with something changed;
 * null, undefined and '' take a parameter away, and parameters are sorted so that one state has one address.
 */
export type Query = Readonly<Record<string, string | readonly string[] | undefined>>
export type QueryChanges = Readonly<Record<string, string | number | readonly string[] | null | undefined>>

export function hrefWith(pathname: string, query: Query, changes: QueryChanges = {}): string {
  const merged: Record<string, string | readonly string[]> = {}
  for (const [name, value] of Object.entries({ ...query, ...changes })) {
    if (value === null || value === undefined || value === '') continue
    merged[name] = typeof value === 'number' ? String(value) : value
  }
  const parameters = new URLSearchParams()
  for (const name of Object.keys(merged).sort()) {
    const value = merged[name]
    if (value === undefined) continue
    for (const one of typeof value === 'string' ? [value] : value) parameters.append(name, one)
  }
  const text = parameters.toString()
  return text ? `${pathname}?${text}` : pathname
}

/** The first value of a parameter, as most screens want it. */
export function one(query: Query, name: string): string | undefined {
  const value = query[name]
  return (typeof value === 'string' ? value : value?.[0]) || undefined
}
