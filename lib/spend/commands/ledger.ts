import { resolveCampaign, resolveChannel } from '@/lib/channels/commands'
import type { Actor } from '@/lib/platform/actor'
import { uniqueViolation } from '@/lib/platform/db/errors'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { fail, type Result, refuse } from '@/lib/platform/result'
import { type CostEntry, type CostShare, entryProblems, type TimeGiven, timeOf } from '../entry'
import { rowOfKey } from '../grid'
import { canRecordSpend } from '../policy'
import { type CostView, readCost } from '../queries/ledger'
import type { ChangeCostInput, CostForm, CostIdInput, CreateCostInput } from '../schema'
import { NOWHERE, type Place } from '../split'

/** What an entry became, and what it was before: for undoing. */
export type CostSaved = { cost: CostView; before: CostEntry | null }

/** Enters a cost of one's side: of a channel, of a campaign, or shared; for a day, a month, each month or a period. */
export function createCost(actor: Actor, input: CreateCostInput): Promise<Result<CostView>> {
  return inTransaction(async (tx) => {
    if (!canRecordSpend(actor, input.side)) refuse('FORBIDDEN')
    const entry: CostEntry = {
      side: input.side,
      planned: input.kind === 'planned',
      purpose: input.purpose ?? '',
      ...(await placeNamed(tx, input.channel, input.campaign)),
      splitBy: input.splitBy ?? null,
      shares: await sharesNamed(tx, input.shares),
      ...timeGiven(input),
      amount: input.amount,
      reach: input.reach ?? 0,
      responses: input.responses ?? 0,
    }
    return insertEntry(tx, actor, entry)
  })
}

const PLACE = ['channel', 'campaign', 'splitBy', 'shares'] as const
const TIME = ['day', 'month', 'untilMonth', 'from', 'to'] as const

/** Changes an entry that is still as its editor saw it. STALE_VERSION. */
export function changeCost(
  actor: Actor,
  { costId, version, change }: CostIdInput & { change: ChangeCostInput },
): Promise<Result<CostSaved>> {
  return uniqueAmongRows(() =>
    inTransaction(async (tx) => {
      const present = await lockEntry(tx, actor, { costId, version })
      const moves = PLACE.some((field) => change[field] !== undefined)
      const entry: CostEntry = {
        ...present,
        side: change.side ?? present.side,
        planned: change.kind === undefined ? present.planned : change.kind === 'planned',
        purpose: change.purpose === undefined ? present.purpose : (change.purpose ?? ''),
        amount: change.amount ?? present.amount,
        reach: change.reach ?? present.reach,
        responses: change.responses ?? present.responses,
        ...(TIME.some((field) => change[field] !== undefined) ? timeGiven(change) : {}),
        ...(moves
          ? {
              ...(await placeNamed(tx, change.channel, change.campaign)),
              splitBy: change.splitBy ?? null,
              shares: await sharesNamed(tx, change.shares),
            }
          : {}),
      }
      return updateEntry(tx, actor, present, entry)
    }),
  )
}

/** What the form of an entry says: a new one, or an existing one changed. */
export function saveCostForm(actor: Actor, form: CostForm): Promise<Result<CostSaved>> {
  return uniqueAmongRows(() =>
    inTransaction(async (tx) => {
      if (!canRecordSpend(actor, form.side)) refuse('FORBIDDEN')
      const entry = entryOf(form)
      if (form.costId === undefined) return { cost: await insertEntry(tx, actor, entry), before: null }
      const present = await lockEntry(tx, actor, { costId: form.costId, version: form.version })
      return updateEntry(tx, actor, present, entry)
    }),
  )
}

function entryOf(form: CostForm): CostEntry {
  const shared = form.place === 'shared'
  const fixed = shared && form.splitBy === 'fixed'
  const shares = Object.entries(form.share).flatMap(([key, percent]) =>
    percent === null || !fixed ? [] : [{ ...rowOfKey(key), percent }],
  )
  return {
    side: form.side,
    planned: form.kind === 'planned',
    purpose: form.purpose ?? '',
    ...(shared ? NOWHERE : rowOfKey(form.place)),
    splitBy: shared ? form.splitBy : null,
    shares,
    ...timeGiven(timeOfForm(form)),
    amount: form.amount,
    // The fields of these are hidden for a shared cost, whatever still stands in them.
    reach: shared ? 0 : form.reach,
    responses: shared ? 0 : form.responses,
  }
}

