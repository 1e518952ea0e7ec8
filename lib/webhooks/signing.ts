import { createHmac } from 'node:crypto'

/** The headers of the Standard Webhooks specification (standardwebhooks.com), for which every language has a library. */
export type Signed = { 'webhook-id': string; 'webhook-timestamp': string; 'webhook-signature': string }

/**
 * Signs what is sent: HMAC-SHA256 over `id.timestamp.body`. The id is the same at each attempt, so that who gets
 * something twice can tell; the timestamp lets them refuse what somebody recorded and sends again.
 * `secret` is `whsec_` and base64.
 */
export function signatureOf(secret: string, id: number, at: Date, body: string): Signed {
  const name = `evt_${id}`
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${name}.${timestamp}.${body}`).digest('base64')
  return { 'webhook-id': name, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
