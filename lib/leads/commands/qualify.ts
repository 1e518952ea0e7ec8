import type { Actor } from '@/lib/platform/actor'
import type { Grade } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { DEFAULT_DEFINITION, type GradeReason, gradeOf, isSalesReady } from '../grading'
import { findLead, type LeadView } from '../queries/lead-view'
import type { QualifyInput } from '../schema'
import { lockLead, takeStep } from './step'

export type Qualification = {
  lead: LeadView
  grade: Grade
  computedGrade: Grade
  salesReady: boolean
  reasons: GradeReason[]
}

/**
 * Grades a lead by the answers. A grade other than the computed one is an override and needs its reason
 * (OVERRIDE_NEEDS_REASON). Whoever qualifies a lead without an owner becomes its owner.
 */
export function qualifyLead(actor: Actor, input: QualifyInput): Promise<Result<Qualification>> {
  return inTransaction(async (tx) => {
    const lead = await lockLead(tx, input.leadId, input.version)
    const { grade: computedGrade, reasons } = gradeOf(input)
    const grade = input.grade ?? computedGrade
    const overridden = grade !== computedGrade
    if (overridden && !input.overrideReason) {
      return refuse('OVERRIDE_NEEDS_REASON', { computedGrade }, [
        { path: 'overrideReason', code: 'required', message: 'is required' },
      ])
    }
    const overrideReason = overridden ? (input.overrideReason ?? null) : null
    const { needFormed, valueUnderstood, hasBudget, readySoon, response } = input
    await takeStep(
      tx,
      actor,
      lead,
      'qualify',
      {
        type: 'qualified',
        reason: overrideReason,
        data: {
          grade,
          computedGrade,
          overridden,
          definitionVersion: DEFAULT_DEFINITION.version,
          answers: { needFormed, valueUnderstood, hasBudget, readySoon, response },
        },
      },
      {
        changes: [
          sql`grade = ${grade}::grade`,
          sql`computed_grade = ${computedGrade}::grade`,
          sql`need_formed = ${needFormed}::answer`,
          sql`value_understood = ${valueUnderstood}::answer`,
          sql`has_budget = ${hasBudget}::answer`,
          sql`ready_soon = ${readySoon}::answer`,
          sql`response = ${response}::lead_response`,
          sql`override_reason = ${overrideReason}`,
          sql`owner_id = coalesce(owner_id, ${actor.personId}::int)`,
        ],
      },
    )
    const qualified = await findLead(tx, lead.id)
    if (!qualified) throw new Error('the lead vanished inside its own transaction')
    return {
      lead: qualified,
      grade,
      computedGrade,
      salesReady: isSalesReady(DEFAULT_DEFINITION, { grade }),
      reasons,
    }
  })
}
