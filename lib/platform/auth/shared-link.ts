import { mintNumbersReader, type NumbersReader } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { countGuess, countOpening } from './throttle'
import { fingerprint } from './token'

/** What a link shows, as it was made. */
export type SharedView = {
  screen: string
  query: Record<string, string>
  /** a period by name; else the days */
  preset: string | null
  from: string | null
  to: string | null
  /** names of channels, campaigns and regions are shown */
  named: boolean
  expiresAt: Date
}

export type Opened =
  | { state: 'open'; reader: NumbersReader; view: SharedView }
  | { state: 'unknown' | 'expired' | 'revoked' }
  | { state: 'too_many'; seconds: number }

const TOKEN = /^[A-Za-z0-9_-]{43}$/

/**
 * The gate of shared links. The token is looked up by its SHA-256, as a key is: how long that takes says nothing about
 * the token. A link lives as long as the account of who made it; a view is counted in the statement that allows it.
 */
export async function openSharedLink(token: string, address: string, at: Date): Promise<Opened> {
  const seconds = await countOpening(address)
  if (seconds !== null) return { state: 'too_many', seconds }
  if (!TOKEN.test(token)) return guessed(address)
  const hash = fingerprint(token)
  const view = await db.one<SharedView>(sql`
    UPDATE shared_link l SET views = l.views + 1, last_viewed_at = ${at}
    FROM person p
    WHERE l.hash = ${hash} AND p.id = l.created_by_id AND p.status = 'active' AND l.revoked_at IS NULL
      AND l.expires_at > ${at}
    RETURNING l.screen, l.query, l.preset, l.from_day::text AS "from", l.to_day::text AS "to", l.named,
      l.expires_at AS "expiresAt"`)
  if (view) return { state: 'open', reader: mintNumbersReader(at), view }
  const state = await stateOf(hash, at)
  return state === null ? guessed(address) : { state }
}

/** Why a link shows nothing any more; null: there never was one. Opening it is not counted. */
async function stateOf(hash: string, at: Date): Promise<'expired' | 'revoked' | null> {
  const found = await db.one<{ isOver: boolean }>(sql`
    SELECT l.revoked_at IS NULL AND l.expires_at <= ${at} AS "isOver" FROM shared_link l WHERE l.hash = ${hash}`)
  return found ? (found.isOver ? 'expired' : 'revoked') : null
}

async function guessed(address: string): Promise<Opened> {
  await countGuess(address)
  return { state: 'unknown' }
}
