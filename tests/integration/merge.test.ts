import { beforeAll, describe, expect, it } from 'vitest'
import { funnel } from '@/lib/funnel/queries/funnel'
import { funnelInput } from '@/lib/funnel/schema'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { handoffsOfLead } from '@/lib/handoffs/queries/list'
import { findMatches } from '@/lib/imports/commands/match'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { markDifferent, mergeLeads, undoMerge } from '@/lib/leads/commands/merge'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { findLikelyDuplicates } from '@/lib/leads/queries/duplicates'
import { listLeads } from '@/lib/leads/queries/list'
import { leadItBecame, mergesInto } from '@/lib/leads/queries/merges'
import { leadById, leadHistory } from '@/lib/leads/queries/record'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { pool } from '@/lib/platform/db/pool'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import {
  type Company,
  foundLead,
  HOT,
  inOrder,
  later,
  leadIn,
  leadRow,
  makePeople,
  newLead,
  rejectedLead,
} from '../support/life'

const MONDAY = new Date('2026-11-16T10:00:00Z')
const TUESDAY = '2026-11-17T10:00:00Z'

let company: Company
let marketer: Actor
let rep: Actor

beforeAll(async () => {
  process.env.DATABASE_POOL = '60'
  company = await makePeople(MONDAY)
  ;({ marketer, rep } = company)
})

const merge = (actor: Actor, leadId: number, otherId: number, more: object = {}) =>
  mergeLeads(actor, { leadId, otherId, fields: {}, ...more })

const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)

/** Everything that is stored of a lead, but for the counter and the time of its last change. */
async function stored(leadId: number): Promise<unknown> {
  const row = await db.one<{ all: unknown }>(sql`
    select jsonb_build_object(
      'lead', (select to_jsonb(l) - 'version' - 'updated_at' from lead l where id = ${leadId}),
      'handoffs', (select jsonb_agg(to_jsonb(h) order by id) from handoff h where lead_id = ${leadId}),
      'deals', (select jsonb_agg(to_jsonb(d) order by id) from deal d where lead_id = ${leadId}),
      'touches', (select jsonb_agg(to_jsonb(t) order by id) from touch t where lead_id = ${leadId}),
      'activities', (select jsonb_agg(to_jsonb(a) order by id) from activity a where lead_id = ${leadId}),
      'notices', (select jsonb_agg(to_jsonb(n) order by id) from notice n where lead_id = ${leadId}),
      'plans', (select jsonb_agg(to_jsonb(e) order by id) from nurture_enrolment e where lead_id = ${leadId}),
      'steps', (select jsonb_agg(to_jsonb(s) order by id) from nurture_step s where lead_id = ${leadId}),
      'runs', (select jsonb_agg(to_jsonb(r) order by run_id) from nurture_run_lead r where lead_id = ${leadId}),
      'merges', (select jsonb_agg(to_jsonb(m) - 'kept_version' order by id) from lead_merge m where live_id = ${leadId})
    ) as all`)
  return row?.all
}

/** A lead that is in nurture with a plan, after a rejection, a touch and a call. */
async function wornLead(): Promise<number> {
  const { leadId } = await rejectedLead(company)
  must(await addTouch(marketer, { leadId, kind: 'visit', note: 'Looked at prices' }))
  must(await addActivity(marketer, { leadId, kind: 'call', text: 'Nobody there' }))
  const plan = await db.one<{ id: number }>(sql`
    insert into nurture_plan (name, created_by_id, created_at)
    values (${`Plan ${leadId}`}, ${marketer.personId}, ${MONDAY}::timestamptz) returning id`)
  await db.run(sql`
    with e as (insert into nurture_enrolment (lead_id, plan_id, attached_by_id, attached_at)
      values (${leadId}, ${plan?.id ?? 0}, ${marketer.personId}, ${MONDAY}::timestamptz) returning id)
    insert into nurture_step (enrolment_id, lead_id, position, kind, text, due_on)
    select id, ${leadId}, 1, 'call', 'Call', '2026-12-01' from e`)
  await db.run(sql`
    with r as (insert into nurture_run (plan_id, created_by_id, created_at, steps, total)
      values (${plan?.id ?? 0}, ${marketer.personId}, ${MONDAY}::timestamptz, '[]', 1) returning id)
    insert into nurture_run_lead (run_id, lead_id) select id, ${leadId} from r`)
  return leadId
}

