import { beforeEach, describe, expect, it } from 'vitest'
import { workOnImport } from '@/lib/imports/commands/run'
import { resumeImport, stopImport } from '@/lib/imports/commands/stop'
import { resumeUndos, workOnUndo } from '@/lib/imports/commands/take-back'
import { undoImport } from '@/lib/imports/commands/undo'
import { keptRecords } from '@/lib/imports/queries/kept'
import { importById } from '@/lib/imports/queries/runs'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { editLead } from '@/lib/leads/commands/edit'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { putSpend } from '@/lib/spend/commands/put'
import { actorWith } from '../support/actors'
import { resetDatabase } from '../support/database'
import { queuedFile } from '../support/imports'
import { type Company, HOT, leadIn, makePeople } from '../support/life'

const MONDAY = new Date('2026-11-16T10:00:00Z')
const TUESDAY = new Date('2026-11-17T10:00:00Z')
const WEDNESDAY = new Date('2026-11-18T10:00:00Z')

let people: Company
let both: Actor

beforeEach(async () => {
  await resetDatabase()
  people = await makePeople(MONDAY)
  await db.run(sql`insert into channel (name) values ('Paid search')`)
  both = await actorWith({ roles: ['marketer', 'sales'], at: TUESDAY })
})

async function imported(actor: Actor, file: string, mapping: object, at = TUESDAY): Promise<number> {
  const id = await queuedFile(actorAt(actor, at), file, mapping)
  await workOnImport(id, at)
  expect(await importById(actor, id)).toMatchObject({ state: 'done', failure: null })
  return id
}

async function undone(actor: Actor, importId: number, at = WEDNESDAY) {
  must(await undoImport(actorAt(actor, at), { importId }))
  await workOnUndo(importId, at)
  const run = await importById(actor, importId)
  expect(run?.state).toBe('undone')
  return run?.undo
}

/** Everything that an import can leave in the tables, but for the history, versions and times of change. */
async function everything(): Promise<unknown> {
  const row = await db.one<{ all: unknown }>(sql`
    select jsonb_build_object(
      'leads', (select jsonb_agg(to_jsonb(l) - 'version' - 'updated_at' order by id) from lead l),
      'touches', (select jsonb_agg(to_jsonb(t) order by id) from touch t),
      'deals', (select jsonb_agg(to_jsonb(d) - 'version' - 'updated_at' order by id) from deal d),
      'spend', (select jsonb_agg(to_jsonb(s) - 'version' - 'updated_at' - 'updated_by_id' order by id)
        from spend s where removed_at is null),
      'costs', (select jsonb_agg(to_jsonb(c) order by to_jsonb(c)) from cost_rollup c where amount <> 0 or reach <> 0),
      'counts', (select jsonb_agg(c order by c) from (select to_jsonb(c) - 'sign' as c from lead_change c
        group by to_jsonb(c) - 'sign' having sum(sign) <> 0) c),
      'enrolled', (select jsonb_agg(to_jsonb(e) order by id) from nurture_enrolment e),
      'sources', (select jsonb_agg(to_jsonb(s) order by lead_id) from lead_last_source s),
      'channels', (select jsonb_agg(name order by name) from channel),
      'campaigns', (select jsonb_agg(name order by name) from campaign),
      'people', (select jsonb_agg(name order by name) from person)) as all`)
  return row?.all
}

const leadByMail = async (email: string) =>
  (await db.one<{ id: number; version: number }>(
    sql`select id, version from lead where email = ${email}`,
  )) ?? {
    id: 0,
    version: 0,
  }

const COLUMNS_TWO = { company: 'company', mail: 'email' }
const COLUMNS = {
  company: 'company',
  mail: 'email',
  source: 'channel',
  campaign: 'campaign',
  rep: 'assignee',
}
const MISSING = { createMissing: ['channel', 'campaign', 'person'] }
const FILE = [
  'company,mail,source,campaign,rep',
  'Fresh,fresh@x.example,New fair,Stand 7,Igor',
  'Other,other@x.example,Paid search,,',
  'Known,known@x.example,New fair,,',
  'Known again,known@x.example,,,',
].join('\n')

