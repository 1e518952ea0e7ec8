import { createHash, randomBytes } from 'node:crypto'

/** 256 random bits, for a session, a link or a key. We store only its fingerprint. */
export function randomToken(): string {
  return randomBytes(32).toString('base64url')
}

/** What the database keeps instead of the token. The token is random, so a plain SHA-256 cannot be turned back. */
export function fingerprint(token: string): string {
  return createHash('sha256').update(token).digest('base64url')
}
