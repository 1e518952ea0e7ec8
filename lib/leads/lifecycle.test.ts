import { describe, expect, it } from 'vitest'
import type { LeadStatus, Role } from '@/lib/platform/db/generated/enums'
import { judgeStep, LEAD_STATUSES, possibleSteps, STEPS, type StepName } from './lifecycle'

/** The contract's table, written out by hand: step → role → states it may start from. */
const TABLE: Record<StepName, Partial<Record<Role, LeadStatus[]>>> = {
  qualify: { marketer: ['new', 'qualified', 'nurture'] },
  handOff: { marketer: ['qualified'] },
  accept: { sales: ['handed_off'] },
  rejectToNurture: { sales: ['handed_off'] },
  rejectToDisqualified: { sales: ['handed_off'] },
  undoVerdict: { sales: ['accepted', 'nurture', 'disqualified'] }, // only for a moment: tests/integration/queue-undo
  nurture: { marketer: ['new', 'qualified', 'accepted', 'lost'], sales: ['accepted', 'lost'] },
  disqualify: { marketer: ['new', 'qualified', 'nurture'] },
  reopen: { marketer: ['disqualified'] },
  take: { sales: ['new'] },
  openDeal: { sales: ['accepted'] },
  win: { sales: ['deal'] },
  lose: { sales: ['deal'] },
}
const ROLES: Role[] = ['marketer', 'sales', 'executive', 'admin']

describe('the life of a lead', () => {
  for (const step of Object.keys(STEPS) as StepName[]) {
    for (const role of ROLES) {
      for (const status of LEAD_STATUSES) {
        const allowed = TABLE[step][role]?.includes(status) ?? false
        it(`${role} ${allowed ? 'may' : 'may not'} ${step} from ${status}`, () => {
          const verdict = judgeStep(step, { status, origin: step === 'take' ? 'sales' : 'marketing' }, [role])
          expect(verdict === 'allowed').toBe(allowed)
        })
      }
    }
  }

  it('takes only leads that sales found', () => {
    expect(judgeStep('take', { status: 'new', origin: 'marketing' }, ['sales'])).toBe('WRONG_STATE')
    expect(judgeStep('take', { status: 'new', origin: 'sales' }, ['sales'])).toBe('allowed')
  })

  it('tells who could never take the step from who cannot take it now', () => {
    expect(judgeStep('accept', { status: 'new', origin: 'marketing' }, ['marketer'])).toBe('FORBIDDEN')
    expect(judgeStep('accept', { status: 'new', origin: 'marketing' }, ['sales'])).toBe('WRONG_STATE')
    expect(judgeStep('nurture', { status: 'new', origin: 'marketing' }, ['sales'])).toBe('FORBIDDEN')
  })

  it('offers both sides’ steps to one who holds both roles, and none to executives and administrators', () => {
    expect(possibleSteps({ status: 'new', origin: 'sales' }, ['marketer', 'sales'])).toEqual([
      'qualify',
      'nurture',
      'disqualify',
      'take',
    ])
    for (const status of LEAD_STATUSES) {
      expect(possibleSteps({ status, origin: 'sales' }, ['executive', 'admin'])).toEqual([])
    }
  })
})
