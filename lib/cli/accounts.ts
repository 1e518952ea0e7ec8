import { parseArgs } from 'node:util'
import type { z } from 'zod'
import { insertOrganisation } from '@/lib/organisation/commands'
import { createActivePerson, issueLink } from '@/lib/people/commands/accounts'
import { createApiKey } from '@/lib/people/commands/api-keys'
import { newApiKey, newPerson } from '@/lib/people/schema'
import { type Actor, mintActor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { publicUrl } from '@/lib/platform/http/public-url'
import type { Failure, Result } from '@/lib/platform/result'
import { CommandError } from './command-error'

/** Whoever may run the command line on this machine may do what an administrator may. */
function commandLine(): Actor {
  return mintActor({
    personId: 0,
    name: 'command line',
    email: null,
    roles: ['admin'],
    headOf: [],
    locale: 'en',
    theme: 'system',
    timeZone: 'UTC',
    via: 'cli',
    at: new Date(),
  })
}

const SIDE_OF = { marketer: 'marketing', sales: 'sales' } as const

export async function addUser(args: string[]): Promise<void> {
  const { email, name, role, head } = options(args, {
    email: { type: 'string' },
    name: { type: 'string' },
    role: { type: 'string' },
    head: { type: 'boolean' },
  })
  const roles = String(role ?? '')
    .split(',')
    .map((word) => word.trim().toLowerCase())
  const headOf = head
    ? roles.flatMap((word) => (word === 'marketer' || word === 'sales' ? [SIDE_OF[word]] : []))
    : []
  if (head && headOf.length === 0) throw new CommandError('--head needs the role marketer or sales.')
  const input = read(newPerson, { email, name, roles, headOf })
  const actor = commandLine()
  await ensureOrganisation(actor.at)
  // Active at once: the link signs in without a password, and a key may be made before anybody followed it.
  const { personId } = done(await createActivePerson(actor, input))
  const { token } = done(await issueLink(actor, { personId, purpose: 'sign_in' }))
  console.log(`${input.name} may sign in, once and within a day, with this link:`)
  console.log(publicUrl(`/link/${token}`))
}

export async function addKey(args: string[]): Promise<void> {
  const { user, name, scope, until } = options(args, {
    user: { type: 'string' },
    name: { type: 'string' },
    scope: { type: 'string' },
    until: { type: 'string' },
  })
  if (!user) throw new CommandError('--user is required: the e-mail address of the person.')
  const person = await db.one<{ id: number }>(
    sql`SELECT id FROM person WHERE email = ${String(user).trim().toLowerCase()}`,
  )
  if (!person) throw new CommandError(`There is no person with the address ${user}.`)
  const input = read(newApiKey, { personId: person.id, name, scope, expiresOn: until })
  const { key } = done(await createApiKey(commandLine(), input))
  console.log(`A key for ${user}. It is shown only now:`)
  console.log(key)
}

/** People belong to a company. One that was never set up on the first-run page gets a name that can be changed. */
async function ensureOrganisation(at: Date): Promise<void> {
  const existing = await db.one(sql`SELECT 1 FROM organisation`)
  if (existing) return
  const defaults = { name: 'Company', currency: 'EUR', timeZone: 'UTC', defaultCountry: 'DE' }
  await inTransaction((tx) => insertOrganisation(tx, defaults, at))
}

type Options = Record<string, { type: 'string' | 'boolean' }>

function options(args: string[], known: Options): Record<string, string | boolean | undefined> {
  try {
    const { values } = parseArgs({ args, options: known, strict: true })
    return values
  } catch (error) {
    throw new CommandError(error instanceof Error ? error.message : String(error))
  }
}

function read<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const problems = result.error.issues.map(({ path, message }) => `${flagOf(path)}: ${message}`)
  throw new CommandError(problems.join('\n'))
}

function flagOf([field]: PropertyKey[]): string {
  return `--${field === 'roles' ? 'role' : String(field)}`
}

function done<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new CommandError(wordsFor(result.failure))
}

function wordsFor({ code, params, fields }: Failure): string {
  if (code === 'ALREADY_EXISTS') return `${params.name} is there already.`
  return [code, ...fields.map(({ path, message }) => `${path}: ${message}`)].join('\n')
}
