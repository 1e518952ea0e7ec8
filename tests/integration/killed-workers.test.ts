import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { attachPlanToMany } from '@/lib/nurture/commands/attach'
import { createPlan } from '@/lib/nurture/commands/plans'
import { actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { resetDatabase } from '../support/database'
import { leadIn, makePeople } from '../support/life'
import { type Mailbox, openMailbox } from '../support/mailbox'

/*
 * Workers are processes, and processes are killed. What they leave behind after any number of deaths is what one that
 * lived would have left.
 */

const MONDAY = new Date('2026-11-16T10:00:00Z')
/** By now every handoff of Monday goes back to the open queue. */
const WEDNESDAY = new Date('2026-11-18T10:00:00Z')
const HANDOFFS = 40
const LEADS = 2300

let mailbox: Mailbox

beforeAll(async () => {
  mailbox = await openMailbox()
  process.env.SMTP_URL = mailbox.url
})
afterAll(() => mailbox.close())

/** Handoffs whose time is up, a plan to be put on many leads, people to be written to; always the same. */
async function company(): Promise<void> {
  await resetDatabase()
  mailbox.letters.splice(0)
  const people = await makePeople(MONDAY)
  const reps = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      actorWith({ roles: ['sales'], name: `Rep ${index}`, email: `rep-${index}@example.com`, at: MONDAY }),
    ),
  )
  reps.sort((a, b) => a.name.localeCompare(b.name))
  for (let index = 0; index < HANDOFFS; index++) {
    const { leadId } = await leadIn('qualified', people)
    const rep = reps[index % reps.length] ?? people.rep
    must(await handOffLead(people.marketer, { leadId, assignee: rep.email }))
  }
  await db.run(sql`
    update handoff set alarm = 'verdict_expired', alarm_at = ${WEDNESDAY}::timestamptz where state = 'pending'`)
  await db.run(sql`
    with made as (
      insert into lead (status, external_id, display_name, sort_name, owner_id, created_at, updated_at, status_since,
        last_contact_at, nurture_wake_on, nurture_next_step)
      select 'nurture', 'killed-' || n, 'Sleeper ' || n, 'sleeper ' || n, ${people.marketer.personId}::int,
        ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, ${MONDAY}::timestamptz, '2026-11-18', 'Ask'
      from generate_series(1, ${LEADS}::int) n returning id)
    insert into lead_event (lead_id, type, to_status, at) select id, 'created', 'nurture', ${MONDAY}::timestamptz from made`)
  const plan = must(
    await createPlan(people.marketer, {
      name: 'Keep warm',
      steps: [
        { afterDays: 0, kind: 'call', text: 'Call' },
        { afterDays: 30, kind: 'letter', text: 'Write' },
      ],
    }),
  )
  must(await attachPlanToMany(actorAt(people.marketer, MONDAY), { planId: plan.id, filter: {} }))
}

/** What has been done so far, whatever it was. */
async function progress(): Promise<number> {
  const row = await db.one<{ count: number }>(sql`
    select ((select count(*) from handoff where routed_by = 'expired')
      + (select count(*) from nurture_run_lead where outcome is not null)
      + (select count(*) from notice where letter_id is not null)
      + (select count(*) from letter where sent_at is not null))::int as count`)
  return row?.count ?? 0
}

function start(at: Date): ChildProcess {
  const script = new URL('../support/work-everything.ts', import.meta.url).pathname
  return spawn(process.execPath, ['--import', 'tsx', script, at.toISOString()], {
    stdio: 'inherit',
    env: process.env,
  })
}

async function workToTheEnd(): Promise<void> {
  // A letter that died with its worker is nobody else's for ten minutes.
  for (const minutes of [0, 11, 22]) {
    const [code] = await once(start(new Date(WEDNESDAY.getTime() + minutes * 60_000)), 'exit')
    expect(code).toBe(0)
  }
}

/** Everything that the work leaves behind, by names and not by the numbers that deaths use up. */
async function outcome(): Promise<unknown> {
  const row = await db.one<{ all: unknown }>(sql`
    select jsonb_build_object(
      'handoffs', (select jsonb_agg(jsonb_build_array(h.id, h.state, h.assignee_id is null, h.routed_by, h.alarm, l.version)
        order by h.id) from handoff h join lead l on l.id = h.lead_id),
      'notices', (select jsonb_agg(line order by line) from (
        select p.name || ' ' || n.kind || ' ' || coalesce(n.handoff_id::text, '') || ' ' || (n.letter_id is not null) as line
        from notice n join person p on p.id = n.person_id) notices),
      'events', (select jsonb_agg(line order by line) from (
        select type || ' ' || count(*) || ' of ' || count(distinct lead_id) as line from lead_event group by type) events),
      'plans', (select jsonb_build_array(count(*), count(distinct lead_id)) from nurture_enrolment where ended_at is null),
      'steps', (select jsonb_build_array(count(*), count(distinct (lead_id, position))) from nurture_step),
      'run', (select jsonb_agg(jsonb_build_array(total, done_at is not null)) from nurture_run),
      'outcomes', (select jsonb_agg(distinct coalesce(outcome::text, 'none')) from nurture_run_lead),
      'letters', (select jsonb_agg(line order by line) from (
        select p.name || ': ' || l.subject || ' ' || (l.sent_at is not null) as line
        from letter l join person p on p.id = l.person_id) letters)
    ) as all`)
  return row?.all
}

function messageIds(): string[] {
  return mailbox.letters.map((letter) => /^message-id: (.+)$/im.exec(letter)?.[1] ?? '')
}

it('whatever is killed when, the work is done once', { timeout: 120_000 }, async () => {
  await company()
  await workToTheEnd()
  const expected = await outcome()
  const all = await progress()
  const letters = messageIds().length
  expect(new Set(messageIds()).size).toBe(letters)
  expect(letters).toBeGreaterThan(10)
  expect(all).toBeGreaterThan(LEADS + HANDOFFS)

  await company()
  let deaths = 0
  for (const far of [1, HANDOFFS / 2, HANDOFFS + 1, HANDOFFS + LEADS / 2, all - letters, all - letters / 2]) {
    const worker = start(WEDNESDAY)
    while ((await progress()) < far && worker.exitCode === null) {
      // asking takes its time: no need to sleep
    }
    if (worker.exitCode === null) {
      worker.kill('SIGKILL')
      deaths++
    }
    if (worker.signalCode === null && worker.exitCode === null) await once(worker, 'exit')
  }
  expect(deaths).toBeGreaterThanOrEqual(4)
  await workToTheEnd()
  expect(await outcome()).toEqual(expected)
  // A death between the mail server's "kept" and our mark is the one thing that SMTP cannot undo: same letter, same id.
  expect(new Set(messageIds()).size).toBe(letters)
  expect(messageIds().length - letters).toBeLessThanOrEqual(deaths)
})
