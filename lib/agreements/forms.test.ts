import { describe, expect, it } from 'vitest'
import { DEFAULT_TERMS } from './definition'
import { editOfForm, minutesOfHours } from './forms'
import { DEFAULT_GLOSSARY } from './glossary'
import { DEFAULT_RESPONSIBILITIES } from './responsibilities'
import { editInput } from './schema'

const definition = {
  revision: '3',
  inForceFrom: '2026-05-01',
  'criterion-0-grades': ['hot'],
  verdictHot: '9',
  verdictWarm: '9',
  verdictCold: '9',
  attempts: '0',
  answerWithin: '9',
  completeShare: '',
  monthlyVolume: '',
  atHalf: 'on',
  atDue: 'on',
  headAfter: '1',
  openQueueAfter: '9',
}

const read = (change: Record<string, unknown>) =>
  editInput('definition').safeParse(editOfForm('definition', { ...definition, ...change }))

describe('the editor of a definition', () => {
  it.each([
    ['4', 240],
    ['4,5', 270],
    ['0.25', 15],
    ['', null],
    ['  ', null],
    ['soon', 'soon'],
    ['-1', '-1'],
  ])('hours %j → %j minutes', (hours, minutes) => expect(minutesOfHours(hours)).toBe(minutes))

  it('reads what a company starts with', () => {
    expect(read({}).data).toEqual({
      kind: 'definition',
      revision: 3,
      content: DEFAULT_TERMS,
      inForceFrom: '2026-05-01',
    })
  })

  it('adds a row that was filled, leaves out an empty one and one to be removed', () => {
    const { data } = read({
      'criterion-0-channels': ['7', '2'],
      'criterion-0-segments': 'Enterprise, Public sector ,',
      'criterion-0-hasBudget': 'yes,unknown',
      'criterion-1-grades': ['cold'],
      'criterion-1-regions': 'Bavaria',
      'criterion-1-remove': 'on',
      'criterion-2-new': 'on',
      'criterion-2-grades': [],
      'criterion-3-grades': ['hot', 'warm'],
      'criterion-3-fields': ['phone'],
    })
    expect(data?.content.criteria).toEqual([
      {
        scope: { channelIds: [2, 7], segments: ['Enterprise', 'Public sector'], regions: [] },
        grades: ['hot'],
        answers: { hasBudget: ['yes', 'unknown'] },
        fields: [],
      },
      {
        scope: { channelIds: [], segments: [], regions: [] },
        grades: ['hot', 'warm'],
        answers: {},
        fields: ['phone'],
      },
    ])
  })

  it.each([
    [{ verdictHot: '' }, 'content.sales.verdictWithin.hot'],
    [{ verdictWarm: 'soon' }, 'content.sales.verdictWithin.warm'],
    [{ verdictCold: '0' }, 'content.sales.verdictWithin.cold'],
    [{ verdictCold: '901' }, 'content.sales.verdictWithin.cold'],
    [{ completeShare: '101' }, 'content.marketing.completeShare'],
    [{ attempts: '-1' }, 'content.sales.attempts'],
    [{ headAfter: 'x' }, 'content.escalation.headAfter'],
    [{ inForceFrom: '' }, 'inForceFrom'],
    [{ 'criterion-0-grades': [] }, 'content.criteria.0.grades'],
    [{ 'criterion-0-regions': 'Bavaria' }, 'content.criteria.0.scope'],
    [{ 'criterion-1-grades': ['warm'] }, 'content.criteria.0.scope'],
  ])('refuses %j at %s', (change, path) => {
    const { error } = read(change)
    expect(error?.issues.map((issue) => issue.path.join('.'))).toContain(path)
  })

  it('writes over others only when that was asked for', () => {
    expect(read({ over: 'on' }).data).not.toHaveProperty('revision')
  })

  it('takes no time for "not at all"', () => {
    expect(read({ headAfter: '', openQueueAfter: '' }).data?.content.escalation).toMatchObject({
      headAfter: null,
      openQueueAfter: null,
    })
  })
})

describe('the editor of a glossary', () => {
  const fields: Record<string, unknown> = { revision: '1', inForceFrom: '2026-05-01' }
  for (const [index, { id, word, meaning }] of DEFAULT_GLOSSARY.terms.entries()) {
    const row = { id, wordEn: word.en, wordRu: word.ru, meaningEn: meaning.en, meaningRu: meaning.ru }
    for (const [name, value] of Object.entries(row)) fields[`term-${index}-${name}`] = value
  }
  const parse = (change: Record<string, unknown>) =>
    editInput('glossary').safeParse(editOfForm('glossary', { ...fields, ...change }))

  it('reads all terms, and a new one gets an id of its own', () => {
    expect(parse({}).data?.content).toEqual(DEFAULT_GLOSSARY)
    const { data } = parse({
      'term-90-wordEn': 'Lead',
      'term-90-meaningEn': 'x',
      'term-91-wordRu': 'Своё',
      'term-91-meaningRu': 'х',
      'term-92-wordEn': 'Key account!',
      'term-92-meaningEn': 'x',
    })
    expect(data?.content.terms.slice(-3).map(({ id }) => id)).toEqual(['term_1', 'term_2', 'key_account'])
  })

  it('refuses a word without a meaning, and a glossary without a word that the screens use', () => {
    expect(parse({ 'term-90-wordEn': 'x' }).error?.issues[0]?.path.slice(-2)).toEqual(['meaning', 'en'])
    expect(parse({ 'term-0-remove': 'on' }).error?.issues[0]?.message).toBe('term_in_use')
  })
})

describe('the editor of the responsibility matrix', () => {
  it('reads every step, and refuses one that nobody does', () => {
    const fields: Record<string, unknown> = { revision: '1', inForceFrom: '2026-05-01' }
    for (const [index, { id, name, duties }] of DEFAULT_RESPONSIBILITIES.steps.entries()) {
      for (const [key, value] of Object.entries({ id, nameEn: name.en, nameRu: name.ru, ...duties }))
        fields[`step-${index}-${key}`] = value
    }
    const parse = (change: Record<string, unknown>) =>
      editInput('responsibilities').safeParse(editOfForm('responsibilities', { ...fields, ...change }))
    expect(parse({}).data?.content).toEqual(DEFAULT_RESPONSIBILITIES)
    expect(parse({ 'step-0-marketer': '' }).error?.issues[0]).toMatchObject({ message: 'nobody_responsible' })
    expect(parse({ 'step-0-head_of_marketing': '' }).error?.issues[0]).toMatchObject({
      message: 'nobody_accountable',
    })
  })
})