describe('merging two leads', () => {
  it('keeps the one that is further along, whichever of them somebody started from', async () => {
    for (const startFrom of ['accepted', 'nurture'] as const) {
      const accepted = (await leadIn('accepted', company)).leadId
      const worn = await wornLead()
      const [from, other] = startFrom === 'accepted' ? [accepted, worn] : [worn, accepted]
      const { lead } = must(await merge(marketer, from, other))
      expect(lead).toMatchObject({ id: accepted, status: 'accepted' })
      expect(await leadById(marketer, worn)).toBeNull()
      expect(await leadItBecame(marketer, worn)).toBe(accepted)
    }
  })

  it('keeps the one that somebody started from when both are in the same state', async () => {
    const [first, second] = [await newLead(marketer), await newLead(marketer)]
    expect(must(await merge(marketer, second, first)).lead.id).toBe(second)
  })

  it('lets everything follow: rounds in their order, the earliest times, the latest contact, both histories', async () => {
    const early = later(marketer, '2026-11-02T10:00:00Z')
    const kept = (await leadIn('accepted', company)).leadId
    const worn = await newLead(early)
    must(await qualifyLead(early, { leadId: worn, ...HOT }))
    const offer = must(await handOffLead(early, { leadId: worn }))
    must(await rejectHandoff(later(rep, '2026-11-03T10:00:00Z'), { handoffId: offer.id, reason: 'no_need' }))
    must(await addTouch(later(marketer, TUESDAY), { leadId: worn, kind: 'other' }))
    must(await addActivity(later(marketer, TUESDAY), { leadId: worn, kind: 'note', text: 'A note' }))

    const { lead } = must(await merge(later(marketer, TUESDAY), kept, worn))
    expect(lead).toMatchObject({
      id: kept,
      createdAt: early.at,
      qualifiedAt: early.at,
      handedOffAt: early.at,
      acceptedAt: MONDAY,
      lastContactAt: new Date(TUESDAY),
    })
    expect((await handoffsOfLead(marketer, kept)).map(({ round, state }) => [round, state])).toEqual([
      [2, 'accepted'],
      [1, 'rejected'],
    ])
    const { events } = await leadHistory(marketer, kept)
    expect(events.filter(({ of }) => of === null).map(({ type }) => type)).toEqual([
      'created',
      'qualified',
      'handed_off',
      'accepted',
      'merged',
    ])
    expect(events.filter(({ of }) => of !== null).map(({ type }) => type)).toEqual([
      'created',
      'qualified',
      'handed_off',
      'rejected',
      'touched',
      'woke',
      'activity',
    ])
    const counts = await db.one(sql`select times_returned as returned,
      (select count(*)::int from touch where lead_id = ${kept}) as touches,
      (select count(*)::int from activity where lead_id = ${kept}) as activities from lead where id = ${kept}`)
    expect(counts).toMatchObject({ touches: 1, activities: 1 })
  })

  it('takes each field from where it was chosen, fills what is empty, and joins the notes when asked', async () => {
    const kept = await newLead(marketer)
    const other = must(
      await createLead(marketer, {
        company: 'Chosen Ltd',
        contactName: 'Ada',
        email: `chosen-${kept}@example.org`,
        phone: '+49 30 5550101',
        note: 'Wants two',
      }),
    ).lead
    const before = must(await editLead(marketer, { leadId: kept, version: 1, patch: { note: 'Wants one' } }))
    const { lead } = must(
      await merge(marketer, kept, other.id, { fields: { company: other.id, note: 'both' } }),
    )
    expect(lead).toMatchObject({
      company: 'Chosen Ltd',
      displayName: 'Chosen Ltd',
      contactName: 'Ada',
      email: before.email,
      phone: '+49 30 5550101',
      note: 'Wants one\n\nWants two',
    })
    const found = must(await listLeads(marketer, { filters: { q: 'chosen ltd' }, limit: 10 }))
    expect(found.rows.map(({ id }) => id)).toEqual([kept])
    expect(await merge(marketer, kept, await newLead(marketer), { fields: { email: 1 } })).toMatchObject({
      failure: { code: 'INVALID', fields: [{ path: 'fields.email', code: 'not_an_option' }] },
    })
  })

  it('is counted once: in the list, the funnel and among the duplicates', async () => {
    const at = later(marketer, '2026-03-10T10:00:00Z')
    const [kept, gone] = [await newLead(at), await newLead(at)]
    const gonesEmail = (await leadById(marketer, gone))?.email
    const leads = async () => {
      const range = { from: '2026-03-01', to: '2026-03-31' } as const
      const counted = await funnel(marketer, funnelInput.parse({ ...range, groupBy: 'none' }))
      return counted.total.stages.leads
    }
    expect(await leads()).toBe(2)
    must(await merge(marketer, kept, gone))
    expect(await leads()).toBe(1)
    expect(await findLikelyDuplicates(marketer, { email: gonesEmail })).toEqual([])
    // an enquiry from the other's address is a touch on the one that it is part of
    const again = must(await createLead(marketer, { email: gonesEmail }))
    expect(again).toMatchObject({ duplicate: true, lead: { id: kept } })
  })

  it('is found by a file under every address that it had, also after a second merge', async () => {
    const one = must(await createLead(marketer, { email: 'Old@Example.org', externalId: 'crm-1' })).lead.id
    const two = must(await createLead(marketer, { email: 'new@example.org', externalId: 'crm-2' })).lead.id
    const three = must(await createLead(marketer, { email: 'third@example.org' })).lead.id
    must(await merge(marketer, two, one))
    must(await merge(marketer, three, two))
    const keys = [['x:crm-1', 'e:old@example.org'], ['x:crm-2'], ['e:third@example.org'], ['x:crm-3']]
    const found = await findMatches(db, keys)
    expect([...found].map(([key, leads]) => [key, [...new Set(leads.map(({ id }) => id))]]).sort()).toEqual([
      ['e:old@example.org', [three]],
      ['e:third@example.org', [three]],
      ['x:crm-1', [three]],
      ['x:crm-2', [three]],
    ])
  })

  it('answers whoever still has the old one with where it went', async () => {
    const [kept, gone] = [await newLead(marketer), await newLead(marketer)]
    must(await merge(marketer, kept, gone))
    const late = [
      await editLead(marketer, { leadId: gone, version: 1, patch: { note: 'x' } }),
      await qualifyLead(marketer, { leadId: gone, ...HOT }),
      await merge(marketer, gone, kept),
      await merge(marketer, kept, gone),
    ]
    for (const result of late) {
      expect(result).toMatchObject({ failure: { code: 'MERGED', params: { into: kept } } })
    }
  })

  it.each([
    ['handed_off', 'handed_off'],
    ['handed_off', 'accepted'],
    ['handed_off', 'deal'],
    ['deal', 'deal'],
    ['deal', 'won'],
    ['handed_off', 'won'],
    ['won', 'won'],
  ] as const)('refuses %s and %s: both are in progress', async (one, two) => {
    const [a, b] = [(await leadIn(one, company)).leadId, (await leadIn(two, company)).leadId]
    expect(code(await merge(marketer, a, b))).toBe('BOTH_IN_PROGRESS')
    expect(code(await merge(marketer, b, a))).toBe('BOTH_IN_PROGRESS')
  })

  it.each([
    ['new', 'handed_off', 'handed_off'],
    ['accepted', 'accepted', 'accepted'],
    ['accepted', 'deal', 'deal'],
    ['qualified', 'lost', 'qualified'],
    ['won', 'new', 'won'],
    ['disqualified', 'nurture', 'nurture'],
    ['lost', 'disqualified', 'lost'],
  ] as const)('makes %s and %s into %s', async (one, two, becomes) => {
    const [a, b] = [(await leadIn(one, company)).leadId, (await leadIn(two, company)).leadId]
    const { lead } = must(await merge(marketer, a, b))
    expect(lead.status).toBe(becomes)
  })

  it('is for marketers, and for sales with the leads that sales found', async () => {
    const found = [await foundLead(company), await foundLead(company)] as const
    const theirs = await newLead(marketer)
    expect(code(await merge(rep, found[0], theirs))).toBe('FORBIDDEN')
    expect(code(await merge(company.executive, found[0], found[1]))).toBe('FORBIDDEN')
    expect(code(await merge(company.admin, found[0], found[1]))).toBe('FORBIDDEN')
    expect(code(await merge(rep, found[0], found[1]))).toBe('ok')
    expect(code(await merge(marketer, theirs, theirs))).toBe('INVALID')
  })
})

