import { handOffLead } from '@/lib/handoffs/commands/offer'
import { reassignHandoff } from '@/lib/handoffs/commands/reassign'
import { type Changes, changeLead } from '@/lib/leads/commands/edit'
import { disqualifyLead, nurtureLead, reopenLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { leadPatch } from '@/lib/leads/schema'
import { attachPlan } from '@/lib/nurture/commands/attach'
import type { Actor } from '@/lib/platform/actor'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { committingAlso, type Tx } from '@/lib/platform/db/transaction'
import { fail, ok, type Result } from '@/lib/platform/result'
import type { BulkAction } from '../schema'

/** What it takes to put a lead back as it was before its step. */
export type Undo =
  | { type: 'edit'; changes: Changes }
  | { type: 'reassign'; handoffId: number; from: number | null; to: number | null }
  | { type: 'disqualify'; version: number }

/** `changed`: did the step do anything, or was the lead so already? */
export type Taken = { changed: boolean; undo?: Undo }

/** Writes down what became of the lead, in the transaction of its step. */
type Note = (tx: Tx, taken: Taken) => Promise<void>

/**
 * Takes the step with one lead, by the same command as a single one, which authorises it and says why not. `note` is
 * committed with the step: both happen, or neither. Undefined where nothing was to do, so that nothing was committed.
 */
export async function takeWithLead(
  actor: Actor,
  action: BulkAction,
  leadId: number,
  note: Note,
): Promise<Result<Taken>> {
  const done = committing(note)
  switch (action.type) {
    case 'edit':
      return done(
        () => changeLead(actor, { leadId, patch: action.patch }),
        ({ changes }) => {
          const changed = Object.keys(changes).length > 0
          return changed ? { changed, undo: { type: 'edit', changes } } : { changed }
        },
      )
    case 'reassign':
      return reassign(actor, action, leadId, note)
    case 'qualify':
      return qualify(actor, action, leadId, note)
    case 'handOff': {
      const { assignee, note: said, overrideReason } = action
      return done(() => handOffLead(actor, { leadId, assignee, note: said, overrideReason }))
    }
    case 'nurture': {
      const { wakeAt, nextStep } = action
      return done(() => nurtureLead(actor, { leadId, wakeAt, nextStep }))
    }
    case 'disqualify':
      return done(
        () => disqualifyLead(actor, { leadId, reason: action.reason }),
        ({ version }) => ({ changed: true, undo: { type: 'disqualify', version } }),
      )
    case 'plan':
      return done(() => attachPlan(actor, { leadId, planId: action.planId }))
  }
}

/** Puts a lead back, where nobody has changed since what the run changed. */
export async function takeBack(actor: Actor, leadId: number, undo: Undo, note: Note): Promise<Result<Taken>> {
  const done = committing(note)
  switch (undo.type) {
    case 'edit': {
      const before = Object.fromEntries(
        Object.entries(undo.changes).map(([field, { from }]) => [field, from]),
      )
      const expecting = Object.fromEntries(Object.entries(undo.changes).map(([field, { to }]) => [field, to]))
      return done(() => changeLead(actor, { leadId, patch: leadPatch.parse(before), expecting }))
    }
    case 'reassign': {
      const { handoffId, from, to } = undo
      const rep = await db.one<{ email: string | null }>(
        sql`select email from person where id = ${from}::int`,
      )
      return done(() =>
        reassignHandoff(actor, { handoffId, assignee: rep?.email ?? null }, { assigneeId: to }),
      )
    }
    case 'disqualify': {
      const reopened = await done(() => reopenLead(actor, { leadId, version: undo.version }))
      const stale = !reopened.ok && ['STALE_VERSION', 'WRONG_STATE'].includes(reopened.failure.code)
      return stale ? fail('CHANGED_SINCE') : reopened
    }
  }
}

function committing(note: Note) {
  return async <V>(
    work: () => Promise<Result<V>>,
    taken: (value: V) => Taken = () => ({ changed: true }),
  ): Promise<Result<Taken>> => {
    const result = await committingAlso((tx, value) => note(tx, taken(value as V)), work)
    return result.ok ? ok(taken(result.value)) : result
  }
}

/** The undecided handoff of the lead goes to another rep. */
async function reassign(
  actor: Actor,
  action: BulkAction & { type: 'reassign' },
  leadId: number,
  note: Note,
): Promise<Result<Taken>> {
  const found = await db.one<{ status: LeadStatus; handoffId: number | null; assigneeId: number | null }>(sql`
    select l.status, h.id as "handoffId", h.assignee_id as "assigneeId"
    from lead l left join handoff h on h.lead_id = l.id and h.state = 'pending' where l.id = ${leadId}`)
  if (!found) return fail('NOT_FOUND')
  const { status, handoffId, assigneeId: from } = found
  if (handoffId === null) return fail('WRONG_STATE', { status, step: 'reassign' })
  const { assignee, note: said } = action
  return committing(note)(
    () => reassignHandoff(actor, { handoffId, assignee, note: said }, { assigneeId: from }),
    (handoff) => {
      const to = handoff.assignee?.id ?? null
      return from === to
        ? { changed: false }
        : { changed: true, undo: { type: 'reassign', handoffId, from, to } }
    },
  )
}

/** By the answers given, or by each lead's own; a lead that nobody has asked yet has none. */
async function qualify(
  actor: Actor,
  action: BulkAction & { type: 'qualify' },
  leadId: number,
  note: Note,
): Promise<Result<Taken>> {
  const { answers, grade, overrideReason } = action
  const done = committing(note)
  if (answers) return done(() => qualifyLead(actor, { leadId, ...answers, grade, overrideReason }))
  const own = await db.one<Required<Parameters<typeof qualifyLead>[1]>>(sql`
    select version, need_formed as "needFormed", value_understood as "valueUnderstood", has_budget as "hasBudget",
      ready_soon as "readySoon", response from lead where id = ${leadId}`)
  if (!own) return fail('NOT_FOUND')
  if (!own.response) return fail('ANSWERS_MISSING')
  return done(() => qualifyLead(actor, { ...own, leadId, grade, overrideReason }))
}
