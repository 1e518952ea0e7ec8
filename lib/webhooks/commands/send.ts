import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import { addressInUrl, isPublicAddress } from '../address'

export type Answered = { status: number; answer: string } | { error: string }

const TIMEOUT = 10_000
/** What is kept of an answer, for the log. */
const MOST_CHARACTERS = 500

/** Where the receivers are machines of the company's own network, its administrator allows it for the installation. */
export function reachesInside(): boolean {
  return process.env.BATON_WEBHOOKS_INSIDE === '1'
}

/**
 * Posts a body. The name is resolved once, each of its addresses must be one of the open internet, and the connection
 * goes to what was checked: an answer that changes between the check and the connection reaches nothing inside.
 * Redirects are not followed, for the same reason.
 */
export function post(address: string, headers: Record<string, string>, body: string): Promise<Answered> {
  const url = new URL(address)
  const literal = addressInUrl(url)
  if (literal !== null && !reachesInside() && !isPublicAddress(literal)) return Promise.resolve(INSIDE)
  return new Promise((resolve) => {
    const request = (url.protocol === 'https:' ? https : http).request(
      url,
      {
        method: 'POST',
        agent: false,
        lookup: guarded,
        signal: AbortSignal.timeout(TIMEOUT),
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
          'user-agent': 'Baton-Webhooks/1',
          ...headers,
        },
      },
      (response) => {
        let answer = ''
        response.setEncoding('utf8')
        response.on('data', (piece: string) => {
          answer += piece
          if (answer.length >= MOST_CHARACTERS) response.destroy()
        })
        response.on('close', () =>
          resolve({ status: response.statusCode ?? 0, answer: storable(answer.slice(0, MOST_CHARACTERS)) }),
        )
        response.on('error', () => {})
      },
    )
    request.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ error: error.name === 'TimeoutError' ? 'TIMEOUT' : (error.code ?? error.name) }),
    )
    request.end(body)
  })
}

const INSIDE: Answered = { error: 'OWN_NETWORK' }

const guarded: LookupFunction = (hostname, options, answer) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    const [first] = found ?? []
    if (error || !first) return answer(error ?? refused('ENOTFOUND'), '', 4)
    if (!reachesInside() && !found.every(({ address }) => isPublicAddress(address)))
      return answer(refused('OWN_NETWORK'), '', 4)
    if (options.all) return answer(null, found)
    return answer(null, first.address, first.family)
  })
}

function refused(code: string): NodeJS.ErrnoException {
  return Object.assign(new Error(code), { code })
}

/** PostgreSQL's text holds no NUL and no half of a surrogate pair. */
function storable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}