describe('parting them again', () => {
  it.each(['accepted', 'nurture', 'new'] as const)(
    'restores both exactly (the other was in nurture with a plan, this one %s)',
    async (state) => {
      const kept = (await leadIn(state, company)).leadId
      const worn = await wornLead()
      const before = [await stored(kept), await stored(worn)]
      const { mergeId } = must(
        await merge(later(marketer, TUESDAY), kept, worn, { fields: { company: worn } }),
      )
      must(await undoMerge(later(marketer, TUESDAY), { mergeId }))
      expect([await stored(kept), await stored(worn)]).toEqual(before)
      expect((await leadHistory(marketer, worn)).events.at(-1)?.type).toBe('unmerged')
      expect(code(await undoMerge(marketer, { mergeId }))).toBe('WRONG_STATE')
    },
  )

  it('undoes merges one inside the other, the last first', async () => {
    const [a, b, c] = [await wornLead(), await wornLead(), (await leadIn('accepted', company)).leadId]
    const before = [await stored(a), await stored(b), await stored(c)]
    const first = must(await merge(marketer, a, b))
    const second = must(await merge(marketer, c, a))
    expect(await leadItBecame(marketer, b)).toBe(c)
    expect((await mergesInto(marketer, c)).map(({ id, undoable }) => [id, undoable])).toEqual([
      [second.mergeId, true],
      [first.mergeId, false],
    ])
    expect(code(await undoMerge(marketer, { mergeId: first.mergeId }))).toBe('CHANGED_SINCE')
    must(await undoMerge(marketer, { mergeId: second.mergeId }))
    must(await undoMerge(marketer, { mergeId: first.mergeId }))
    expect([await stored(a), await stored(b), await stored(c)]).toEqual(before)
  })

  it('leaves with the kept lead what came to it since', async () => {
    const [kept, gone] = [await newLead(marketer), await newLead(marketer)]
    const { mergeId } = must(await merge(marketer, kept, gone))
    must(await addTouch(later(marketer, TUESDAY), { leadId: kept, kind: 'visit' }))
    must(await undoMerge(later(marketer, TUESDAY), { mergeId }))
    expect((await leadById(marketer, kept))?.lastContactAt).toEqual(new Date(TUESDAY))
    expect((await leadById(marketer, gone))?.lastContactAt).toEqual(MONDAY)
  })

  it('is refused once somebody worked on the lead, and after thirty days', async () => {
    const [kept, gone, third] = [await newLead(marketer), await newLead(marketer), await newLead(marketer)]
    const { mergeId } = must(await merge(marketer, kept, gone))
    const month = actorAt(marketer, new Date(MONDAY.getTime() + 30 * 86_400_000 + 1000))
    expect(await undoMerge(month, { mergeId })).toMatchObject({
      failure: { code: 'MERGE_TOO_LATE', params: { days: 30 } },
    })
    expect(code(await undoMerge(rep, { mergeId }))).toBe('FORBIDDEN')
    expect(code(await undoMerge(marketer, { mergeId: 2_000_000_000 }))).toBe('NOT_FOUND')
    must(await qualifyLead(marketer, { leadId: kept, ...HOT }))
    expect(code(await undoMerge(marketer, { mergeId }))).toBe('CHANGED_SINCE')
    const next = must(await merge(marketer, kept, third))
    must(await undoMerge(marketer, { mergeId: next.mergeId }))
  })
})