function timeOfForm({ timing, day, month, fromMonth, untilMonth, from, to }: CostForm): TimeGiven {
  switch (timing) {
    case 'day':
      return day ? { day } : refuse('INVALID', {}, [missing('day')])
    case 'month':
      return month ? { month } : refuse('INVALID', {}, [missing('month')])
    case 'monthly':
      if (!fromMonth) return refuse('INVALID', {}, [missing('fromMonth')])
      return untilMonth ? { month: fromMonth, untilMonth } : refuse('INVALID', {}, [missing('untilMonth')])
    case 'period':
      if (!from) return refuse('INVALID', {}, [missing('from')])
      return to ? { from, to } : refuse('INVALID', {}, [missing('to')])
  }
}

function missing(path: string) {
  return { path, code: 'required', message: 'is required' }
}

/** Takes an entry out of every number; it can be brought back. */
export function removeCost(
  actor: Actor,
  input: CostIdInput,
): Promise<Result<{ id: number; version: number }>> {
  return inTransaction(async (tx) => {
    const { id } = await lockEntry(tx, actor, input)
    const removed = await tx.one<{ id: number; version: number }>(sql`
      update spend set removed_at = ${actor.at}::timestamptz, version = version + 1,
        updated_at = ${actor.at}::timestamptz, updated_by_id = ${actor.personId}
      where id = ${id} returning id, version`)
    return removed ?? refuse('NOT_FOUND')
  })
}

/** Brings a removed entry back. CHANGED_SINCE where the grid has a new row in its place. */
export function restoreCost(actor: Actor, { costId, version }: CostIdInput): Promise<Result<CostView>> {
  return uniqueAmongRows(() =>
    inTransaction(async (tx) => {
      const removed = await tx.one<{ side: CostEntry['side']; version: number }>(
        sql`select side, version from spend where id = ${costId} and removed_at is not null for update`,
      )
      if (!removed) return refuse('NOT_FOUND')
      if (!canRecordSpend(actor, removed.side)) refuse('FORBIDDEN')
      if (version !== undefined && version !== removed.version) refuse('CHANGED_SINCE')
      await tx.run(sql`
        update spend set removed_at = null, version = version + 1, updated_at = ${actor.at}::timestamptz,
          updated_by_id = ${actor.personId}
        where id = ${costId}`)
      return written(tx, costId)
    }),
  )
}

/** Puts an entry back to what it was before a change, if nobody has changed it since. */
export function putCostBack(
  actor: Actor,
  { costId, version, before }: CostIdInput & { before: CostEntry },
): Promise<Result<CostSaved>> {
  return uniqueAmongRows(() =>
    inTransaction(async (tx) => {
      const present = await lockEntry(tx, actor, { costId, version })
      return updateEntry(tx, actor, present, before)
    }),
  )
}

/** The row of the grid that a change would make is there already. */
async function uniqueAmongRows<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work()
  } catch (error) {
    if (uniqueViolation(error) !== 'spend_row') throw error
    return fail('CHANGED_SINCE')
  }
}

async function lockEntry(tx: Tx, actor: Actor, { costId, version }: CostIdInput): Promise<CostView> {
  await tx.run(sql`select from spend where id = ${costId} for update`)
  const present = await readCost(tx, costId)
  if (!present) return refuse('NOT_FOUND')
  if (!canRecordSpend(actor, present.side)) refuse('FORBIDDEN')
  if (version !== undefined && version !== present.version)
    refuse('STALE_VERSION', { version: present.version, by: present.updatedBy ?? '' })
  return present
}

async function insertEntry(tx: Tx, actor: Actor, entry: CostEntry): Promise<CostView> {
  await check(tx, entry)
  const { channelId, campaignId, side, planned, purpose, splitBy } = entry
  const made = await tx.one<{ id: number }>(sql`
    insert into spend (channel_id, campaign_id, side, planned, purpose, split_by, first_day, last_day, monthly, amount,
      reach, responses, separate, updated_at, updated_by_id)
    values (${channelId}::int, ${campaignId}::int, ${side}::side, ${planned}, ${purpose}, ${splitBy}::cost_split,
      ${entry.firstDay}::date, ${entry.lastDay}::date, ${entry.monthly}, ${entry.amount}::numeric, ${entry.reach},
      ${entry.responses}, true, ${actor.at}::timestamptz, ${actor.personId})
    returning id`)
  if (!made) throw new Error('an insert that wrote nothing')
  await writeShares(tx, made.id, entry.shares)
  return written(tx, made.id)
}

