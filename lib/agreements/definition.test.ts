import { describe, expect, it } from 'vitest'
import {
  type Criterion,
  DEFAULT_TERMS,
  type DefinitionTerms,
  isComplete,
  isSalesReady,
  type LeadFacts,
} from './definition'

const facts: LeadFacts = {
  grade: 'hot',
  channelId: 3,
  segment: 'Enterprise',
  region: 'Bavaria',
  answers: {
    needFormed: 'yes',
    valueUnderstood: 'yes',
    hasBudget: 'yes',
    readySoon: 'yes',
    response: 'engaged',
  },
  filled: { phone: true, company: true },
}

const anyLead = { channelIds: [], segments: [], regions: [] }

function ask(criterion: Partial<Criterion>): Criterion {
  return { scope: anyLead, grades: ['hot'], answers: {}, fields: [], ...criterion }
}

function judge(criteria: Criterion[], change: Partial<LeadFacts> = {}) {
  const terms: DefinitionTerms = { ...DEFAULT_TERMS, criteria }
  return isSalesReady({ terms }, { ...facts, ...change })
}

describe('the sales-ready definition', () => {
  it.each(['hot', 'warm', 'cold', null] as const)('takes only hot leads as a company starts: %s', (grade) => {
    expect(isSalesReady({ terms: DEFAULT_TERMS }, { ...facts, grade }).ready).toBe(grade === 'hot')
  })

  it('lets the first criterion that is for the lead decide, however the later ones would judge', () => {
    const criteria = [
      ask({ scope: { ...anyLead, channelIds: [7] }, grades: ['cold'] }),
      ask({ scope: { ...anyLead, segments: ['Public sector', 'enterprise '] }, grades: ['warm'] }),
      ask({ grades: ['hot'] }),
    ]
    expect(judge(criteria)).toMatchObject({ ready: false, criterion: 1, missing: ['grade'] })
    expect(judge(criteria, { grade: 'warm' })).toMatchObject({ ready: true, criterion: 1 })
    expect(judge(criteria, { segment: null })).toMatchObject({ ready: true, criterion: 2 })
    expect(judge(criteria, { channelId: 7 })).toMatchObject({ ready: false, criterion: 0 })
  })

  it('asks for every part of a scope at once', () => {
    const criteria = [
      ask({ scope: { channelIds: [3], segments: ['Enterprise'], regions: ['BAVARIA'] } }),
      ask({}),
    ]
    expect(judge(criteria).criterion).toBe(0)
    expect(judge(criteria, { region: 'Berlin' }).criterion).toBe(1)
    expect(judge(criteria, { region: null }).criterion).toBe(1)
    expect(judge(criteria, { channelId: null }).criterion).toBe(1)
  })

  it('says of each condition whether it holds', () => {
    const criteria = [
      ask({
        grades: ['hot', 'warm'],
        answers: { hasBudget: ['yes', 'unknown'], readySoon: ['yes'], response: ['engaged'] },
        fields: ['phone', 'email'],
      }),
    ]
    const answers = { ...facts.answers, readySoon: 'no', response: 'call_back' } as LeadFacts['answers']
    expect(judge(criteria, { answers }).conditions).toEqual([
      { code: 'grade', holds: true },
      { code: 'answer.hasBudget', holds: true },
      { code: 'answer.readySoon', holds: false },
      { code: 'answer.response', holds: false },
      { code: 'field.phone', holds: true },
      { code: 'field.email', holds: false },
    ])
    expect(judge(criteria, { answers }).missing).toEqual([
      'answer.readySoon',
      'answer.response',
      'field.email',
    ])
  })

  it('takes no lead that nobody has qualified', () => {
    const nobody = { grade: null, answers: null }
    expect(judge([ask({ answers: { needFormed: ['yes'] } })], nobody).missing).toEqual([
      'grade',
      'answer.needFormed',
    ])
  })

  it('takes nothing where no criterion is for the lead', () => {
    expect(judge([ask({ scope: { ...anyLead, channelIds: [9] } })])).toMatchObject({
      ready: false,
      criterion: -1,
    })
  })

  it('calls a record complete when only grades and answers are amiss', () => {
    expect(isComplete(judge([ask({ grades: ['cold'], fields: ['phone'] })]))).toBe(true)
    expect(isComplete(judge([ask({ fields: ['phone', 'email'] })]))).toBe(false)
  })
})
