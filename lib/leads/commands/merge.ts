import type { Actor } from '@/lib/platform/actor'
import type { LeadStatus, Origin } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import { announce } from '@/lib/platform/realtime/announce'
import { type Result, refuse } from '@/lib/platform/result'
import { keysOfLead } from '../lead-keys'
import {
  changesOf,
  isFurther,
  MERGE_FIELDS,
  mergedRow,
  type StoredLead,
  typedInto,
  UNDO_DAYS,
  undoableUntil,
} from '../merging'
import { canMergeLeads } from '../policy'
import { findLead, type LeadView } from '../queries/lead-view'
import type { DifferentInput, MergeInput, UnmergeInput } from '../schema'
import { compareLeads } from './compare'
import { lockKeys } from './create'
import { homeCountry } from './source'
import { appendEvent, refuseMissing } from './step'

export type Merged = { mergeId: number; lead: LeadView }

/**
 * Makes one lead of two that are the same. The one that is further along is kept (lib/leads/merging.ts), so no state is
 * written here; fields come from either, as chosen; everything that belongs to the other follows, and its row leaves the
 * table, so that no list, count or search can forget to leave it out. What it takes to part them again is kept.
 * BOTH_IN_PROGRESS when both have an undecided handoff, an open deal or a won one; STALE_VERSION, MERGED, FORBIDDEN.
 */
export function mergeLeads(actor: Actor, input: MergeInput): Promise<Result<Merged>> {
  return inTransaction(async (tx) => {
    if (input.leadId === input.otherId) {
      return refuse('INVALID', {}, [{ path: 'other', code: 'same_lead', message: 'is this lead itself' }])
    }
    const [lead, other] = await lockBoth(tx, input.leadId, input.otherId)
    seen(lead, input.version)
    seen(other, input.otherVersion)
    if (!canMergeLeads(actor, [origin(lead), origin(other)])) return refuse('FORBIDDEN')
    for (const field of MERGE_FIELDS) {
      const choice = input.fields[field]
      const known = choice === undefined || choice === lead.id || choice === other.id
      if (!known && !(choice === 'both' && field === 'note')) {
        return refuse('INVALID', {}, [
          { path: `fields.${field}`, code: 'not_an_option', message: 'is neither of the two' },
        ])
      }
    }
    const [kept, gone] = isFurther(status(other), status(lead)) ? [other, lead] : [lead, other]
    await refuseTwoAtWork(tx, kept.id, gone.id)

    const row = mergedRow(kept, gone, input.fields, actor.at)
    if (!row.email && !row.phone && !row.external_id) {
      return refuse('INVALID', {}, [
        {
          path: 'fields.email',
          code: 'identity',
          message: 'give at least one of e-mail, phone and external id',
        },
      ])
    }
    const mergeId = await keepForLater(tx, actor, kept, gone)
    const followed = await follow(tx, actor, kept, gone, mergeId)
    await tx.run(
      sql`update lead_merge set before = before || ${JSON.stringify({ followed })}::jsonb where id = ${mergeId}`,
    )
    const name = String(gone.display_name)
    await appendEvent(tx, actor, gone.id, { type: 'merged_into', data: { mergeId, into: kept.id } })
    await tx.run(sql`delete from lead where id = ${gone.id}`)
    await writeRow(tx, row)
    await compareLeads(tx, [gone.id, kept.id], actor.at)
    await appendEvent(tx, actor, kept.id, {
      type: 'merged',
      data: { mergeId, other: gone.id, name, changes: changesOf(kept, row) },
    })
    await announce(tx, { topic: 'lead', id: kept.id }, { topic: 'lead', id: gone.id })
    return { mergeId, lead: await theLead(tx, kept.id) }
  })
}

/**
 * Parts two leads again: both are as they were, with everything that was theirs. What came to the kept lead since
 * (touches, activities, notices) stays with it. MERGE_TOO_LATE after 30 days; CHANGED_SINCE when the kept lead took a step, was
 * edited or was merged since: then nobody can tell whose that was.
 */
