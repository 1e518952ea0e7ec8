/**
 * Did this request come from one of our own pages? Next compares Origin and Host by itself but lets a Server Action
 * through that has no Origin at all. Here a missing one is refused, unless the browser itself says that the request is of
 * the same origin (no script can set Sec-Fetch-Site). The scheme is not compared: behind a proxy that ends TLS we cannot
 * know it.
 */
export function isOwnOrigin(headers: Pick<Headers, 'get'>): boolean {
  const origin = headers.get('origin')
  if (origin === null) return headers.get('sec-fetch-site') === 'same-origin'
  const host = hostOf(origin)
  if (!host) return false
  const own = [headers.get('host'), hostOf(process.env.BATON_URL ?? null)]
  if (process.env.TRUST_PROXY === '1') own.push(headers.get('x-forwarded-host'))
  return own.some((candidate) => candidate?.toLowerCase() === host)
}

function hostOf(url: string | null): string | undefined {
  if (!url) return undefined
  try {
    return new URL(url).host.toLowerCase() || undefined
  } catch {
    return undefined // "null" from a sandboxed frame
  }
}