it('remembers that two are different', async () => {
  const phone = '+49 30 5550199'
  const one = must(await createLead(marketer, { email: 'twin-1@example.org', phone })).lead
  const two = await newLead(marketer)
  must(await editLead(marketer, { leadId: two, version: 1, patch: { phone } }))
  const alike = async (id: number) =>
    (await findLikelyDuplicates(marketer, { phone, excludeId: id })).map((lead) => lead.id)
  expect([await alike(one.id), await alike(two)]).toEqual([[two], [one.id]])
  must(await markDifferent(marketer, { leadId: two, otherId: one.id }))
  must(await markDifferent(marketer, { leadId: one.id, otherId: two }))
  expect([await alike(one.id), await alike(two)]).toEqual([[], []])
})

describe('at the same moment', () => {
  const twice = 4

  it('A into B and B into A: one of them', async () => {
    for (let turn = 0; turn < twice; turn++) {
      const [a, b] = [await newLead(marketer), await newLead(marketer)]
      const results = await Promise.all([merge(marketer, a, b), merge(marketer, b, a)])
      expect(results.map(code).sort()).toEqual(['MERGED', 'ok'])
      const left = await db.rows(sql`select id from lead where id in (${a}, ${b})`)
      expect(left).toHaveLength(1)
    }
  })

  it('a chain of three merges at once ends in one lead', async () => {
    for (let turn = 0; turn < twice; turn++) {
      const [a, b, c] = [await newLead(marketer), await newLead(marketer), await newLead(marketer)]
      await Promise.all([merge(marketer, a, b), merge(marketer, b, c), merge(marketer, c, a)])
      const left = await db.rows<{ id: number }>(sql`select id from lead where id in (${a}, ${b}, ${c})`)
      const merges = await db.rows<{ live: number }>(sql`
        select live_id as live from lead_merge where merged_id in (${a}, ${b}, ${c})`)
      expect(left.length + merges.length).toBe(3)
      for (const { live } of merges) expect(left.map(({ id }) => id)).toContain(live)
    }
  })

  it.each(['merge first', 'edit first'])('a merge and an edit: %s', async (order) => {
    const [kept, gone] = [await newLead(marketer), await newLead(marketer)]
    const merging = () => merge(marketer, kept, gone, { version: 1, otherVersion: 1 })
    const editing = () => editLead(marketer, { leadId: gone, version: 1, patch: { note: 'x' } })
    const works = order === 'merge first' ? [merging, editing] : [editing, merging]
    const results = (await inOrder<Result<unknown>>(gone, works)).map(code)
    expect(results).toEqual(order === 'merge first' ? ['ok', 'MERGED'] : ['ok', 'STALE_VERSION'])
  })

  it.each(['merge first', 'accept first'])('a merge and an accept: %s', async (order) => {
    const offered = await leadIn('handed_off', company)
    const other = (await leadIn('qualified', company)).leadId
    const merging = () => merge(marketer, other, offered.leadId)
    const accepting = () => acceptHandoff(rep, { handoffId: offered.handoffId })
    const works = order === 'merge first' ? [merging, accepting] : [accepting, merging]
    expect((await inOrder<Result<unknown>>(offered.leadId, works)).map(code)).toEqual(['ok', 'ok'])
    // both ways it is one accepted lead with one accepted handoff
    expect(await leadRow(offered.leadId)).toMatchObject({ status: 'accepted', assigneeId: rep.personId })
    expect(await leadItBecame(marketer, other)).toBe(offered.leadId)
  })

  it.each(['merge first', 'enquiry first'])('a merge and an enquiry from its address: %s', async (order) => {
    const [kept, gone] = [await newLead(marketer), await newLead(marketer)]
    const email = (await leadById(marketer, gone))?.email
    const merging = () => merge(marketer, kept, gone)
    const enquiring = () => createLead(marketer, { email, note: 'Again' })
    const works = order === 'merge first' ? [merging, enquiring] : [enquiring, merging]
    expect((await Promise.all(works.map((work) => work()))).map(code)).toEqual(['ok', 'ok'])
    const touches = await db.rows(sql`select 1 from touch where lead_id = ${kept}`)
    expect(touches).toHaveLength(1)
  })

  it('a merge and an undo of it, and twenty merges into one lead', async () => {
    const kept = await newLead(marketer)
    const others = await Promise.all(Array.from({ length: 20 }, () => newLead(marketer)))
    const results = await Promise.all(others.map((other) => merge(marketer, kept, other)))
    expect(results.map(code)).toEqual(others.map(() => 'ok'))
    expect(await db.rows(sql`select 1 from lead_merge where live_id = ${kept}`)).toHaveLength(20)
    const last = (await mergesInto(marketer, kept))[0]?.id ?? 0
    const both = await Promise.all([
      undoMerge(marketer, { mergeId: last }),
      undoMerge(marketer, { mergeId: last }),
    ])
    expect(both.map(code).sort()).toEqual(['WRONG_STATE', 'ok'])
  })
})

