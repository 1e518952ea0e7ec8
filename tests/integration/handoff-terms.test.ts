import { beforeAll, describe, expect, it } from 'vitest'
import { DEFAULT_TERMS, type DefinitionTerms } from '@/lib/agreements/definition'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { answerHandoff, askAboutHandoff } from '@/lib/handoffs/commands/question'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { addActivity } from '@/lib/leads/commands/contact'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, HOT, leadIn, makePeople, newLead } from '../support/life'

const MONDAY = new Date('2026-11-16T10:00:00Z') // 11:00 in Berlin
const berlin = (text: string) => new Date(`2026-11-${text}+01:00`)

const TERMS: DefinitionTerms = {
  ...DEFAULT_TERMS,
  sales: { verdictWithin: { hot: 60, warm: 540, cold: 1080 }, attempts: 2 },
  marketing: { ...DEFAULT_TERMS.marketing, answerWithin: 120 },
}

let company: Company
let marketer: Actor
let rep: Actor

/** What both heads have signed, in force from that Monday on. */
async function signed(version: number, terms: DefinitionTerms): Promise<void> {
  const heads = [
    await actorWith({ roles: ['marketer'], headOf: ['marketing'], at: MONDAY }),
    await actorWith({ roles: ['sales'], headOf: ['sales'], at: MONDAY }),
  ] as const
  const by = heads[0].personId
  const made = await db.one<{ id: number }>(sql`
    insert into agreement (kind, version, content, in_force_from, created_by_id, created_at, updated_by_id, updated_at)
    values ('definition', ${version}, ${JSON.stringify(terms)}::jsonb, '2026-11-16', ${by}, ${MONDAY}, ${by}, ${MONDAY})
    returning id`)
  for (const [index, head] of heads.entries()) {
    await db.run(sql`
      insert into agreement_signature (agreement_id, side, person_id, signed_at)
      values (${made?.id}, ${index === 0 ? 'marketing' : 'sales'}::side, ${head.personId}, ${MONDAY})`)
  }
  await db.run(sql`update agreement set state = 'signed', signed_at = ${MONDAY} where id = ${made?.id}`)
}

beforeAll(async () => {
  company = await makePeople(MONDAY)
  ;({ marketer, rep } = company)
  await signed(2, TERMS)
})

describe('the definition’s times', () => {
  it('give each grade its own, and marketing its own for an answer', async () => {
    const offer = async (answers: typeof HOT | Record<string, string>) => {
      const leadId = await newLead(marketer)
      must(await qualifyLead(marketer, { leadId, ...HOT, ...answers }))
      return must(await handOffLead(marketer, { leadId, overrideReason: 'They asked for us' }))
    }
    const hot = await offer({})
    expect(hot.dueAt).toEqual(berlin('16T12:00'))
    expect((await offer({ readySoon: 'no' })).dueAt).toEqual(berlin('17T11:00'))
    expect((await offer({ needFormed: 'no' })).dueAt).toEqual(berlin('18T11:00'))
    const asking = { handoffId: hot.id, question: 'How many?' }
    const asked = must(await askAboutHandoff(actorAt(rep, berlin('16T11:20')), asking))
    expect(asked.answerDueAt).toEqual(berlin('16T13:20'))
    const answered = must(
      await answerHandoff(actorAt(marketer, berlin('16T17:50')), { handoffId: hot.id, text: 'Two' }),
    )
    // 40 minutes were left: ten today, thirty tomorrow.
    expect(answered.dueAt).toEqual(berlin('17T09:30'))
  })
})

describe('“not reachable”', () => {
  const rejecting = { reason: 'not_reachable' }

  it('may be said only after as many calls and e-mails by sales as agreed, since the offer', async () => {
    const { leadId } = await leadIn('qualified', company)
    await addActivity(rep, { leadId, kind: 'call', text: 'Before the offer', at: berlin('16T10:00') })
    const { id: handoffId } = must(await handOffLead(marketer, { leadId }))
    const refused = async (made: number) =>
      expect(
        await rejectHandoff(actorAt(rep, berlin('17T10:00')), { handoffId, ...rejecting }),
      ).toMatchObject({
        failure: { code: 'ATTEMPTS_MISSING', params: { made, needed: 2 } },
      })
    await refused(0)
    const record = (by: Actor, kind: 'call' | 'email' | 'note' | 'meeting', at: string) =>
      addActivity(actorAt(by, berlin(at)), { leadId, kind, text: 'No answer' })
    must(await record(rep, 'note', '16T12:00'))
    must(await record(rep, 'meeting', '16T12:00'))
    must(await record(marketer, 'call', '16T12:00')) // marketing's calls are not sales'
    await refused(0)
    must(await record(rep, 'call', '16T13:00'))
    await refused(1)
    // Any other reason may be given at once.
    must(await record(company.otherRep, 'email', '16T14:00'))
    const verdict = await rejectHandoff(actorAt(rep, berlin('17T10:00')), { handoffId, ...rejecting })
    expect(verdict).toMatchObject({ ok: true, value: { state: 'rejected' } })
  })

  it('is not asked of other reasons, nor of a round that was offered under terms without it', async () => {
    const other = must(await handOffLead(marketer, { leadId: (await leadIn('qualified', company)).leadId }))
    expect(await rejectHandoff(rep, { handoffId: other.id, reason: 'no_budget' })).toMatchObject({ ok: true })

    const old = must(await handOffLead(marketer, { leadId: (await leadIn('qualified', company)).leadId }))
    await db.run(sql`update handoff set definition_version = 1 where id = ${old.id}`)
    expect(await rejectHandoff(rep, { handoffId: old.id, ...rejecting })).toMatchObject({ ok: true })
  })
})