export function undoMerge(
  actor: Actor,
  input: UnmergeInput,
): Promise<Result<{ lead: LeadView; other: LeadView }>> {
  return inTransaction(async (tx) => {
    const found = await tx.one<{ keptId: number }>(sql`
      select kept_id as "keptId" from lead_merge where id = ${input.mergeId}`)
    if (!found) return refuse('NOT_FOUND')
    const now = await lockRow(tx, found.keptId)
    const merge = await tx.one<LockedMerge>(sql`
      select id, live_id as "liveId", kept_id as "keptId", merged_id as "mergedId", kept_version as "keptVersion",
        merged_at as "mergedAt", before from lead_merge where id = ${input.mergeId} for update`)
    if (!merge) return refuse('NOT_FOUND')
    const { kept, merged, followed } = merge.before
    if (!canMergeLeads(actor, [origin(kept), origin(merged)])) return refuse('FORBIDDEN')
    if (merge.liveId === null) return refuse('WRONG_STATE', { status: 'undone', step: 'undo' })
    if (actor.at > undoableUntil(merge.mergedAt)) return refuse('MERGE_TOO_LATE', { days: UNDO_DAYS })
    if (!now || merge.liveId !== merge.keptId || now.version !== merge.keptVersion)
      return refuse('CHANGED_SINCE')

    const version = now.version + 1
    const updatedAt = actor.at.toISOString()
    await insertRow(tx, { ...merged, version: merged.version + 1, updated_at: updatedAt })
    await goBack(tx, merge, followed)
    await writeRow(tx, { ...kept, version, updated_at: updatedAt })
    await renewKeysOf(tx, [kept, merged])
    // what was heard from the lead since is heard from the kept one
    await tx.run(sql`
      update lead set last_contact_at = greatest(last_contact_at,
        (select max(at) from touch where lead_id = ${kept.id} and created_at >= ${merge.mergedAt}::timestamptz),
        (select max(at) from activity where lead_id = ${kept.id} and created_at >= ${merge.mergedAt}::timestamptz
          and kind not in ('task', 'note')))
      where id = ${kept.id}`)
    await tx.run(sql`
      update lead_merge set live_id = null, undone_at = ${actor.at}::timestamptz, undone_by_id = ${actor.personId}
      where id = ${merge.id}`)
    // an earlier merge into either can be undone as before
    await tx.run(sql`
      update lead_merge m set kept_version = b.now
      from (values (${kept.id}::int, ${kept.version}::int, ${version}::int),
        (${merged.id}::int, ${merged.version}::int, ${merged.version + 1}::int)) b(id, before, now)
      where m.live_id = b.id and m.kept_id = b.id and m.kept_version = b.before`)
    const data = { mergeId: merge.id }
    await appendEvent(tx, actor, kept.id, {
      type: 'unmerged',
      data: { ...data, other: merged.id, name: merged.display_name },
    })
    await appendEvent(tx, actor, merged.id, {
      type: 'unmerged',
      data: { ...data, other: kept.id, name: kept.display_name },
    })
    await compareLeads(tx, [kept.id, merged.id], actor.at)
    await announce(tx, { topic: 'lead', id: kept.id }, { topic: 'lead', id: merged.id })
    return { lead: await theLead(tx, kept.id), other: await theLead(tx, merged.id) }
  })
}

/** Two leads look alike and are not the same: they are not suggested to each other any more. Saying it again changes nothing. */
export function markDifferent(actor: Actor, input: DifferentInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    if (input.leadId === input.otherId) {
      return refuse('INVALID', {}, [{ path: 'other', code: 'same_lead', message: 'is this lead itself' }])
    }
    const [lead, other] = await lockBoth(tx, input.leadId, input.otherId)
    if (!canMergeLeads(actor, [origin(lead), origin(other)])) return refuse('FORBIDDEN')
    await tx.run(sql`
      insert into lead_difference (low_id, high_id, said_by_id, at)
      values (least(${lead.id}::int, ${other.id}::int), greatest(${lead.id}::int, ${other.id}::int), ${actor.personId},
        ${actor.at}::timestamptz)
      on conflict do nothing`)
    await setDifferent(tx, lead.id, other.id, true)
    return { id: input.leadId }
  })
}

/** Takes back that two leads are different: they are suggested to each other again, where they look alike. */
export function takeBackDifferent(actor: Actor, input: DifferentInput): Promise<Result<{ id: number }>> {
  return inTransaction(async (tx) => {
    const [lead, other] = await lockBoth(tx, input.leadId, input.otherId)
    if (!canMergeLeads(actor, [origin(lead), origin(other)])) return refuse('FORBIDDEN')
    await tx.run(sql`
      delete from lead_difference
      where low_id = least(${lead.id}::int, ${other.id}::int) and high_id = greatest(${lead.id}::int, ${other.id}::int)`)
    await setDifferent(tx, lead.id, other.id, false)
    return { id: input.leadId }
  })
}

async function setDifferent(tx: Tx, leadId: number, otherId: number, different: boolean): Promise<void> {
  await tx.run(sql`
    update lead_suspect set different = ${different}
    where low_id = least(${leadId}::int, ${otherId}::int) and high_id = greatest(${leadId}::int, ${otherId}::int)`)
}

