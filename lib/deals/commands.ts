import { appendEvent, authoriseStep, type LockedLead, lockLead, takeStep } from '@/lib/leads/commands/step'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { startOfDay } from '@/lib/platform/calendar'
import type { DealState } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type FieldProblem, type Result, refuse } from '@/lib/platform/result'
import { type DealView, findDeal } from './queries'
import type { EditDealInput, LoseDealInput, OpenDealInput, WinDealInput } from './schema'

/** Opens the deal of an accepted lead; whoever opens it owns it. */
export function openDeal(actor: Actor, input: OpenDealInput): Promise<Result<DealView>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId, input.version)
    authoriseStep(actor, lead, 'openDeal')
    const opened = await tx.one<{ id: number }>(sql`
      insert into deal (lead_id, title, amount, expected_close_on, owner_id, opened_at, updated_at)
      values (${lead.id}, ${input.title}, ${input.amount ?? null}::numeric, ${input.expectedCloseOn ?? null}::date,
        ${actor.personId}, ${actor.at}::timestamptz, ${actor.at}::timestamptz)
      returning id`)
    if (!opened) throw new Error('insert returned no row')
    await takeStep(tx, actor, lead, 'openDeal', {
      type: 'deal_opened',
      data: {
        dealId: opened.id,
        title: input.title,
        amount: input.amount ?? null,
        expectedCloseOn: input.expectedCloseOn ?? null,
      },
    })
    return view(tx, opened.id)
  })
}

type LockedDeal = {
  id: number
  leadId: number
  version: number
  state: DealState
  amount: string | null
  openedAt: Date
}

/** Locks the lead, then the deal: every command takes them in this order. */
async function lockDeal(
  tx: Tx,
  input: { dealId: number; version?: number },
): Promise<{ deal: LockedDeal; lead: LockedLead }> {
  const found = await tx.one<{ leadId: number }>(
    sql`select lead_id as "leadId" from deal where id = ${input.dealId}`,
  )
  if (!found) return refuse('NOT_FOUND')
  const lead = await lockLead(tx, found.leadId)
  const deal = await tx.one<LockedDeal>(sql`
    select id, lead_id as "leadId", version, state, amount, opened_at as "openedAt" from deal
    where id = ${input.dealId} for update`)
  if (!deal) return refuse('NOT_FOUND')
  if (input.version !== undefined && input.version !== deal.version) {
    return refuse('STALE_VERSION', { version: deal.version })
  }
  return { deal, lead }
}

/** Changes an open deal's title, amount and expected date. WRONG_STATE once it is won or lost. */
export function editDeal(actor: Actor, input: EditDealInput): Promise<Result<DealView>> {
  return inTransaction(async (tx) => {
    if (!hasRole(actor, 'sales')) return refuse('FORBIDDEN')
    const { deal } = await lockDeal(tx, { dealId: input.dealId })
    const before = await view(tx, deal.id)
    if (input.version !== undefined && input.version !== deal.version) {
      return refuse('STALE_VERSION', { version: deal.version }, changedMeanwhile(input, before))
    }
    if (deal.state !== 'open') return refuse('WRONG_STATE', { status: deal.state, step: 'editDeal' })
    const after = {
      title: input.title ?? before.title,
      amount: input.amount === undefined ? before.amount : input.amount,
      expectedCloseOn: input.expectedCloseOn === undefined ? before.expectedCloseOn : input.expectedCloseOn,
    }
    const changes = Object.fromEntries(
      (['title', 'amount', 'expectedCloseOn'] as const)
        .filter((field) => before[field] !== after[field])
        .map((field) => [field, { from: before[field], to: after[field] }]),
    )
    if (Object.keys(changes).length === 0) return before
    await tx.run(sql`
      update deal set title = ${after.title}, amount = ${after.amount}::numeric,
        expected_close_on = ${after.expectedCloseOn}::date, version = version + 1, updated_at = ${actor.at}::timestamptz
      where id = ${deal.id}`)
    await appendEvent(tx, actor, deal.leadId, { type: 'deal_edited', data: { dealId: deal.id, changes } })
    return view(tx, deal.id)
  })
}

/** The fields whose value is now another one than what was sent. */
function changedMeanwhile(input: EditDealInput, now: DealView): FieldProblem[] {
  return (['title', 'amount', 'expectedCloseOn'] as const)
    .filter((field) => input[field] !== undefined && input[field] !== now[field])
    .map((field) => ({
      path: field,
      code: 'stale_now',
      message: 'somebody changed it meanwhile',
      params: { now: now[field] ?? '–' },
    }))
}

/** Wins the deal. INVALID without an amount, with a time in the future or before the deal was opened. */
export function winDeal(actor: Actor, input: WinDealInput): Promise<Result<DealView>> {
  return inTransaction(async (tx) => {
    const { deal, lead } = await lockDeal(tx, input)
    authoriseStep(actor, lead, 'win')
    refuseClosed(deal, 'win')
    const amount = input.amount ?? deal.amount
    if (amount === null) {
      return refuse('INVALID', {}, [{ path: 'amount', code: 'required', message: 'is required' }])
    }
    const wonAt = winMoment(input.wonAt, actor, lead.timeZone)
    await tx.run(sql`
      update deal set state = 'won', amount = ${amount}::numeric, closed_at = ${wonAt}::timestamptz,
        version = version + 1, updated_at = ${actor.at}::timestamptz
      where id = ${deal.id} and state = 'open'`)
    await takeStep(
      tx,
      actor,
      lead,
      'win',
      { type: 'won', data: { dealId: deal.id, amount, wonAt } },
      { stageAt: wonAt },
    )
    return view(tx, deal.id)
  })
}

function winMoment(wonAt: Date | string | undefined, actor: Actor, timeZone: string): Date {
  if (wonAt === undefined) return actor.at
  const moment = wonAt instanceof Date ? wonAt : startOfDay(wonAt, timeZone)
  if (moment > actor.at) {
    return refuse('INVALID', {}, [{ path: 'wonAt', code: 'future', message: 'must not be in the future' }])
  }
  return moment
}

/** Loses the deal, with the reason in the customer's words. */
export function loseDeal(actor: Actor, input: LoseDealInput): Promise<Result<DealView>> {
  return inTransaction(async (tx) => {
    const { deal, lead } = await lockDeal(tx, input)
    authoriseStep(actor, lead, 'lose')
    refuseClosed(deal, 'lose')
    await tx.run(sql`
      update deal set state = 'lost', lost_reason = ${input.reason}, closed_at = ${actor.at}::timestamptz,
        version = version + 1, updated_at = ${actor.at}::timestamptz
      where id = ${deal.id} and state = 'open'`)
    await takeStep(tx, actor, lead, 'lose', { type: 'lost', reason: input.reason, data: { dealId: deal.id } })
    return view(tx, deal.id)
  })
}

/** The lead may have a newer deal that is open while this one is closed. */
function refuseClosed(deal: LockedDeal, step: 'win' | 'lose'): void {
  if (deal.state !== 'open') refuse('WRONG_STATE', { status: deal.state, step })
}

async function view(tx: Tx, id: number): Promise<DealView> {
  const deal = await findDeal(tx, id)
  if (!deal) throw new Error('the deal vanished inside its own transaction')
  return deal
}
