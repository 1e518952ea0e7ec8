import { beforeAll, describe, expect, it } from 'vitest'
import { openDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { openHandoff } from '@/lib/handoffs/commands/seen'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { listQueue } from '@/lib/handoffs/queries/queue'
import { addActivity, addTouch } from '@/lib/leads/commands/contact'
import { editLead } from '@/lib/leads/commands/edit'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { findLead } from '@/lib/leads/queries/lead-view'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { type Company, eventTypes, HOT, inOrder, leadIn, makePeople, type Stage } from '../support/life'

/** Ten seconds of second thoughts: a verdict that is undone leaves nothing behind but two lines of history. */

const MONDAY = new Date('2026-11-16T10:00:00Z')

let company: Company
let marketer: Actor
let rep: Actor
let otherRep: Actor

beforeAll(async () => {
  process.env.DATABASE_POOL = '60'
  company = await makePeople(MONDAY)
  ;({ marketer, rep, otherRep } = company)
})

const moved = (actor: Actor, milliseconds: number) =>
  actorAt(actor, new Date(MONDAY.getTime() + milliseconds))

const accept = (actor: Actor, { handoffId }: Stage) => acceptHandoff(actor, { handoffId })
const reject =
  (reason: string, comment?: string) =>
  (actor: Actor, { handoffId }: Stage) =>
    rejectHandoff(actor, { handoffId, reason, comment })

/** Everything that both rows say, but for the lead's version and time of change. */
async function rows({ leadId, handoffId }: Stage) {
  const row = await db.one<{ lead: object; handoff: object }>(sql`
    select to_jsonb(l) - 'version' - 'updated_at' as lead, to_jsonb(h) as handoff
    from lead l join handoff h on h.lead_id = l.id where h.id = ${handoffId} and l.id = ${leadId}`)
  if (!row) throw new Error('no such rows')
  return row
}

/** Pending handoffs with every kind of past that a verdict could overwrite. */
const PASTS: Record<string, () => Promise<Stage>> = {
  'just offered': () => leadIn('handed_off', company),
  'opened, with an alarm to come': async () => {
    const stage = await leadIn('handed_off', company)
    must(await openHandoff(moved(otherRep, -60_000), { handoffId: stage.handoffId }))
    await db.run(
      sql`update handoff set alarm = 'verdict_due', alarm_at = due_at where id = ${stage.handoffId}`,
    )
    return stage
  },
  'with an open question': async () => {
    const stage = await leadIn('handed_off', company)
    must(await askAboutHandoff(rep, { handoffId: stage.handoffId, question: 'How many?' }))
    return stage
  },
  'with an answered question': async () => {
    const stage = await leadIn('handed_off', company)
    must(await askAboutHandoff(otherRep, { handoffId: stage.handoffId, question: 'How many?' }))
    must(await answerHandoff(marketer, { handoffId: stage.handoffId, text: 'Two' }))
    return stage
  },
  'offered again after a rejection': async () => {
    const stage = await leadIn('handed_off', company)
    must(await reject('no_budget')(otherRep, stage))
    return offeredAgain(stage)
  },
  'offered again after it had been accepted': async () => {
    const stage = await leadIn('accepted', company)
    must(await nurtureLead(rep, { leadId: stage.leadId, wakeAt: '2027-01-15', nextStep: 'Call' }))
    return offeredAgain(stage)
  },
}

async function offeredAgain({ leadId, dealId }: Stage): Promise<Stage> {
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  return { leadId, dealId, handoffId: must(await handOffLead(marketer, { leadId })).id }
}

const VERDICTS: Record<string, (actor: Actor, stage: Stage) => Promise<Result<unknown>>> = {
  accepted: accept,
  'rejected to nurture': reject('no_need'),
  'rejected to nurture with a comment': reject('wrong_contact', 'Ask for the quay master'),
  'rejected to disqualified': reject('duplicate'),
}

describe.each(Object.entries(PASTS))('%s', (_, make) => {
  it.each(Object.entries(VERDICTS))('%s and undone, it is as it was', async (_, decide) => {
    const stage = await make()
    const before = await rows(stage)
    const types = await eventTypes(stage.leadId)
    must(await decide(moved(rep, 3_000), stage))
    expect(await rows(stage)).not.toEqual(before)
    const undone = must(await undoVerdict(moved(rep, 10_000), { handoffId: stage.handoffId }))
    expect(undone).toMatchObject({ state: 'pending', decidedBy: null, reason: null, comment: null })
    expect(await rows(stage)).toEqual(before)
    expect((await eventTypes(stage.leadId)).slice(types.length)).toEqual([
      expect.stringMatching(/accepted|rejected/),
      'verdict_undone',
    ])
    // and it can be decided again, by anybody
    must(await decide(moved(otherRep, 20_000), stage))
    expect((await rows(stage)).handoff).toMatchObject({ decided_by_id: otherRep.personId })
  })
})

async function decided(decide: (typeof VERDICTS)[string] = accept): Promise<Stage> {
  const stage = await leadIn('handed_off', company)
  must(await decide(rep, stage))
  return stage
}

const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)