// ── locking ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const status = (lead: StoredLead) => lead.status as LeadStatus
const origin = (lead: StoredLead) => ({ origin: lead.origin as Origin })

function seen(lead: StoredLead, version: number | undefined): void {
  if (version !== undefined && version !== lead.version) refuse('STALE_VERSION', { version: lead.version })
}

async function lockRow(tx: Tx, id: number): Promise<StoredLead | undefined> {
  const found = await tx.one<{ row: StoredLead }>(
    sql`select to_jsonb(l) as row from lead l where id = ${id} for update`,
  )
  return found?.row
}

/**
 * First the addresses of both, as an enquiry does, then the rows in the order of their ids: an enquiry, an edit, a verdict
 * and a merge the other way round all come before or after, and none waits for one that waits for it.
 */
async function lockBoth(tx: Tx, leadId: number, otherId: number): Promise<[StoredLead, StoredLead]> {
  const keys = await tx.rows<{
    emailKey: string | null
    phoneKey: string | null
    externalId: string | null
  }>(sql`
    select email_key as "emailKey", phone_key as "phoneKey", external_id as "externalId"
    from lead where id in (${leadId}, ${otherId})
    union all
    select email_key, phone_key, external_id from lead_merge where live_id in (${leadId}, ${otherId})`)
  await lockKeys(tx, keys)
  const rows = new Map<number, StoredLead>()
  for (const id of [leadId, otherId].sort((a, b) => a - b)) {
    const row = await lockRow(tx, id)
    if (row) rows.set(id, row)
  }
  const lead = rows.get(leadId)
  const other = rows.get(otherId)
  if (lead && other) return [lead, other]
  return refuseMissing(tx, lead ? otherId : leadId)
}

/** Nothing that is still open may be cut off, and a customer counts once. */
async function refuseTwoAtWork(tx: Tx, keptId: number, goneId: number): Promise<void> {
  const at = await tx.one<{ handoffs: number; deals: number; won: number }>(sql`
    select (select count(*)::int from handoff where lead_id = ${goneId} and state = 'pending') as handoffs,
      (select count(*)::int from deal where lead_id = ${goneId} and state = 'open') as deals,
      (select least(count(*) filter (where lead_id = ${goneId}), count(*) filter (where lead_id = ${keptId}))::int
        from deal where lead_id in (${goneId}, ${keptId}) and state = 'won') as won`)
  if (!at || at.handoffs + at.deals + at.won > 0) refuse('BOTH_IN_PROGRESS')
}

// ── what follows ────────────────────────────────────────────────────────────────────────────────────────────────────

type Followed = {
  touches: number[]
  activities: number[]
  deals: number[]
  notices: number[]
  /** of web forms; and the browsers that they were sent from, whose further visits are the kept lead's */
  submissions?: number[]
  visitors?: string[]
  enrolments: number[]
  /** of both, as they were */
  handoffs: { id: number; leadId: number; round: number }[]
  /** the other's plan, where the kept lead is not in nurture or has its own: it ended with the merge */
  stopped: { enrolment: number; steps: number[] } | null
  /** the other's places in plans being attached to many leads */
  runs: { runId: number; outcome: string | null }[]
  /** the runs in which the kept lead has a place of its own */
  ownRuns: number[]
  /** merges into the other, whose leads are part of the kept one now */
  merges: number[]
  /** leads that somebody said are not the other: not the kept one either, from now on */
  differences?: number[]
}

type LockedMerge = {
  id: number
  liveId: number | null
  keptId: number
  mergedId: number
  keptVersion: number
  mergedAt: Date
  before: { kept: StoredLead; merged: StoredLead; followed: Followed }
}

async function keepForLater(tx: Tx, actor: Actor, kept: StoredLead, gone: StoredLead): Promise<number> {
  const added = await tx.one<{ id: number }>(sql`
    insert into lead_merge (kept_id, merged_id, live_id, display_name, email_key, phone_key, external_id, kept_version,
      before, merged_by_id, merged_at)
    select ${kept.id}, g.id, ${kept.id}, g.display_name, g.email_key, g.phone_key, g.external_id, ${kept.version + 1},
      jsonb_build_object('kept', to_jsonb(k), 'merged', to_jsonb(g)), ${actor.personId}, ${actor.at}::timestamptz
    from lead g, lead k where g.id = ${gone.id} and k.id = ${kept.id}
    returning id`)
  if (!added) throw new Error('insert returned no row')
  return added.id
}

const ids = <T>(rows: { id: T }[]) => rows.map(({ id }) => id)

