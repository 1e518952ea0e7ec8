import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'

const shared = globalThis as { batonSocketAddress?: boolean }

/**
 * Without a proxy that we trust, X-Forwarded-For is whatever the client wrote. Next keeps it and tells us nothing else,
 * so the address of the connection is put there before Next sees the request. Called once by instrumentation.ts.
 */
export function keepSocketAddress(): void {
  if (process.env.TRUST_PROXY === '1' || shared.batonSocketAddress) return
  shared.batonSocketAddress = true
  subscribe('http.server.request.start', (message) => {
    const { request } = message as { request: IncomingMessage }
    request.headers['x-forwarded-for'] = request.socket.remoteAddress ?? 'unknown'
  })
}
