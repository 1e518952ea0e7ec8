import { createHmac, timingSafeEqual } from 'node:crypto'
import { signingSecret } from './cookies'

/** Signs a text for one purpose with the installation's secret: what we gave out, we recognise. */
export function signed(purpose: string, text: string): string {
  return createHmac('sha256', signingSecret()).update(`${purpose}\n${text}`).digest('base64url')
}

/** `length`: where only so many characters of the signature were given out. */
export function isSigned(purpose: string, text: string, signature: string, length?: number): boolean {
  const [right, given] = [Buffer.from(signed(purpose, text).slice(0, length)), Buffer.from(signature)]
  return right.length === given.length && timingSafeEqual(right, given)
}
