import { loseDeal, openDeal, winDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { createLead } from '@/lib/leads/commands/create'
import { disqualifyLead, nurtureLead, takeLead } from '@/lib/leads/commands/other-steps'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { addDays } from '@/lib/platform/calendar'
import { must } from '@/lib/platform/result'
import { HOT } from './life'

/** What happened to a lead, as a test tells it: each step and when. */
export type Journey = {
  channel?: string
  campaign?: string
  region?: string
  origin?: 'marketing' | 'sales'
  marketer: Actor
  rep: Actor
  grade?: 'hot' | 'warm' | 'cold'
  steps: Step[]
}
export type StepKind =
  | 'created'
  | 'qualified'
  | 'handedOff'
  | 'accepted'
  | 'rejected'
  | 'taken'
  | 'deal'
  | 'won'
  | 'lost'
  | 'nurture'
  | 'disqualified'
export type Step = { kind: StepKind; at: string; amount?: string }

export type Walked = Journey & {
  id: number
  rounds: { id: number; offeredAt: Date; dueAt: Date; decidedAt?: Date; accepted?: boolean }[]
}

const ANSWERS = {
  hot: HOT,
  warm: { ...HOT, readySoon: 'no' },
  cold: { ...HOT, needFormed: 'no' },
} as const

let walked = 0

/** Walks the journey through the commands, each step at its time by whoever takes such steps. */
export async function walk(journey: Journey): Promise<Walked> {
  walked++
  const { channel, campaign, region, origin = 'marketing', grade = 'hot' } = journey
  const rounds: Walked['rounds'] = []
  let leadId = 0
  let dealId = 0
  for (const { kind, at, amount } of journey.steps) {
    const marketer = actorAt(journey.marketer, new Date(at))
    const rep = actorAt(journey.rep, new Date(at))
    const round = rounds.at(-1)
    switch (kind) {
      case 'created': {
        const lead = {
          company: `Walker ${walked}`,
          email: `walker-${walked}@example.org`,
          channel,
          campaign,
          region,
          origin,
        }
        leadId = must(await createLead(origin === 'sales' ? rep : marketer, lead)).lead.id
        break
      }
      case 'qualified':
        must(await qualifyLead(marketer, { leadId, ...ANSWERS[grade] }))
        break
      case 'handedOff': {
        const reason = grade === 'hot' ? {} : { overrideReason: 'They asked for us' }
        const handoff = must(await handOffLead(marketer, { leadId, ...reason }))
        rounds.push({ id: handoff.id, offeredAt: handoff.offeredAt, dueAt: handoff.dueAt })
        break
      }
      case 'accepted':
        if (round) Object.assign(round, { decidedAt: rep.at, accepted: true })
        must(await acceptHandoff(rep, { handoffId: round?.id ?? 0 }))
        break
      case 'rejected':
        if (round) Object.assign(round, { decidedAt: rep.at, accepted: false })
        must(await rejectHandoff(rep, { handoffId: round?.id ?? 0, reason: 'no_budget' }))
        break
      case 'taken':
        must(await takeLead(rep, { leadId }))
        break
      case 'deal':
        dealId = must(await openDeal(rep, { leadId, title: 'Deal', amount: '1.00' })).id
        break
      case 'won':
        must(await winDeal(rep, { dealId, amount: amount ?? '100.00' }))
        break
      case 'lost':
        must(await loseDeal(rep, { dealId, reason: 'Too dear' }))
        break
      case 'nurture': {
        const wakeAt = addDays(at.slice(0, 10), 40)
        must(await nurtureLead(marketer, { leadId, wakeAt, nextStep: 'Write again' }))
        break
      }
      case 'disqualified':
        must(await disqualifyLead(marketer, { leadId, reason: 'A student' }))
        break
    }
  }
  return { ...journey, id: leadId, rounds }
}