/** An entry of the grid becomes a separate one when it is given what the grid has no place for. */
async function updateEntry(tx: Tx, actor: Actor, present: CostView, entry: CostEntry): Promise<CostSaved> {
  if (!canRecordSpend(actor, entry.side)) refuse('FORBIDDEN')
  await check(tx, entry)
  const { channelId, campaignId, side, planned, purpose, splitBy } = entry
  const moved =
    channelId !== present.channelId ||
    campaignId !== present.campaignId ||
    side !== present.side ||
    planned !== present.planned ||
    entry.firstDay !== present.firstDay ||
    entry.lastDay !== present.lastDay ||
    entry.monthly !== present.monthly
  await tx.run(sql`
    update spend set channel_id = ${channelId}::int, campaign_id = ${campaignId}::int, side = ${side}::side,
      planned = ${planned}, purpose = ${purpose}, split_by = ${splitBy}::cost_split, first_day = ${entry.firstDay}::date,
      last_day = ${entry.lastDay}::date, monthly = ${entry.monthly}, amount = ${entry.amount}::numeric,
      reach = ${entry.reach}, responses = ${entry.responses}, separate = separate or ${moved || purpose !== ''},
      version = version + 1, updated_at = ${actor.at}::timestamptz, updated_by_id = ${actor.personId}
    where id = ${present.id}`)
  await tx.run(sql`delete from cost_share where spend_id = ${present.id}`)
  await writeShares(tx, present.id, entry.shares)
  return { cost: await written(tx, present.id), before: entryOnly(present) }
}

function entryOnly(cost: CostView): CostEntry {
  const { side, planned, purpose, channelId, campaignId, splitBy, firstDay, lastDay, monthly } = cost
  const shares = cost.shares.map(({ channelId, campaignId, percent }) => ({ channelId, campaignId, percent }))
  const { amount, reach, responses } = cost
  return {
    side,
    planned,
    purpose,
    channelId,
    campaignId,
    splitBy,
    shares,
    firstDay,
    lastDay,
    monthly,
    amount,
    reach,
    responses,
  }
}

async function written(tx: Tx, id: number): Promise<CostView> {
  const cost = await readCost(tx, id)
  if (!cost) throw new Error(`no cost ${id} after it was written`)
  return cost
}

async function writeShares(tx: Tx, id: number, shares: readonly CostShare[]): Promise<void> {
  if (shares.length === 0) return
  await tx.run(sql`
    insert into cost_share (spend_id, position, channel_id, campaign_id, percent)
    select ${id}, position, channel_id, campaign_id, percent
    from unnest(${shares.map(({ channelId }) => channelId)}::int[], ${shares.map(({ campaignId }) => campaignId)}::int[],
      ${shares.map(({ percent }) => percent)}::numeric[]) with ordinality as share (channel_id, campaign_id, percent, position)`)
}

/** The whole entry, and that its channel and campaign are there and belong together. */
async function check(tx: Tx, entry: CostEntry): Promise<void> {
  const problems = entryProblems(entry)
  if (problems.length > 0) refuse('INVALID', {}, problems)
  const places: Place[] = [entry, ...entry.shares].filter(({ channelId }) => channelId !== null)
  const found = await tx.one<{ known: boolean }>(sql`
    select coalesce(bool_and(case when place.campaign is null then exists (select from channel where id = place.channel)
      else exists (select from campaign where id = place.campaign and channel_id = place.channel) end), true) as known
    from unnest(${places.map(({ channelId }) => channelId)}::int[], ${places.map(({ campaignId }) => campaignId)}::int[])
      as place (channel, campaign)`)
  if (!found?.known) refuse('NOT_FOUND')
}

function timeGiven(given: TimeGiven) {
  const time = timeOf(given)
  return 'code' in time ? refuse('INVALID', {}, [time]) : time
}

async function placeNamed(
  tx: Tx,
  channel: string | null | undefined,
  campaign: string | null | undefined,
): Promise<Place> {
  if (!channel) return campaign ? refuse('INVALID', {}, [needsChannel()]) : NOWHERE
  const channelId = await resolveChannel(tx, channel)
  return { channelId, campaignId: campaign ? await resolveCampaign(tx, channelId, campaign) : null }
}

function needsChannel() {
  return { path: 'campaign', code: 'needs_channel', message: 'a campaign needs its channel' }
}

async function sharesNamed(tx: Tx, shares: CreateCostInput['shares']): Promise<CostShare[]> {
  const resolved: CostShare[] = []
  for (const { channel, campaign, percent } of shares ?? []) {
    const channelId = await resolveChannel(tx, channel)
    const campaignId = campaign ? await resolveCampaign(tx, channelId, campaign) : null
    resolved.push({ channelId, campaignId, percent })
  }
  return resolved
}
