import { describe, expect, it } from 'vitest'
import { ANY_LEAD, type Conditions, firstMatch, holds, matching, type RoutingFacts } from './rules'

const NOTHING: RoutingFacts = {
  region: null,
  segment: null,
  channelId: null,
  campaignId: null,
  grade: null,
  expectedAmount: null,
}

describe('a condition', () => {
  it.each<[Partial<Conditions>, Partial<RoutingFacts>, boolean]>([
    [{}, {}, true],
    [{ regions: ['Bavaria'] }, { region: 'bavaria ' }, true],
    [{ regions: ['Zürich'] }, { region: 'ZU\u0308RICH' }, true],
    [{ regions: ['Москва', 'Казань'] }, { region: 'казань' }, true],
    [{ regions: ['Bavaria'] }, { region: 'Bavaria North' }, false],
    [{ regions: ['Bavaria'] }, {}, false],
    [{ segments: ['SMB'] }, { segment: 'smb' }, true],
    [{ segments: ['SMB'] }, {}, false],
    [{ channelIds: [1, 2] }, { channelId: 2 }, true],
    [{ channelIds: [1, 2] }, { channelId: 3 }, false],
    [{ channelIds: [1, 2] }, {}, false],
    [{ campaignIds: [7] }, { campaignId: 7 }, true],
    [{ campaignIds: [7] }, {}, false],
    [{ grades: ['hot', 'warm'] }, { grade: 'warm' }, true],
    [{ grades: ['hot', 'warm'] }, { grade: 'cold' }, false],
    [{ grades: ['hot'] }, {}, false],
    [{ amountFrom: '1000.00' }, { expectedAmount: '1000.00' }, true],
    [{ amountFrom: '1000.00' }, { expectedAmount: '999.99' }, false],
    [{ amountFrom: '1000.00' }, {}, false],
    [{ amountTo: '1000.00' }, { expectedAmount: '1000.00' }, true],
    [{ amountTo: '1000.00' }, { expectedAmount: '1000.01' }, false],
    [{ amountTo: '999999999999.99' }, { expectedAmount: '999999999999.99' }, true],
    [{ amountTo: '999999999999.98' }, { expectedAmount: '999999999999.99' }, false],
    // as text 9 is after 10
    [{ amountFrom: '9.00', amountTo: '10.00' }, { expectedAmount: '9.50' }, true],
    [{ regions: ['Bavaria'], grades: ['hot'] }, { region: 'Bavaria', grade: 'cold' }, false],
    [{ regions: ['Bavaria'], grades: ['hot'] }, { region: 'Bavaria', grade: 'hot' }, true],
  ])('%j of %j: %s', (conditions, facts, expected) => {
    expect(holds({ ...ANY_LEAD, ...conditions }, { ...NOTHING, ...facts })).toBe(expected)
  })
})

describe('rules in order', () => {
  const rule = (id: number, conditions: Partial<Conditions>) => ({
    id,
    name: `rule ${id}`,
    conditions: { ...ANY_LEAD, ...conditions },
    personId: null,
    teamId: null,
  })
  const rules = [rule(1, { grades: ['hot'] }), rule(2, { regions: ['Bavaria'] }), rule(3, {})]

  it('the first that holds decides, whatever comes after it', () => {
    expect(firstMatch(rules, { ...NOTHING, region: 'Bavaria', grade: 'hot' })?.id).toBe(1)
    expect(firstMatch(rules, { ...NOTHING, region: 'Bavaria', grade: 'cold' })?.id).toBe(2)
    expect(firstMatch(rules, NOTHING)?.id).toBe(3)
    expect(firstMatch(rules.slice(0, 2), NOTHING)).toBeUndefined()
  })

  it('those after it are for when nobody of it can', () => {
    const facts = { ...NOTHING, region: 'Bavaria', grade: 'hot' as const }
    expect(matching(rules, facts).map(({ id }) => id)).toEqual([1, 2, 3])
  })
})
