/**
 * Our address as others reach it, for what leaves the house (e-mails, the command line). Never taken from a request: its
 * Host header is the sender's to choose, and a reset letter must not point to somebody else's site.
 */
export function publicUrl(path: string): string {
  const base = process.env.BATON_URL ?? `http://localhost:${process.env.PORT || 3000}`
  return new URL(path, base).toString()
}
