import { gradeOf } from '@/lib/leads/grading'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import type { LeadRow } from '../row'

type Stage = { status: LeadStatus; type: string; at: Date }
type Told = Omit<LeadRow, 'origin'>

/** What the stage times and the answers of a row amount to: the life of the lead so far, and where it is now. */
export function stageOf(lead: Told, now: Date) {
  const createdAt = createdAtOf(lead, now)
  const { grade, computed } = gradesOf(lead)
  return { createdAt, grade, computed, ...stagesOf(lead, grade !== null, createdAt) }
}

/** The stages that a lead of a file has been through, in the order of the life of a lead, and where it is now. */
function stagesOf(lead: Told, graded: boolean, createdAt: Date): { stages: Stage[]; status: LeadStatus } {
  const stages: Stage[] = []
  const qualifiedAt = lead.qualifiedAt ?? lead.handedOffAt ?? (graded ? createdAt : null)
  if (qualifiedAt) stages.push({ status: 'qualified', type: 'qualified', at: qualifiedAt })
  if (lead.handedOffAt) stages.push({ status: 'handed_off', type: 'handed_off', at: lead.handedOffAt })
  if (lead.acceptedAt) stages.push({ status: 'accepted', type: 'accepted', at: lead.acceptedAt })
  if (lead.dealAt) stages.push({ status: 'deal', type: 'deal_opened', at: lead.dealAt })
  const ends: Stage[] = []
  if (lead.wonAt) ends.push({ status: 'won', type: 'won', at: lead.wonAt })
  if (lead.lostAt) ends.push({ status: 'lost', type: 'lost', at: lead.lostAt })
  stages.push(...ends.sort((a, b) => a.at.getTime() - b.at.getTime()))
  const last = stages.at(-1)?.status ?? 'new'
  // A handoff is an offer to somebody with a clock, which no file can make: the lead waits to be offered here.
  return { stages, status: last === 'handed_off' ? 'qualified' : last }
}

/** Known earlier than everything else that the file says of it. */
function createdAtOf(lead: Told, now: Date): Date {
  if (lead.createdAt) return lead.createdAt
  const times = [lead.qualifiedAt, lead.handedOffAt, lead.acceptedAt, lead.dealAt, lead.wonAt, lead.lostAt]
  return times.reduce<Date>((first, time) => (time && time < first ? time : first), now)
}

function gradesOf(lead: Told) {
  const { needFormed, valueUnderstood, hasBudget, readySoon, response } = lead
  if (!needFormed || !valueUnderstood || !hasBudget || !readySoon || !response) {
    return { grade: lead.grade, computed: null }
  }
  const computed = gradeOf({ needFormed, valueUnderstood, hasBudget, readySoon, response }).grade
  return { grade: lead.grade ?? computed, computed }
}
