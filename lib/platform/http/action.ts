import { headers } from 'next/headers'
import type { z } from 'zod'
import type { Actor } from '@/lib/platform/actor'
import { currentActor } from '@/lib/platform/auth/session'
import { isDatabaseAway } from '@/lib/platform/db/errors'
import { type FormState, formDone } from '@/lib/platform/form-state'
import { formFailure } from '@/lib/platform/i18n/form-failure'
import { fieldProblems } from '@/lib/platform/input'
import { log } from '@/lib/platform/log'
import { type Failure, fail, type Result } from '@/lib/platform/result'
import { readForm } from './form-data'
import { isOwnOrigin } from './origin'

type Done = Parameters<typeof formDone>[0]
type After<V, I> = (value: V, context: { actor: Actor; input: I }) => Promise<Done> | Done
type FormAction = (before: FormState, data: FormData) => Promise<FormState>

/**
 * The one way to make a Server Action of a form: refuses a missing or foreign Origin, reads the form into the strict
 * schema, asks who is there, calls the command, and answers with a state that the form shows. `after` revalidates or
 * redirects and words the toast. Everything typed stays in the form, because only codes and words come back.
 */
export function action<S extends z.ZodType, V>(
  schema: S,
  command: (actor: Actor, input: z.output<S>) => Promise<Result<V>>,
  after?: After<V, z.output<S>>,
): FormAction {
  return async (_before, data) => {
    const input = data instanceof FormData ? readForm(data) : data
    const state = await unlessAway(() => perform(schema, command, after, input))
    return state.status === 'failed' && data instanceof FormData ? { ...state, values: typed(data) } : state
  }
}

/** The same for a Server Action that client code calls with a plain value (undo, a switch, a drag). */
export function callAction<S extends z.ZodType, V>(
  schema: S,
  command: (actor: Actor, input: z.output<S>) => Promise<Result<V>>,
  after?: After<V, z.output<S>>,
): (input: z.input<S>) => Promise<FormState> {
  return (input) => unlessAway(() => perform(schema, command, after, input))
}

/** The same for a form that somebody sends who is not signed in (sign-in, links, the first run). */
export function openAction<S extends z.ZodType, V>(
  schema: S,
  work: (input: z.output<S>) => Promise<Result<V>>,
  after?: (value: V, input: z.output<S>) => Promise<Done>,
): FormAction {
  return async (_before, data) => {
    const input = data instanceof FormData ? readForm(data) : data
    const state = await unlessAway(() => performOpen(schema, work, after, input))
    return state.status === 'failed' && data instanceof FormData ? { ...state, values: typed(data) } : state
  }
}

async function performOpen<S extends z.ZodType, V>(
  schema: S,
  work: (input: z.output<S>) => Promise<Result<V>>,
  after: ((value: V, input: z.output<S>) => Promise<Done>) | undefined,
  input: unknown,
): Promise<FormState> {
  if (!isOwnOrigin(await headers())) return refused('FOREIGN_ORIGIN')
  const parsed = schema.safeParse(input)
  if (!parsed.success) return formFailure(invalid(parsed.error))
  const result = await work(parsed.data)
  if (!result.ok) return formFailure(result.failure)
  return formDone(await after?.(result.value, parsed.data))
}

/** Passwords and secrets are typed again. */
function typed(data: FormData): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of data.entries()) {
    if (typeof value === 'string' && !/^\$ACTION|password|secret|token/i.test(name)) values[name] = value
  }
  return values
}

async function perform<S extends z.ZodType, V>(
  schema: S,
  command: (actor: Actor, input: z.output<S>) => Promise<Result<V>>,
  after: After<V, z.output<S>> | undefined,
  input: unknown,
): Promise<FormState> {
  if (!isOwnOrigin(await headers())) return refused('FOREIGN_ORIGIN')
  const actor = await currentActor()
  if (!actor) return refused('SIGNED_OUT')
  const parsed = schema.safeParse(input)
  if (!parsed.success) return formFailure(invalid(parsed.error))
  const result = await command(actor, parsed.data)
  if (!result.ok) return formFailure(result.failure)
  return formDone(await after?.(result.value, { actor, input: parsed.data }))
}

/** A database that is away for a moment costs nobody what they typed: the form stays and says so. */
async function unlessAway(work: () => Promise<FormState>): Promise<FormState> {
  try {
    return await work()
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
    log.warn({ error: error instanceof Error ? error.message : 'unknown' }, 'database away')
    return refused('UNAVAILABLE')
  }
}

function refused(code: 'FOREIGN_ORIGIN' | 'SIGNED_OUT' | 'UNAVAILABLE'): Promise<FormState> {
  return formFailure(fail(code).failure)
}

function invalid(error: z.ZodError): Failure {
  return fail('INVALID', {}, fieldProblems(error)).failure
}
