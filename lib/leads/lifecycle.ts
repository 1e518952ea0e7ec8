import type { LeadStatus, Origin, Role } from '@/lib/platform/db/generated/enums'

/**
 * The life of a lead: every step, where it starts, where it ends and who takes it (the contract's table). Nothing else
 * changes a lead's state. `roles` may depend on the state that the step starts from.
 */
type Step = {
  from: readonly LeadStatus[]
  to: LeadStatus
  roles: readonly Role[] | Partial<Record<LeadStatus, readonly Role[]>>
  /** only for leads of this origin */
  origin?: Origin
  /** takes another step back: to the state that it started from, and never offered as a step of its own */
  undoes?: true
}

const MARKETER = ['marketer'] as const
const SALES = ['sales'] as const
const EITHER = ['marketer', 'sales'] as const

export const STEPS = {
  qualify: { from: ['new', 'qualified', 'nurture'], to: 'qualified', roles: MARKETER },
  handOff: { from: ['qualified'], to: 'handed_off', roles: MARKETER },
  accept: { from: ['handed_off'], to: 'accepted', roles: SALES },
  rejectToNurture: { from: ['handed_off'], to: 'nurture', roles: SALES },
  rejectToDisqualified: { from: ['handed_off'], to: 'disqualified', roles: SALES },
  /** takes accept or reject back, for a moment (lib/handoffs/undo.ts) */
  undoVerdict: {
    from: ['accepted', 'nurture', 'disqualified'],
    to: 'handed_off',
    roles: SALES,
    undoes: true,
  },
  nurture: {
    from: ['new', 'qualified', 'accepted', 'lost'],
    to: 'nurture',
    roles: { new: MARKETER, qualified: MARKETER, accepted: EITHER, lost: EITHER },
  },
  disqualify: { from: ['new', 'qualified', 'nurture'], to: 'disqualified', roles: MARKETER },
  reopen: { from: ['disqualified'], to: 'new', roles: MARKETER },
  take: { from: ['new'], to: 'accepted', roles: SALES, origin: 'sales' },
  openDeal: { from: ['accepted'], to: 'deal', roles: SALES },
  win: { from: ['deal'], to: 'won', roles: SALES },
  lose: { from: ['deal'], to: 'lost', roles: SALES },
} as const satisfies Record<string, Step>

export type StepName = keyof typeof STEPS

export const LEAD_STATUSES = [
  'new',
  'qualified',
  'handed_off',
  'accepted',
  'deal',
  'won',
  'lost',
  'nurture',
  'disqualified',
] as const satisfies readonly LeadStatus[]

/** A repeat enquiry of a closed lead is a new lead. */
export const CLOSED_STATUSES = ['won', 'lost', 'disqualified'] as const satisfies readonly LeadStatus[]

export type StepVerdict = 'allowed' | 'WRONG_STATE' | 'FORBIDDEN'

function rolesFor(step: Step, status: LeadStatus): readonly Role[] {
  if (Array.isArray(step.roles)) return step.roles
  return (step.roles as Partial<Record<LeadStatus, readonly Role[]>>)[status] ?? []
}

/** Every role that takes this step from some state. */
function everyRole(step: Step): readonly Role[] {
  return Array.isArray(step.roles) ? step.roles : Object.values(step.roles).flat()
}

/**
 * May somebody with these roles take the step with a lead in this state? Who could never take it is FORBIDDEN whatever
 * the state; who could, but not now, is told WRONG_STATE.
 */
export function judgeStep(
  name: StepName,
  lead: { status: LeadStatus; origin: Origin },
  roles: readonly Role[],
): StepVerdict {
  const step: Step = STEPS[name]
  if (!everyRole(step).some((role) => roles.includes(role))) return 'FORBIDDEN'
  if (!step.from.includes(lead.status)) return 'WRONG_STATE'
  if (step.origin && step.origin !== lead.origin) return 'WRONG_STATE'
  return rolesFor(step, lead.status).some((role) => roles.includes(role)) ? 'allowed' : 'FORBIDDEN'
}

/** The steps that somebody with these roles can take now: what the screens offer. */
export function possibleSteps(
  lead: { status: LeadStatus; origin: Origin },
  roles: readonly Role[],
): StepName[] {
  return (Object.keys(STEPS) as StepName[]).filter((name) => {
    const step: Step = STEPS[name]
    return !step.undoes && judgeStep(name, lead, roles) === 'allowed'
  })
}
