import pg from 'pg'
import { fingerprint } from '@/lib/platform/auth/token'
import { sql } from '@/lib/platform/db/sql'
import { env } from '@/lib/platform/env'
import { log } from '@/lib/platform/log'
import { LIVE_CHANNEL, type LiveEvent } from './announce'

/** One open screen. */
export type Screen = {
  personId: number
  /** as its cookie carries it */
  sessionId: string
  /** takes a piece of the stream; must not wait */
  tell: (piece: Uint8Array) => void
  close: () => void
}

type Kept = { at: number; to: ReadonlySet<number> | undefined; piece: Uint8Array }

const BEAT = 20_000
const FIRST_WAIT = 100
const LONGEST_WAIT = 5_000
/** What a screen missed for a moment (loading, a lost connection) is told again from here. */
const KEPT_EVENTS = 2_000
/** Who missed more looks at everything again. */
const WORTH_RETELLING = 100
/** Clocks of two processes, and transactions that were committed while the page was being made. */
const MARGIN = 3_000
/** Far more windows than anybody has open; what is refused tries again later. */
const SCREENS_PER_PERSON = 30

const encoder = new TextEncoder()

/**
 * This process's ear on the database: one connection that listens, and all the screens that are told what it hears.
 * When the connection is lost (a restart of the database) it is opened anew, and the screens are told to look again,
 * because nobody knows what was said meanwhile. The alternative, a connection for each screen, would need 200 of them.
 */
export class Hub {
  readonly #screens = new Set<Screen>()
  readonly #kept: Kept[] = []
  #client: pg.Client | undefined
  #listening: Promise<void> | undefined
  /** from when on nothing was missed; what is older is not in `#kept` */
  #since = Number.POSITIVE_INFINITY
  #beat: NodeJS.Timeout | undefined
  #closed = false

  /**
   * Adds a screen that knows everything up to `since` (milliseconds); what happened after it is told at once, and where
   * that is not known any more the screen is told to look again. False: this person has too many.
   */
  async join(screen: Screen, since: number): Promise<boolean> {
    if (this.#closed) return false
    let own = 0
    for (const { personId } of this.#screens) if (personId === screen.personId) own++
    if (own >= SCREENS_PER_PERSON) return false
    this.#screens.add(screen)
    this.#beat ??= setInterval(() => void this.#check(), BEAT).unref()
    this.#listening ??= this.#listen()
    await this.#listening
    const missed = this.#kept.filter(({ at, to }) => at >= since - MARGIN && (!to || to.has(screen.personId)))
    if (since < this.#since || missed.length > WORTH_RETELLING) screen.tell(named('resync'))
    else for (const { piece } of missed) screen.tell(piece)
    return true
  }

  leave(screen: Screen): void {
    this.#screens.delete(screen)
  }

  get size(): number {
    return this.#screens.size
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    clearInterval(this.#beat)
    for (const screen of this.#screens) screen.close()
    this.#screens.clear()
    await this.#client?.end().catch(() => {})
  }

  /** Resolves when the first connection listens, or the first attempt failed: then the screens wait for the resync. */
  async #listen(wait = FIRST_WAIT): Promise<void> {
    if (this.#closed) return
    const client = new pg.Client({
      connectionString: env().DATABASE_URL,
      connectionTimeoutMillis: 5_000,
      query_timeout: 5_000,
      keepAlive: true,
      application_name: 'baton live',
    })
    let lost = false
    const again = () => {
      if (lost) return
      lost = true
      if (this.#client === client) this.#client = undefined
      client.end().catch(() => {})
      const next = Math.min(wait * 2, LONGEST_WAIT)
      setTimeout(() => void this.#listen(next), wait * (0.5 + Math.random() / 2)).unref()
    }
    client.on('error', again)
    client.on('end', () => !this.#closed && again())
    client.on('notification', ({ payload }) => payload && this.#hear(payload))
    try {
      await client.connect()
      await client.query(`listen ${LIVE_CHANNEL}`)
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'not listening for changes')
      again()
      return
    }
    if (this.#closed) {
      await client.end().catch(() => {})
      return
    }
    this.#client = client
    wait = FIRST_WAIT
    this.#kept.length = 0
    this.#since = Date.now()
    this.#tellAll(named('resync'))
  }

  #hear(payload: string): void {
    const { to, ...event } = JSON.parse(payload) as LiveEvent
    const at = Date.now()
    const kept: Kept = { at, to: to && new Set(to), piece: message(at, JSON.stringify(event)) }
    this.#kept.push(kept)
    if (this.#kept.length > KEPT_EVENTS) {
      const dropped = this.#kept.splice(0, KEPT_EVENTS / 10)
      this.#since = Math.max(this.#since, (dropped.at(-1)?.at ?? 0) + 1)
    }
    for (const screen of this.#screens) {
      if (!kept.to || kept.to.has(screen.personId)) screen.tell(kept.piece)
    }
  }

  #tellAll(piece: Uint8Array): void {
    for (const screen of this.#screens) screen.tell(piece)
  }

  /**
   * The heartbeat: proves that the connection still listens, ends the screens whose session ended, in one query for all
   * of them, and gives the others a sign of life.
   */
  async #check(): Promise<void> {
    const client = this.#client
    if (!client || this.#screens.size === 0) return
    const ids = new Map([...this.#screens].map((screen) => [screen, fingerprint(screen.sessionId)]))
    try {
      const query = sql`
        select s.id from session s join person p on p.id = s.person_id
        where s.id = any(${[...new Set(ids.values())]}::text[]) and s.expires_at > ${new Date()}
          and p.status = 'active'`
      const { rows } = await client.query<{ id: string }>(query.text, query.values as unknown[])
      const open = new Set(rows.map(({ id }) => id))
      for (const [screen, id] of ids) {
        if (open.has(id)) continue
        this.#screens.delete(screen)
        screen.close()
      }
      this.#tellAll(named('beat'))
    } catch (error) {
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'live connection lost')
      // It may hang without an end: `end` makes it one, and the connection is opened anew.
      client.emit('error', error)
    }
  }

  /** For tests: what the timer does. */
  beat(): Promise<void> {
    return this.#check()
  }
}

function message(at: number, data: string): Uint8Array {
  return encoder.encode(`id: ${at}\ndata: ${data}\n\n`)
}

function named(event: 'beat' | 'resync'): Uint8Array {
  return encoder.encode(`id: ${Date.now()}\nevent: ${event}\ndata:\n\n`)
}

const shared = globalThis as { batonHub?: Hub }

/** The one hub of this process, made at its first use; closed with the process. */
export function hub(): Hub {
  if (!shared.batonHub) {
    const made = new Hub()
    shared.batonHub = made
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void made.close())
  }
  return shared.batonHub
}