describe('an undo', () => {
  it.each(['touch', 'update'])('with onMatch %s leaves everything as it was', async (onMatch) => {
    await imported(
      people.marketer,
      'company,mail\nKnown,known@x.example\n',
      {
        kind: 'leads',
        columns: { company: 'company', mail: 'email' },
      },
      MONDAY,
    )
    const known = await leadByMail('known@x.example')
    must(await nurtureLead(people.marketer, { leadId: known.id, wakeAt: '2027-05-01', nextStep: 'Ask' }))
    const before = await everything()
    const id = await imported(people.marketer, FILE, { kind: 'leads', columns: COLUMNS, onMatch, ...MISSING })
    expect(await everything()).not.toEqual(before)
    expect(await undone(people.marketer, id)).toMatchObject({
      removed: 2,
      restored: 1,
      kept: 0,
      channels: ['New fair'],
      campaigns: ['Stand 7'],
      people: ['Igor'],
    })
    expect(await everything()).toEqual(before)
    const events = await db.rows<{ type: string }>(sql`
      select type from lead_event where lead_id = ${known.id} order by id desc limit 1`)
    expect(events[0]?.type).toBe('import_undone')
  })

  it('reopens what outcomes had closed: deals, revenue, sleep, plans', async () => {
    const deal = await leadIn('deal', people)
    const sleeper = await leadIn('nurture', people)
    const accepted = await leadIn('accepted', people)
    await db.run(sql`update lead set external_id = 'L' || id`)
    const before = await everything()
    const id = await imported(
      both,
      `id,what,on,sum,why\nL${deal.leadId},won,2026-11-17,500,\nL${sleeper.leadId},lost,,,Price\nL${accepted.leadId},won,2026-11-17,70,\n`,
      {
        kind: 'outcomes',
        columns: { id: 'externalId', what: 'outcome', on: 'wonAt', sum: 'amount', why: 'reason' },
      },
    )
    expect(await everything()).not.toEqual(before)
    expect(await undone(both, id)).toMatchObject({ removed: 0, restored: 3, kept: 0 })
    expect(await everything()).toEqual(before)
  })

  it('takes costs back, each entry by itself', async () => {
    const cost = (amount: string) => ({
      channel: 'Paid search',
      side: 'marketing' as const,
      month: '2026-10',
      amount,
    })
    must(await putSpend(people.marketer, cost('10.00')))
    const before = await everything()
    const mapping = {
      kind: 'spend',
      columns: {
        ch: 'channel',
        m: 'month',
        d: 'from',
        t: 'to',
        sum: 'amount',
        by: 'splitBy',
        what: 'purpose',
      },
      constants: { side: 'marketing' },
    }
    const months = { ...mapping, columns: { ch: 'channel', m: 'month', sum: 'amount' } }
    const first = await imported(
      people.marketer,
      'ch,m,sum\nPaid search,2026-10,20\nPaid search,2026-11,5\n',
      months,
    )
    const second = await imported(people.marketer, 'ch,m,sum\nPaid search,2026-10,30\n', months)
    const periods = {
      ...mapping,
      columns: { d: 'from', t: 'to', sum: 'amount', by: 'splitBy', what: 'purpose' },
    }
    const shared = 'd,t,sum,by,what\n2026-10-05,2026-11-04,310,leads,Office\n'
    const third = await imported(people.marketer, shared, periods)
    // the same file again finds its entry
    const fourth = await imported(people.marketer, shared.replace('310', '620'), periods)
    expect(await importById(people.marketer, fourth)).toMatchObject({ created: 0, updated: 1 })
    for (const [id, removed, restored] of [
      [fourth, 0, 1],
      [third, 1, 0],
      [second, 0, 1],
      [first, 1, 1],
    ] as const)
      expect(await undone(people.marketer, id)).toMatchObject({ removed, restored, kept: 0 })
    expect(await everything()).toEqual(before)
  })

  it('of an earlier import works after that of a later one, and keeps what the later one changed before', async () => {
    const columns = { company: 'company', mail: 'email' }
    const first = await imported(people.marketer, 'company,mail\nA,a@x.example\nB,b@x.example\n', {
      kind: 'leads',
      columns,
    })
    const second = await imported(people.marketer, 'company,mail\nA2,a@x.example\n', {
      kind: 'leads',
      columns,
      onMatch: 'update',
    })
    expect(await undone(people.marketer, second)).toMatchObject({ restored: 1 })
    expect(await undone(people.marketer, first)).toMatchObject({ removed: 2, kept: 0 })

    const third = await imported(people.marketer, 'company,mail\nA,a@x.example\nB,b@x.example\n', {
      kind: 'leads',
      columns,
    })
    await imported(people.marketer, 'company,mail\nA2,a@x.example\n', {
      kind: 'leads',
      columns,
      onMatch: 'update',
    })
    expect(await undone(people.marketer, third)).toMatchObject({ removed: 1, kept: 1 })
  })

  it('keeps and lists what somebody has worked on since', async () => {
    const names = ['edited', 'called', 'qualified', 'merged', 'left', 'enquired']
    await imported(
      people.marketer,
      'company,mail\nLeft,left@x.example\n',
      { kind: 'leads', columns: COLUMNS_TWO },
      MONDAY,
    )
    const file = ['company,mail', ...names.map((name) => `${name},${name}@x.example`)].join('\n')
    const id = await imported(people.marketer, file, { kind: 'leads', columns: COLUMNS_TWO })
    const later = actorAt(people.marketer, WEDNESDAY)
    const of = async (name: string) => (await leadByMail(`${name}@x.example`)).id
    must(await editLead(later, { leadId: await of('edited'), version: 1, patch: { region: 'North' } }))
    must(await addActivity(later, { leadId: await of('called'), kind: 'call', text: 'Spoke' }))
    must(await qualifyLead(later, { leadId: await of('qualified'), ...HOT }))
    must(await mergeLeads(later, { leadId: await of('qualified'), otherId: await of('merged'), fields: {} }))
    must(await addTouch(later, { leadId: await of('enquired'), kind: 'visit' }))
    const undo = await undone(people.marketer, id)
    expect(undo).toMatchObject({ removed: 0, restored: 1, kept: 5 })
    const kept = await keptRecords(people.marketer, id, { limit: 3 })
    const more = await keptRecords(people.marketer, id, { limit: 50, after: kept.at(-1)?.id })
    expect([...kept, ...more].map(({ name, kind, why }) => `${name} ${kind} ${why}`).sort()).toEqual([
      'called created activity',
      'edited created edited',
      'enquired created touched',
      'merged created merged_into',
      'qualified created merged',
    ])
  })

  it('and an edit, in both orders: one of them sees the other', async () => {
    const id = await imported(people.marketer, 'company,mail\nA,a@x.example\nB,b@x.example\n', {
      kind: 'leads',
      columns: COLUMNS_TWO,
    })
    const [a, b] = [await leadByMail('a@x.example'), await leadByMail('b@x.example')]
    const edit = (leadId: number) =>
      editLead(actorAt(people.marketer, WEDNESDAY), { leadId, version: 1, patch: { region: 'North' } })
    must(await undoImport(actorAt(people.marketer, WEDNESDAY), { importId: id }))
    const outcomes = await Promise.all([edit(a.id), workOnUndo(id, WEDNESDAY), edit(b.id)])
    const edits = [outcomes[0], outcomes[2]]
    const left = await db.rows<{ region: string }>(sql`select region from lead`)
    expect(left.length).toBe(edits.filter(({ ok }) => ok).length)
    expect(left.every(({ region }) => region === 'North')).toBe(true)
    for (const edited of edits) if (!edited.ok) expect(edited.failure.code).toBe('NOT_FOUND')
    expect(await importById(people.marketer, id)).toMatchObject({
      state: 'undone',
      undo: { removed: 2 - left.length, kept: left.length },
    })
  })

  it('happens once, whoever clicks and works at it', async () => {
    const rows = Array.from({ length: 1200 }, (_, n) => `R${n},Company ${n}`)
    const before = await everything()
    const id = await imported(people.marketer, ['id,company', ...rows].join('\n'), {
      kind: 'leads',
      columns: { id: 'externalId', company: 'company' },
    })
    const clicks = await Promise.all(
      [1, 2].map(() => undoImport(actorAt(people.marketer, WEDNESDAY), { importId: id })),
    )
    expect(clicks.filter(({ ok }) => ok)).toHaveLength(1)
    await Promise.all([workOnUndo(id, WEDNESDAY), workOnUndo(id, WEDNESDAY), resumeUndos(WEDNESDAY)])
    expect(await importById(people.marketer, id)).toMatchObject({ undo: { removed: 1200, kept: 0 } })
    expect(await everything()).toEqual(before)
    const again = await undoImport(actorAt(people.marketer, WEDNESDAY), { importId: id })
    expect(again).toMatchObject({
      failure: { code: 'IMPORT_STATE', params: { state: 'undone', step: 'undo' } },
    })
  })

  it('is for whose import it is and the head of their side, for 30 days', async () => {
    const id = await imported(people.marketer, 'company,mail\nA,a@x.example\n', {
      kind: 'leads',
      columns: COLUMNS_TWO,
    })
    const december = new Date('2026-12-18T10:00:01Z')
    const late = await undoImport(actorAt(people.marketer, december), { importId: id })
    expect(late).toMatchObject({ failure: { code: 'IMPORT_UNDO_TOO_LATE', params: { days: 30 } } })
    const other = await actorWith({ roles: ['marketer'], at: WEDNESDAY })
    expect(await undoImport(other, { importId: id })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    const admin = await actorWith({ roles: ['admin'], at: WEDNESDAY })
    expect(await undoImport(admin, { importId: id })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    const head = await actorWith({ roles: ['marketer'], headOf: ['marketing'], at: WEDNESDAY })
    expect((await undoImport(head, { importId: id })).ok).toBe(true)
    expect(await undoImport(head, { importId: 2_000_000_000 })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
  })
})

describe('a stop', () => {
  const FOUR = { kind: 'leads', columns: { id: 'externalId', company: 'company' } }
  const many = (count: number) =>
    ['id,company', ...Array.from({ length: count }, (_, n) => `R${n},Company ${n}`)].join('\n')
  const leads = async () =>
    (await db.one<{ n: number }>(sql`select count(*)::int as n from lead where external_id ~ '^R'`))?.n

  it('is heeded between two batches, and a resume goes on from there', async () => {
    const id = await queuedFile(people.marketer, many(9000), FOUR)
    const working = workOnImport(id, TUESDAY)
    while ((await importById(people.marketer, id))?.created === 0) {
      // asking takes its time: no need to sleep
    }
    must(await stopImport(people.marketer, { importId: id }))
    await working
    const run = await importById(people.marketer, id)
    expect(run).toMatchObject({ state: 'stopped', total: 9000, failure: null, stopAskedAt: null })
    expect(run?.created).toBeGreaterThan(0)
    expect(run?.created).toBeLessThan(9000)
    expect(await leads()).toBe(run?.created)
    expect(await undoImport(people.rep, { importId: id })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    must(await resumeImport(people.marketer, { importId: id }))
    expect(await resumeImport(people.marketer, { importId: id })).toMatchObject({
      failure: { code: 'IMPORT_STATE' },
    })
    await workOnImport(id, TUESDAY)
    expect(await importById(people.marketer, id)).toMatchObject({ state: 'done', created: 9000, rejected: 0 })
    expect(await leads()).toBe(9000)
    expect(await stopImport(people.marketer, { importId: id })).toMatchObject({
      failure: { code: 'IMPORT_STATE', params: { state: 'done' } },
    })
  })

  it('of one that waits is at once, for an administrator too; what was written can be undone', async () => {
    const id = await queuedFile(people.marketer, many(3), FOUR)
    const admin = await actorWith({ roles: ['admin'], at: TUESDAY })
    expect(must(await stopImport(admin, { importId: id }))).toMatchObject({ state: 'stopped' })
    await workOnImport(id, TUESDAY)
    expect(await leads()).toBe(0)
    expect(await undone(people.marketer, id)).toMatchObject({ removed: 0 })
  })

  it('comes by itself when a batch fails again and again, and says where', async () => {
    await db.run(sql`create function boom() returns trigger language plpgsql as $$ begin
      if exists (select from added where external_id = 'R7000') then raise exception 'boom'; end if; return null; end $$`)
    await db.run(sql`create trigger boom after insert on lead referencing new table as added
      for each statement execute function boom()`)
    const id = await queuedFile(people.marketer, many(9000), FOUR)
    await workOnImport(id, TUESDAY)
    const run = await importById(people.marketer, id)
    expect(run).toMatchObject({ state: 'stopped', failure: { code: 'fault', row: (run?.created ?? 0) + 1 } })
    expect(await leads()).toBe(run?.created)
    await db.run(sql`drop trigger boom on lead`)
    must(await resumeImport(people.marketer, { importId: id }))
    await workOnImport(id, TUESDAY)
    expect(await importById(people.marketer, id)).toMatchObject({
      state: 'done',
      created: 9000,
      failure: null,
    })
  })

  it('comes by itself when a batch takes its worker with it each time', async () => {
    const id = await queuedFile(people.marketer, many(3), FOUR)
    await db.run(sql`update import_run set attempts = 6 where id = ${id}`)
    await workOnImport(id, TUESDAY)
    expect(await importById(people.marketer, id)).toMatchObject({
      state: 'stopped',
      failure: { code: 'fault' },
    })
  })
})
