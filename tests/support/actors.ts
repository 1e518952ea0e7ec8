import { randomUUID } from 'node:crypto'
import { createActivePerson } from '@/lib/people/commands/accounts'
import { type Actor, mintActor } from '@/lib/platform/actor'
import type { Role, Side } from '@/lib/platform/db/generated/enums'
import { must } from '@/lib/platform/result'

type Wish = {
  roles: Role[]
  headOf?: Side[]
  name?: string
  email?: string
  locale?: 'en' | 'ru'
  timeZone?: string
  at?: Date
}

/** A new active person, acting now (or at `at`). */
export async function actorWith(wish: Wish): Promise<Actor> {
  const { roles, headOf = [], locale = 'en', timeZone = 'UTC', at = new Date() } = wish
  // Random: the browser tests share one database over several processes.
  const id = randomUUID().slice(0, 8)
  const { name = `${roles.join(' and ')} ${id}`, email = `person-${id}@example.com` } = wish
  const { personId } = must(await createActivePerson(support(at), { email, name, roles, headOf, locale }))
  const parts = { name, email, roles, headOf, locale, timeZone, at }
  return mintActor({ ...parts, personId, theme: 'system', via: 'session' })
}

/** Makes the people that tests need before there is anybody. */
function support(at: Date): Actor {
  const parts = { personId: 0, name: 'test support', email: null, roles: ['admin' as const], headOf: [] }
  return mintActor({ ...parts, locale: 'en', theme: 'system', timeZone: 'UTC', via: 'cli', at })
}
