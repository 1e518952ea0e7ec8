import { createHmac, timingSafeEqual } from 'node:crypto'
import { signingSecret } from './cookies'

/** Signs a text for one purpose with the installation's secret: what we gave out, we recognise. */
export function signed(purpose: string, text: string): string {
  return createHmac('sha256', signingSecret()).update(`${purpose}\n${text}`).digest('base64url')
}

export function isSigned(purpose: string, text: string, signature: string): boolean {
  const [right, given] = [Buffer.from(signed(purpose, text)), Buffer.from(signature)]
  return right.length === given.length && timingSafeEqual(right, given)
}
