import type { Role, Side } from './db/generated/enums'

declare const minted: unique symbol
declare const counting: unique symbol

/**
 * Who may read numbers, and nothing else: whoever opens a shared link. What takes a reader can be asked by everybody who
 * has one; what takes an Actor (leads, deals, people, every command) cannot even be called with a reader. Every actor is
 * a reader as well.
 */
export type NumbersReader = {
  readonly at: Date
  readonly [counting]: true
}

/**
 * Who does something, through what, and when. Every query and command takes one first. Only the session gate, the
 * API-key gate, the gate of web forms, the job runner, the command line, the demo company and test support mint it, so
 * a page cannot forget to ask who is there; and because it carries the moment of the request, no rule reads a clock.
 */
export type Actor = NumbersReader & {
  readonly personId: number
  readonly name: string
  readonly email: string | null
  readonly roles: readonly Role[]
  readonly headOf: readonly Side[]
  readonly locale: 'en' | 'ru'
  readonly theme: 'system' | 'light' | 'dark'
  /** IANA name: the person's own, else the organisation's */
  readonly timeZone: string
  readonly via: 'session' | 'key' | 'form' | 'job' | 'cli'
  readonly [minted]: true
}

export function mintActor(parts: Omit<Actor, typeof minted | typeof counting>): Actor {
  return parts as Actor
}

/** Only for the gate of shared links. */
export function mintNumbersReader(at: Date): NumbersReader {
  return { at } as NumbersReader
}

/** The same person at another moment: for walking through history (imports, the demo company). */
export function actorAt(actor: Actor, at: Date): Actor {
  return { ...actor, at }
}

export function hasRole(actor: Pick<Actor, 'roles'>, ...roles: Role[]): boolean {
  return roles.some((role) => actor.roles.includes(role))
}