/** Everything that names the lead (tests/integration/merge.test.ts holds that no table is forgotten). */
async function follow(
  tx: Tx,
  actor: Actor,
  kept: StoredLead,
  gone: StoredLead,
  mergeId: number,
): Promise<Followed> {
  const from = gone.id
  const to = kept.id
  const stopped = await stopPlan(tx, actor, kept, gone)
  const own = await tx.rows<{ runId: number }>(
    sql`select run_id as "runId" from nurture_run_lead where lead_id = ${to}`,
  )
  const handoffs = await tx.rows<Followed['handoffs'][number]>(sql`
    select id, lead_id as "leadId", round from handoff where lead_id in (${from}, ${to}) order by id`)
  await renumber(tx, from, to)
  const runs = await tx.rows<Followed['runs'][number]>(sql`
    select run_id as "runId", outcome from nurture_run_lead where lead_id = ${from} order by run_id`)
  // where the kept lead has a place in the same run, the other's goes with its row
  await tx.run(sql`
    update nurture_run_lead r set lead_id = ${to} where lead_id = ${from}
      and not exists (select 1 from nurture_run_lead k where k.run_id = r.run_id and k.lead_id = ${to})`)
  return {
    stopped,
    handoffs,
    runs,
    ownRuns: own.map(({ runId }) => runId),
    touches: ids(await tx.rows(sql`update touch set lead_id = ${to} where lead_id = ${from} returning id`)),
    activities: ids(
      await tx.rows(sql`update activity set lead_id = ${to} where lead_id = ${from} returning id`),
    ),
    deals: ids(await tx.rows(sql`update deal set lead_id = ${to} where lead_id = ${from} returning id`)),
    submissions: ids(
      await tx.rows(sql`update form_submission set lead_id = ${to} where lead_id = ${from} returning id`),
    ),
    visitors: ids(
      await tx.rows(sql`update site_visitor set lead_id = ${to} where lead_id = ${from} returning id`),
    ),
    notices: ids(await tx.rows(sql`update notice set lead_id = ${to} where lead_id = ${from} returning id`)),
    enrolments: ids(
      await tx.rows(sql`
        with moved as (update nurture_enrolment set lead_id = ${to} where lead_id = ${from} returning id),
          steps as (update nurture_step set lead_id = ${to} where lead_id = ${from})
        select id from moved`),
    ),
    merges: ids(
      await tx.rows(sql`
        update lead_merge set live_id = ${to} where live_id = ${from} and id <> ${mergeId} returning id`),
    ),
    differences: ids(
      await tx.rows(sql`
        with said as (
          select case low_id when ${from} then high_id else low_id end as id, said_by_id, at
          from lead_difference where low_id = ${from} or high_id = ${from})
        insert into lead_difference (low_id, high_id, said_by_id, at)
        select least(id, ${to}::int), greatest(id, ${to}::int), said_by_id, at from said where id <> ${to} order by id
        on conflict do nothing
        returning case low_id when ${to} then high_id else low_id end as id`),
    ),
  }
}

/** The rounds of both, in the order in which they were offered; the undecided one comes last. */
async function renumber(tx: Tx, from: number, to: number): Promise<void> {
  // in two goes, past every number in use, because no two rounds may bear the same one on the way
  await tx.run(sql`
    update handoff h set round = 1000000 + r.round
    from (select id, row_number() over (order by state = 'pending', offered_at, id) as round
      from handoff where lead_id in (${from}, ${to})) r
    where h.id = r.id`)
  await tx.run(sql`
    update handoff set lead_id = ${to}, round = round - 1000000 where lead_id in (${from}, ${to})`)
}

async function stopPlan(
  tx: Tx,
  actor: Actor,
  kept: StoredLead,
  gone: StoredLead,
): Promise<Followed['stopped']> {
  const end = status(kept) === 'nurture' ? 'stopped' : 'left'
  const stopped = await tx.one<{ id: number }>(sql`
    update nurture_enrolment set ended_at = ${actor.at}::timestamptz, "end" = ${end}::nurture_end
    where lead_id = ${gone.id} and ended_at is null
      and (${end === 'left'} or exists (
        select 1 from nurture_enrolment e where e.lead_id = ${kept.id} and e.ended_at is null))
    returning id`)
  if (!stopped) return null
  const steps = await tx.rows<{ id: number }>(sql`
    update nurture_step set skipped_at = ${actor.at}::timestamptz
    where enrolment_id = ${stopped.id} and done_at is null and skipped_at is null returning id`)
  return { enrolment: stopped.id, steps: ids(steps) }
}

