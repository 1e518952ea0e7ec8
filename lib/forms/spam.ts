/** What makes a sent form look like spam. It is held for somebody to look at, never dropped, and the visitor is thanked. */
export const HELD_REASONS = [
  'honeypot',
  'fast',
  'stale',
  'replay',
  'forged',
  'rate',
  'links',
  'disposable',
  'archived',
  'nobody',
] as const
export type HeldReason = (typeof HELD_REASONS)[number]

/** A field that no person sees and that programs fill in. Not a name that browsers complete by themselves. */
export const HONEYPOT = 'subject_2'

/** A person needs longer, even when the browser fills in everything. */
const FASTEST_MS = 2_000
/** A page may stay open over a weekend. */
const STALE_MS = 72 * 3_600_000
/** A person may send a form again after correcting it; a program sends one rendering over and over. */
const SENDINGS_OF_ONE = 3
const LINKS_IN_NOTE = 3

export type Sent = {
  honeypot: string
  /** of the rendering that it was sent from; null: a form of somebody's own, without one */
  token: { ageMs: number; sendings: number } | 'forged' | null
  /** the address has sent many of late */
  many: boolean
  lead: { email?: string | null; note?: string | null; [field: string]: string | null | undefined }
}

const LINK = /https?:\/\/|www\.|\[url[=\]]|<a\s/gi

export function heldBecause({ honeypot, token, many, lead }: Sent): HeldReason[] {
  const { note, website: _website, email, ...others } = lead
  const found: HeldReason[] = []
  if (honeypot !== '') found.push('honeypot')
  if (token === 'forged') found.push('forged')
  else if (token !== null) {
    if (token.ageMs < FASTEST_MS) found.push('fast')
    if (token.ageMs > STALE_MS) found.push('stale')
    if (token.sendings >= SENDINGS_OF_ONE) found.push('replay')
  }
  if (many) found.push('rate')
  const misplaced = Object.values(others).some((value) => value && linksIn(value) > 0)
  if (misplaced || linksIn(note ?? '') >= LINKS_IN_NOTE) found.push('links')
  if (isDisposable(email)) found.push('disposable')
  return found
}

function linksIn(text: string): number {
  return text.match(LINK)?.length ?? 0
}

/** Mailboxes for ten minutes: the common ones only, a list of all would be a list of mistakes. */
const DISPOSABLE = new Set([
  '10minutemail.com',
  'dispostable.com',
  'fakeinbox.com',
  'getnada.com',
  'grr.la',
  'guerrillamail.com',
  'mailcatch.com',
  'maildrop.cc',
  'mailinator.com',
  'mailnesia.com',
  'mintemail.com',
  'moakt.com',
  'sharklasers.com',
  'spam4.me',
  'temp-mail.org',
  'tempmail.com',
  'tempr.email',
  'throwawaymail.com',
  'trashmail.com',
  'yopmail.com',
])

function isDisposable(email: string | null | undefined): boolean {
  return DISPOSABLE.has(email?.toLowerCase().split('@').at(-1) ?? '')
}
