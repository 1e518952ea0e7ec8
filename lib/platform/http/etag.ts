import { HttpProblem } from './problem'

/** A record's version as a strong entity tag. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/**
 * The version that If-Match names; undefined without the header or for `*`. A weak tag is taken too: proxies weaken tags
 * when they compress, and a version says exactly which state it means. A tag that we never gave matches nothing.
 */
export function versionSeen(request: Request): number | undefined {
  const header = request.headers.get('if-match')?.trim()
  if (!header || header === '*') return undefined
  if (header.includes(',')) throw new HttpProblem('MALFORMED', { why: 'If-Match must carry one entity tag' })
  const version = /^(?:W\/)?"(\d{1,10})"$/.exec(header)?.[1]
  return version === undefined ? NEVER : Number(version)
}

/** Versions start at 1. */
const NEVER = 0

/** Does If-None-Match name the tag that the answer would carry? */
export function isUnchanged(request: Request, etag: string | undefined): boolean {
  const header = request.headers.get('if-none-match')
  if (!header || !etag) return false
  if (header.trim() === '*') return true
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
}
