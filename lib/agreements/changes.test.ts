import { describe, expect, it } from 'vitest'
import { changesOfDefinition, changesOfGlossary, changesOfResponsibilities } from './changes'
import { DEFAULT_TERMS, type DefinitionTerms } from './definition'
import { DEFAULT_GLOSSARY } from './glossary'
import { DEFAULT_RESPONSIBILITIES, missingDuty } from './responsibilities'

const anyLead = { channelIds: [], segments: [], regions: [] }

function terms(change: (draft: DefinitionTerms) => void): DefinitionTerms {
  const draft = structuredClone(DEFAULT_TERMS)
  change(draft)
  return draft
}

describe('what changed in a definition', () => {
  it('is nothing between equals, in whatever order lists stand', () => {
    const two = terms(({ criteria }) => {
      criteria[0] = {
        scope: anyLead,
        grades: ['hot', 'warm'],
        answers: { hasBudget: ['yes', 'unknown'] },
        fields: ['phone', 'email'],
      }
    })
    const same = terms(({ criteria }) => {
      criteria[0] = {
        scope: anyLead,
        grades: ['warm', 'hot'],
        answers: { hasBudget: ['unknown', 'yes'] },
        fields: ['email', 'phone'],
      }
    })
    expect(changesOfDefinition(two, same)).toEqual([])
  })

  it.each<[string, (draft: DefinitionTerms) => void, object]>([
    [
      'grades',
      ({ criteria: [one] }) => one?.grades.push('warm'),
      { what: 'criterion_changed', part: 'grades', from: ['hot'], to: ['hot', 'warm'] },
    ],
    [
      'an answer',
      ({ criteria: [one] }) => Object.assign(one?.answers ?? {}, { response: ['engaged'] }),
      { part: 'answer.response', from: [], to: ['engaged'] },
    ],
    [
      'fields',
      ({ criteria: [one] }) => one?.fields.push('phone'),
      { part: 'fields', from: [], to: ['phone'] },
    ],
    [
      'the time for hot leads',
      ({ sales }) => (sales.verdictWithin.hot = 120),
      { what: 'promise', promise: 'verdict_hot', from: 540, to: 120 },
    ],
    ['the time for warm leads', ({ sales }) => (sales.verdictWithin.warm = 120), { promise: 'verdict_warm' }],
    ['the time for cold leads', ({ sales }) => (sales.verdictWithin.cold = 120), { promise: 'verdict_cold' }],
    ['attempts', ({ sales }) => (sales.attempts = 3), { promise: 'attempts', from: 0, to: 3 }],
    ["marketing's time", ({ marketing }) => (marketing.answerWithin = 60), { promise: 'answer' }],
    ['the complete share', ({ marketing }) => (marketing.completeShare = 90), { promise: 'complete' }],
    ['the volume', ({ marketing }) => (marketing.monthlyVolume = 40), { promise: 'volume' }],
    [
      'a reminder',
      ({ escalation }) => (escalation.atHalf = false),
      { promise: 'at_half', from: true, to: false },
    ],
    ['the other reminder', ({ escalation }) => (escalation.atDue = false), { promise: 'at_due' }],
    [
      'no head is told',
      ({ escalation }) => (escalation.headAfter = null),
      { promise: 'head', from: 60, to: null },
    ],
    ['the open queue', ({ escalation }) => (escalation.openQueueAfter = 0), { promise: 'open_queue', to: 0 }],
  ])('%s', (_, change, expected) => {
    const changes = changesOfDefinition(DEFAULT_TERMS, terms(change))
    expect(changes).toHaveLength(1)
    expect(changes[0]).toMatchObject(expected)
  })

  it('knows a criterion by the leads that it is for', () => {
    const fair = {
      scope: { ...anyLead, channelIds: [3] },
      grades: ['warm' as const],
      answers: {},
      fields: [],
    }
    const with3 = terms(({ criteria }) => criteria.unshift(fair))
    expect(changesOfDefinition(DEFAULT_TERMS, with3)).toMatchObject([
      { what: 'criterion_added', scope: { channelIds: [3] } },
    ])
    expect(changesOfDefinition(with3, DEFAULT_TERMS)).toMatchObject([{ what: 'criterion_removed' }])
  })

  it('sees another order, because the first that fits decides', () => {
    const a = { scope: { ...anyLead, segments: ['A'] }, grades: ['warm' as const], answers: {}, fields: [] }
    const b = { scope: { ...anyLead, regions: ['B'] }, grades: ['cold' as const], answers: {}, fields: [] }
    const ab = terms(({ criteria }) => criteria.unshift(a, b))
    const ba = terms(({ criteria }) => criteria.unshift(b, a))
    expect(changesOfDefinition(ab, ba)).toEqual([{ what: 'criteria_order' }])
  })
})

describe('what changed in a glossary', () => {
  it('is told term by term and language by language', () => {
    const after = structuredClone(DEFAULT_GLOSSARY)
    const [lead] = after.terms
    if (lead) lead.meaning.ru = 'Другое'
    after.terms.push({ id: 'own', word: { en: 'Own', ru: '' }, meaning: { en: 'Ours', ru: '' } })
    expect(changesOfGlossary(DEFAULT_GLOSSARY, after)).toMatchObject([
      { what: 'term_changed', word: { en: 'Lead' }, part: 'meaning', to: { ru: 'Другое' } },
      { what: 'term_added', word: { en: 'Own' } },
    ])
    expect(changesOfGlossary(after, DEFAULT_GLOSSARY)).toMatchObject([
      { what: 'term_changed' },
      { what: 'term_removed', word: { en: 'Own' } },
    ])
    const turned = { terms: DEFAULT_GLOSSARY.terms.toReversed() }
    expect(changesOfGlossary(DEFAULT_GLOSSARY, turned)).toEqual([{ what: 'order' }])
  })
})

describe('the responsibility matrix', () => {
  it('says whose duty at which step changed', () => {
    const after = structuredClone(DEFAULT_RESPONSIBILITIES)
    const [enter] = after.steps
    if (enter) enter.duties.rep = 'C'
    expect(changesOfResponsibilities(DEFAULT_RESPONSIBILITIES, after)).toEqual([
      {
        what: 'duty_changed',
        name: DEFAULT_RESPONSIBILITIES.steps[0]?.name,
        role: 'rep',
        from: 'I',
        to: 'C',
      },
    ])
  })

  it('starts with somebody who does and somebody who answers for each step', () => {
    for (const { id, duties } of DEFAULT_RESPONSIBILITIES.steps) expect(missingDuty(duties), id).toBeNull()
  })

  it('misses the one and the other', () => {
    const nobody = { marketer: '', head_of_marketing: '', rep: '', head_of_sales: '', executive: '' } as const
    expect(missingDuty(nobody)).toBe('A')
    expect(missingDuty({ ...nobody, rep: 'A' })).toBe('R')
    expect(missingDuty({ ...nobody, rep: 'R' })).toBe('A')
    expect(missingDuty({ ...nobody, rep: 'AR' })).toBeNull()
    expect(missingDuty({ ...nobody, rep: 'R', executive: 'A' })).toBeNull()
  })
})
