import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

const shared = globalThis as { batonRequestLine?: boolean }

/**
 * Two request lines make Next answer 500: an address that is not valid percent-encoding, and TRACE. They are made
 * harmless before Next sees them, so that they end as "not found" and "bad request". Called once by instrumentation.ts.
 */
export function repairRequestLines(): void {
  if (shared.batonRequestLine) return
  shared.batonRequestLine = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.url = decodableUrl(request.url ?? '/')
    if (request.method === 'TRACE') request.method = 'UNKNOWN'
  })
}

/** The same address; where its path cannot be decoded, its percent signs stand for themselves. */
export function decodableUrl(url: string): string {
  const end = url.indexOf('?')
  const path = end === -1 ? url : url.slice(0, end)
  if (!path.includes('%')) return url
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return path.replaceAll('%', '%25') + (end === -1 ? '' : url.slice(end))
  }
}