async function goBack(tx: Tx, merge: LockedMerge, was: Followed): Promise<void> {
  const to = merge.mergedId
  await tx.run(sql`update touch set lead_id = ${to} where id = any (${was.touches}::int[])`)
  await tx.run(sql`update activity set lead_id = ${to} where id = any (${was.activities}::int[])`)
  await tx.run(sql`update deal set lead_id = ${to} where id = any (${was.deals}::int[])`)
  await tx.run(sql`update notice set lead_id = ${to} where id = any (${was.notices}::int[])`)
  await tx.run(
    sql`update form_submission set lead_id = ${to} where id = any (${was.submissions ?? []}::int[])`,
  )
  await tx.run(sql`update site_visitor set lead_id = ${to} where id = any (${was.visitors ?? []}::text[])`)
  await tx.run(sql`update lead_merge set live_id = ${to} where id = any (${was.merges}::int[])`)
  await tx.run(sql`
    delete from lead_difference
    where (low_id = ${merge.keptId} and high_id = any (${was.differences ?? []}::int[]))
      or (high_id = ${merge.keptId} and low_id = any (${was.differences ?? []}::int[]))`)
  await tx.run(sql`update nurture_enrolment set lead_id = ${to} where id = any (${was.enrolments}::int[])`)
  await tx.run(
    sql`update nurture_step set lead_id = ${to} where enrolment_id = any (${was.enrolments}::int[])`,
  )
  if (was.stopped) {
    await tx.run(
      sql`update nurture_enrolment set ended_at = null, "end" = null where id = ${was.stopped.enrolment}`,
    )
    await tx.run(sql`update nurture_step set skipped_at = null where id = any (${was.stopped.steps}::int[])`)
  }
  const runs = was.runs.map(({ runId }) => runId)
  await tx.run(sql`
    delete from nurture_run_lead where lead_id = ${merge.keptId} and run_id = any (${runs}::int[])
      and run_id <> all (${was.ownRuns}::int[])`)
  await tx.run(sql`
    insert into nurture_run_lead (run_id, lead_id, outcome)
    select r."runId", ${to}, r.outcome
    from jsonb_to_recordset(${JSON.stringify(was.runs)}::jsonb) r("runId" int, outcome nurture_outcome)`)
  await tx.run(sql`
    update handoff set round = round + 1000000 where id = any (${was.handoffs.map(({ id }) => id)}::int[])`)
  await tx.run(sql`
    update handoff h set lead_id = w."leadId", round = w.round
    from jsonb_to_recordset(${JSON.stringify(was.handoffs)}::jsonb) w(id int, "leadId" int, round int)
    where h.id = w.id`)
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Every column that the database does not make by itself; held complete by tests/integration/merge.test.ts. */
const STORED = sql`
  status, version, origin, external_id, company, contact_name, job_title, email, phone, website, country, region, segment,
  expected_amount, note, display_name, channel_id, campaign_id, utm_source, utm_medium, utm_campaign, utm_term,
  utm_content, owner_id, assignee_id, grade, computed_grade, need_formed, value_understood, has_budget, ready_soon,
  response, override_reason, nurture_wake_on, nurture_next_step, woken_by_touch_id, times_returned, definition_version,
  created_at, updated_at, status_since, last_contact_at, qualified_at, handed_off_at, accepted_at, deal_at, won_at,
  lost_at, email_key, phone_key, company_key, website_key, search_text, sort_name, import_id`

async function writeRow(tx: Tx, row: StoredLead): Promise<void> {
  await tx.run(sql`
    update lead set (${STORED}) = (select ${STORED} from jsonb_populate_record(null::lead, ${JSON.stringify(row)}::jsonb))
    where id = ${row.id}`)
}

async function insertRow(tx: Tx, row: StoredLead): Promise<void> {
  await tx.run(sql`
    insert into lead (id, ${STORED})
    select id, ${STORED} from jsonb_populate_record(null::lead, ${JSON.stringify(row)}::jsonb)`)
}

/** The rules or the country may have changed while the two were one. */
async function renewKeysOf(tx: Tx, rows: readonly StoredLead[]): Promise<void> {
  const home = await homeCountry(tx)
  for (const row of rows) {
    const keys = keysOfLead(typedInto(row), home)
    await tx.run(sql`
      update lead set email_key = ${keys.emailKey}, phone_key = ${keys.phoneKey}, company_key = ${keys.companyKey},
        website_key = ${keys.websiteKey}, search_text = ${keys.searchText} where id = ${row.id}`)
  }
}

async function theLead(tx: Tx, id: number): Promise<LeadView> {
  const lead = await findLead(tx, id)
  if (!lead) throw new Error('the lead vanished inside its own transaction')
  return lead
}
