import type { KpiId } from '@/lib/funnel/metrics'
import { notify } from '@/lib/notices/commands/notify'
import { headsOf } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { canSetTargets } from './policy'
import { findTarget, type Target } from './queries'
import type { AgreeInput, SetTargetInput } from './schema'

/**
 * Executives set targets; the heads of both sides, two different people, agree to them. Any change voids the agreements:
 * nobody is held to what they did not agree to. The database holds the same (kpi_target_guard and the guard of agreements).
 */

type Kept = { id: number; value: string | null; version: number }

/**
 * Sets, changes or takes back (null) the target of a KPI and period. FORBIDDEN for who is no executive; STALE_VERSION
 * when it is not as it was seen; nothing changes, and nothing is voided, where the value is the same. Answers the target,
 * null when it was taken back, and the sides whose agreement was voided.
 */
export function setTarget(
  actor: Actor,
  { kpi, period, value, version }: SetTargetInput,
): Promise<Result<{ target: Target | null; voided: Side[] }>> {
  return inTransaction(async (tx) => {
    if (!canSetTargets(actor)) refuse('FORBIDDEN')
    const before = await lockTarget(tx, kpi, period)
    if (!before) {
      if (version !== null || value === null) refuse('NOT_FOUND')
      return { target: await insertTarget(tx, actor, kpi, period, value), voided: [] }
    }
    const sawNone = version === null && before.value === null
    if (version !== before.version && !sawNone) refuse('STALE_VERSION', { version: before.version })
    if (isSame(before.value, value)) return { target: await findTarget(tx, before.id), voided: [] }
    const voided = await tx.rows<{ side: Side }>(
      sql`delete from kpi_target_agreement where target_id = ${before.id} returning side`,
    )
    await tx.run(sql`
      update kpi_target set value = ${value}::numeric, version = version + 1, set_by_id = ${actor.personId},
        set_at = ${actor.at}::timestamptz
      where id = ${before.id}`)
    const sides = voided.map(({ side }) => side)
    if (value !== null) await tellHeads(tx, actor, period)
    await record(tx, actor, before.id, value === null ? 'taken_back' : 'changed', {
      from: before.value,
      to: value,
      voided: sides,
    })
    return { target: await findTarget(tx, before.id), voided: sides }
  })
}

/** Whoever changes a target holds it: edits and agreements come one after another. */
function lockTarget(tx: Tx, kpi: KpiId, period: string): Promise<Kept | undefined> {
  return tx.one<Kept>(sql`
    select id, trim_scale(value)::text as value, version from kpi_target
    where kpi = ${kpi}::text and period = ${period}::text for update`)
}

async function insertTarget(
  tx: Tx,
  actor: Actor,
  kpi: KpiId,
  period: string,
  value: string,
): Promise<Target | null> {
  const made = await tx.one<{ id: number }>(sql`
    insert into kpi_target (kpi, period, value, set_by_id, set_at)
    values (${kpi}::text, ${period}::text, ${value}::numeric, ${actor.personId}, ${actor.at}::timestamptz)
    on conflict do nothing returning id`)
  // Another executive set it at the same moment.
  if (!made) return refuse('STALE_VERSION', { version: (await lockTarget(tx, kpi, period))?.version ?? null })
  await record(tx, actor, made.id, 'set', { to: value })
  await tellHeads(tx, actor, period)
  return findTarget(tx, made.id)
}

/** Somebody sets a whole plan at one sitting: the heads are told of each period once an hour. */
async function tellHeads(tx: Tx, actor: Actor, period: string): Promise<void> {
  const heads = [...(await headsOf(tx, 'marketing')), ...(await headsOf(tx, 'sales'))]
  await notify(tx, actor.at, {
    to: heads,
    except: actor.personId,
    kind: 'target_to_agree',
    data: { by: actor.name, period },
    key: `targets ${period} ${actor.at.toISOString().slice(0, 13)}`,
  })
}

function isSame(one: string | null, other: string | null): boolean {
  return one === other || (one !== null && other !== null && Number(one) === Number(other))
}

/**
 * Agrees to targets for a side, each exactly as it was seen: to all of them or to none. The second side's agreement puts
 * a target in force. FORBIDDEN for who does not head the side, SAME_SIGNER for who has agreed for the other one,
 * STALE_VERSION after an edit. To agree twice changes nothing.
 */
export function agreeToTargets(actor: Actor, { targets, side }: AgreeInput): Promise<Result<Target[]>> {
  return inTransaction(async (tx) => {
    if (actor.headOf.length === 0 || (side && !actor.headOf.includes(side))) refuse('FORBIDDEN')
    const agreed: Target[] = []
    // in one order, so that two heads who agree to the same targets do not wait for each other
    for (const seen of targets.toSorted((a, b) => a.id - b.id)) {
      agreed.push(await agreeToOne(tx, actor, seen, side))
    }
    return agreed
  })
}

async function agreeToOne(
  tx: Tx,
  actor: Actor,
  seen: { id: number; version: number },
  side: Side | undefined,
): Promise<Target> {
  await tx.run(sql`select from kpi_target where id = ${seen.id}::int for update`)
  const target = await findTarget(tx, seen.id)
  if (!target) return refuse('NOT_FOUND')
  if (target.version !== seen.version) refuse('STALE_VERSION', { version: target.version })
  const has = (wanted: Side) => target.agreements.some((agreement) => agreement.side === wanted)
  const own = side ?? actor.headOf.find((headed) => !has(headed)) ?? actor.headOf[0] ?? refuse('FORBIDDEN')
  if (has(own)) return target
  if (target.agreements.some(({ by }) => by.id === actor.personId)) refuse('SAME_SIGNER', { side: own })
  await tx.run(sql`
    insert into kpi_target_agreement (target_id, side, person_id, version, at)
    values (${target.id}, ${own}::side, ${actor.personId}, ${target.version}, ${actor.at}::timestamptz)`)
  await record(tx, actor, target.id, 'agreed', { side: own })
  if (target.agreements.length === 1) await record(tx, actor, target.id, 'in_force', {})
  return (await findTarget(tx, target.id)) ?? refuse('NOT_FOUND')
}

async function record(tx: Tx, actor: Actor, targetId: number, type: string, data: object): Promise<void> {
  await tx.run(sql`
    insert into kpi_target_event (target_id, type, actor_id, at, data)
    values (${targetId}, ${type}, ${actor.personId}, ${actor.at}::timestamptz, ${JSON.stringify(data)}::jsonb)`)
}