describe('undoing a verdict', () => {
  it('brings the handoff back to the place in the queue that it had', async () => {
    const stage = await leadIn('handed_off', company)
    const queue = async () =>
      (await listQueue(rep, { state: 'pending', limit: 200 })).rows.map(({ id }) => id)
    const before = await queue()
    must(await accept(rep, stage))
    expect(await queue()).toEqual(before.filter((id) => id !== stage.handoffId))
    must(await undoVerdict(rep, stage))
    expect(await queue()).toEqual(before)
  })

  it.each([
    ['at the last moment', 12_000, 'ok'],
    ['a moment too late', 12_001, 'UNDO_TOO_LATE'],
  ])('%s', async (_, milliseconds, code) => {
    const stage = await decided()
    expect(codeOf(await undoVerdict(moved(rep, milliseconds), stage))).toBe(code)
    expect((await rows(stage)).handoff).toMatchObject({ state: code === 'ok' ? 'pending' : 'accepted' })
  })

  it('is for who decided and for nobody else', async () => {
    const stage = await decided()
    for (const actor of [otherRep, company.head, marketer, company.executive, company.admin]) {
      expect(codeOf(await undoVerdict(actor, stage))).toBe('FORBIDDEN')
    }
    expect(codeOf(await undoVerdict(rep, { handoffId: 2_000_000_000 }))).toBe('NOT_FOUND')
    expect(codeOf(await undoVerdict(rep, await leadIn('handed_off', company)))).toBe('WRONG_STATE')
  })

  const WORK: Record<string, [typeof accept, (stage: Stage) => Promise<Result<unknown>>]> = {
    'opened a deal': [accept, ({ leadId }) => openDeal(rep, { leadId, title: 'Pumps' })],
    'edited the lead': [
      accept,
      async ({ leadId }) => {
        const version = (await findLead(db, leadId))?.version ?? 0
        return editLead(rep, { leadId, version, patch: { jobTitle: 'Buyer' } })
      },
    ],
    'called the lead': [accept, ({ leadId }) => addActivity(rep, { leadId, kind: 'call', text: 'Busy' })],
    'qualified it again': [reject('no_need'), ({ leadId }) => qualifyLead(marketer, { leadId, ...HOT })],
  }
  it.each(Object.entries(WORK))('is refused once somebody has %s', async (_, [decide, work]) => {
    const stage = await decided(decide)
    must(await work(stage))
    const now = await rows(stage)
    expect(codeOf(await undoVerdict(rep, stage))).toBe('CHANGED_SINCE')
    expect(await rows(stage)).toEqual(now)
  })

  it('is refused once the rejection is contested', async () => {
    const stage = await decided(reject('no_need'))
    await db.run(sql`insert into contest (handoff_id, argument, opened_by_id, opened_at, due_at)
      values (${stage.handoffId}, 'They called twice', ${marketer.personId}, ${MONDAY}, ${MONDAY})`)
    expect(codeOf(await undoVerdict(rep, stage))).toBe('CHANGED_SINCE')
  })

  it('is not in the way of what the lead itself does meanwhile', async () => {
    const stage = await decided()
    must(await addTouch(marketer, { leadId: stage.leadId, kind: 'price_request' }))
    must(await undoVerdict(rep, stage))
  })

  it('happens once, however often it is pressed', async () => {
    const stage = await decided()
    const results = await Promise.all(Array.from({ length: 8 }, () => undoVerdict(rep, stage)))
    expect(results.map(codeOf).sort()).toEqual([...Array.from({ length: 7 }, () => 'WRONG_STATE'), 'ok'])
    expect((await eventTypes(stage.leadId)).filter((type) => type === 'verdict_undone')).toHaveLength(1)
  })

  const RACES: Record<string, [typeof accept, (stage: Stage) => Promise<Result<unknown>>, string]> = {
    'opening a deal': [accept, ({ leadId }) => openDeal(rep, { leadId, title: 'Pumps' }), 'WRONG_STATE'],
    'sending it to nurture': [
      accept,
      ({ leadId }) => nurtureLead(rep, { leadId, wakeAt: '2027-01-15', nextStep: 'Call' }),
      'WRONG_STATE',
    ],
    'qualifying it again': [
      reject('no_need'),
      ({ leadId }) => qualifyLead(marketer, { leadId, ...HOT }),
      'WRONG_STATE',
    ],
  }
  describe.each(Object.entries(RACES))('against %s', (_, [decide, work, refused]) => {
    it.each(['first', 'second'])('coming %s', async (place) => {
      const stage = await decided(decide)
      const undo = () => undoVerdict(rep, stage) as Promise<Result<unknown>>
      const works = place === 'first' ? [undo, () => work(stage)] : [() => work(stage), undo]
      const results = await inOrder(stage.leadId, works)
      expect(results.map(codeOf)).toEqual(['ok', place === 'first' ? refused : 'CHANGED_SINCE'])
    })
  })
})