describe('the tables', () => {
  /** Where a lead is named, and what a merge does about it: a new place fails here until somebody has decided. */
  const FOLLOWS = [
    'activity.lead_id',
    'deal.lead_id',
    'form_submission.lead_id',
    'handoff.lead_id',
    'lead_merge.live_id',
    'notice.lead_id',
    'nurture_enrolment.lead_id',
    'nurture_run_lead.lead_id',
    'nurture_step.lead_id',
    'site_visitor.lead_id',
    'touch.lead_id',
  ]
  const STAYS = [
    'bulk_lead.lead_id', // what became of it in a run: its name then, and "gone"
    'import_kept.lead_id', // what undoing an import left, and why
    'lead_event.lead_id', // the history of both is read together
    'lead_last_source.lead_id', // kept by triggers on what it is read from
    'lead_to_compare.lead_id', // a list of work; one that is gone looks like nobody
    'webhook_delivery.lead_id', // the log of what was sent
  ]

  it('are all known to merging: whatever names a lead follows it', async () => {
    const places = await db.rows<{ place: string }>(sql`
      select table_name || '.' || column_name as place from information_schema.columns
      where table_schema = 'public' and column_name = 'lead_id'
      union
      select c.conrelid::regclass || '.' || a.attname
      from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey)
      where c.contype = 'f' and c.confrelid = 'lead'::regclass
      order by 1`)
    expect(places.map(({ place }) => place)).toEqual([...FOLLOWS, ...STAYS].sort())
  })

  it('really follow: nothing is left with the lead that went, and all of it comes back', async () => {
    const [kept, gone] = [(await leadIn('accepted', company)).leadId, await wornLead()]
    must(await markDifferent(marketer, { leadId: gone, otherId: await newLead(marketer) }))
    await db.run(sql`
      with f as (insert into web_form (key, name, fields, wording, sites, owner_id, created_by_id, created_at, updated_at)
        values (${`form-${gone}`}, 'Form', '[]', '{}', '{}', ${marketer.personId}, ${marketer.personId},
          ${MONDAY}::timestamptz, ${MONDAY}::timestamptz) returning id),
        v as (insert into site_visitor (id, form_id, lead_id, first_at, last_at)
          select ${`visitor-${gone}`}, id, ${gone}, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz from f)
      insert into form_submission (form_id, state, at, once_key, lead_id)
      select id, 'taken', ${MONDAY}::timestamptz, ${`once-${gone}`}, ${gone} from f`)
    const counts = async (leadId: number) => {
      const found: Record<string, number> = {}
      for (const place of FOLLOWS) {
        const [table, column] = place.split('.')
        const { rows } = await pool().query(
          `select count(*)::int as n from ${table} where ${column} = ${leadId}`,
        )
        found[place] = rows[0].n
      }
      return found
    }
    const before = [await counts(kept), await counts(gone)]
    const brought = Object.keys(before[1] ?? {}).filter((place) => (before[1]?.[place] ?? 0) > 0)
    expect(brought).toEqual(
      expect.arrayContaining(FOLLOWS.filter((place) => !/^(deal|lead_merge)\./.test(place))),
    )

    const { mergeId } = must(await merge(marketer, kept, gone))
    expect(Object.values(await counts(gone)).every((count) => count === 0)).toBe(true)
    const after = await counts(kept)
    for (const place of FOLLOWS.filter((name) => name !== 'lead_merge.live_id')) {
      expect([place, after[place]]).toEqual([place, (before[0]?.[place] ?? 0) + (before[1]?.[place] ?? 0)])
    }
    must(await undoMerge(marketer, { mergeId }))
    expect([await counts(kept), await counts(gone)]).toEqual(before)
  })

  it('let no event be written of a lead that never was', async () => {
    const event = sql`insert into lead_event (lead_id, type, at) values (2000000000, 'created', ${MONDAY}::timestamptz)`
    await expect(db.run(event)).rejects.toThrow('an event of no lead')
  })

  it('have no column that an undo would lose', async () => {
    const columns = await db.rows<{ name: string }>(sql`
      select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = 'lead' and is_generated = 'NEVER'`)
    const filled = (text: string) => text.split(',').map((name) => name.trim())
    const source = (await import('node:fs')).readFileSync('lib/leads/commands/merge.ts', 'utf8')
    const stored = filled(/const STORED = sql`([^`]+)`/.exec(source)?.[1] ?? '')
    expect(stored.sort()).toEqual(
      columns
        .map(({ name }) => name)
        // a trigger copies the last two from the deals, which follow their lead
        .filter((name) => !['id', 'customer_at', 'revenue'].includes(name))
        .sort(),
    )
  })
})

it('does not lose the day of waking of a lead in nurture', async () => {
  const kept = await newLead(marketer)
  must(await nurtureLead(marketer, { leadId: kept, wakeAt: '2026-12-24', nextStep: 'Wish well' }))
  must(await merge(marketer, await newLead(await actorWith({ roles: ['marketer'], at: MONDAY })), kept))
  expect(await leadRow(kept)).toMatchObject({ status: 'nurture', wakeOn: '2026-12-24' })
})
