import { type ConditionCode, isSalesReady } from '@/lib/agreements/definition'
import { definitionInForce } from '@/lib/agreements/queries'
import type { Actor } from '@/lib/platform/actor'
import type { Grade } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { type Result, refuse } from '@/lib/platform/result'
import { type GradeReason, gradeOf } from '../grading'
import { findLead, type LeadView } from '../queries/lead-view'
import { factsOf } from '../readiness'
import type { QualifyInput } from '../schema'
import { lockLead, takeStep } from './step'

export type Qualification = {
  lead: LeadView
  grade: Grade
  computedGrade: Grade
  salesReady: boolean
  /** what the definition asks for and the lead does not have */
  missing: ConditionCode[]
  definitionVersion: number
  reasons: GradeReason[]
}

/**
 * Grades a lead by the answers. A grade other than the computed one is an override and needs its reason
 * (OVERRIDE_NEEDS_REASON). The lead is stamped with the version of the sales-ready definition that judged it. Whoever
 * qualifies a lead without an owner becomes its owner.
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
    const definition = await definitionInForce(tx, actor.at)
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
          definitionVersion: definition.version,
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
          sql`definition_version = ${definition.version}`,
          sql`owner_id = coalesce(owner_id, ${actor.personId}::int)`,
        ],
      },
    )
    const qualified = await findLead(tx, lead.id)
    if (!qualified) throw new Error('the lead vanished inside its own transaction')
    const { ready, missing } = isSalesReady(definition, factsOf(qualified))
    return {
      lead: qualified,
      grade,
      computedGrade,
      salesReady: ready,
      missing,
      definitionVersion: definition.version,
      reasons,
    }
  })
}
