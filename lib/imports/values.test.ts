import { describe, expect, it } from 'vitest'
import { choiceFor, closest, LISTED, type Option, settledValues, ValueCounter } from './values'

const CHANNELS: Option[] = ['Paid search', 'Organic search', 'Trade shows', 'Referral', 'Email'].map(
  (value) => ({
    value,
    label: value,
  }),
)

describe('closest', () => {
  it.each([
    ['paid search', 'Paid search'],
    ['PAID_SEARCH', 'Paid search'],
    ['cpc', 'Paid search'],
    ['Яндекс.Директ', 'Paid search'],
    ['organic', 'Organic search'],
    ['trade show', 'Trade shows'],
    ['Выставка', 'Trade shows'],
    ['Refferal', 'Referral'],
    ['e-mail', 'Email'],
    ['Billboards', undefined],
    ['', undefined],
  ])('takes the channel “%s” for %s', (text, ours) => {
    expect(closest('channel', text, CHANNELS)?.value).toBe(ours)
  })

  it('reads the words of fixed lists in both languages, and guesses nothing else', () => {
    const grades = ['hot', 'warm', 'cold'].map((value) => ({ value, label: value }))
    const meant = (text: string) => closest('grade', text, grades)?.value
    expect(['Горячий', 'тёплый', 'C', 'HOT', 'hottish'].map(meant)).toEqual([
      'hot',
      'warm',
      'cold',
      'hot',
      undefined,
    ])
  })

  it('knows a person by name or by address', () => {
    const people = [{ value: 'ann@acme.example', label: 'Ann Lee', also: ['Ann Lee'] }]
    expect(closest('owner', 'ann lee', people)?.value).toBe('ann@acme.example')
    expect(closest('owner', 'Bo Larsen', people)).toBeNull()
  })

  it('knows a reason by its code and in both languages, and leaves other words as they are', () => {
    const reasons = [{ value: 'no_budget', label: 'No budget', also: ['No budget', 'Нет бюджета'] }]
    const meant = (text: string) => closest('reason', text, reasons)?.value
    expect(['no_budget', 'NO BUDGET', 'нет бюджета', 'No budgets', 'No budget till May'].map(meant)).toEqual([
      'no_budget',
      'no_budget',
      'no_budget',
      undefined,
      undefined,
    ])
    expect(choiceFor('reason', 'No budget till May', reasons, undefined)).toBe('')
  })
})

describe('choiceFor', () => {
  it('proposes ours, else to make it where it can be made', () => {
    expect(choiceFor('channel', 'cpc', CHANNELS, undefined)).toBe('=Paid search')
    expect(choiceFor('channel', 'Billboards', CHANNELS, {})).toBe('+')
    expect(choiceFor('grade', 'maybe', [{ value: 'hot', label: 'Hot' }], {})).toBe('')
  })

  it('keeps what was said before', () => {
    const said = { cpc: '', seo: 'Paid search', fair: 'fair', gone: 'A channel of old' }
    const kept = ['cpc', 'seo', 'fair', 'gone'].map((text) => choiceFor('channel', text, CHANNELS, said))
    expect(kept).toEqual(['-', '=Paid search', '+', '+'])
    expect(choiceFor('channel', 'constructor', CHANNELS, said)).toBe('+')
  })
})

describe('ValueCounter', () => {
  it('lists the most frequent values and counts the rest', () => {
    const counter = new ValueCounter(['who', 'from'], { who: 'email', from: 'channel' })
    for (let n = 0; n < LISTED + 5; n++) counter.see(['x', ` c${n} `])
    for (let n = 0; n < 3; n++) counter.see(['x', 'c7'])
    counter.see(['x', ''])
    counter.see(['x', 'y'.repeat(300)])
    const [found, ...others] = counter.found()
    expect(others).toEqual([])
    expect(found).toMatchObject({
      field: 'channel',
      column: 'from',
      empty: 1,
      isEndless: true,
      restDistinct: 6,
    })
    expect(found?.values[0]).toEqual({ text: 'c7', count: 4 })
    expect(found?.values).toHaveLength(LISTED)
    const listed = found?.values.reduce((sum, { count }) => sum + count, 0) ?? 0
    expect(listed + (found?.rest ?? 0) + 1).toBe(counter.rows)
  })

  it('does not grow with a column in which every value is another', () => {
    const counter = new ValueCounter(['from'], { from: 'channel' })
    for (let n = 0; n < 30_000; n++) counter.see([`value ${n}`])
    const [found] = counter.found()
    expect(found).toMatchObject({ isEndless: true, rest: 30_000 - LISTED })
  })
})

it('counts no column that is called as objects call their own', () => {
  expect(new ValueCounter(['constructor', 'toString', 'a'], { a: 'email' }).found()).toEqual([])
  expect(
    new ValueCounter(['constructor'], Object.fromEntries([['constructor', 'channel'] as const])).found(),
  ).toMatchObject([{ column: 'constructor', field: 'channel' }])
})

describe('settledValues', () => {
  const counter = new ValueCounter(['from', 'by'], { from: 'channel', by: 'owner' })
  for (const row of [
    ['cpc', 'Ann'],
    ['fair', 'Bo'],
    ['junk', 'Bo'],
    ['odd', ''],
  ])
    counter.see(row)
  const found = counter.found()
  const of = (field: string, text: string) =>
    `${field}-${found.find((one) => one.field === field)?.values.findIndex((value) => value.text === text)}`

  it('turns choices into values and what is made', () => {
    const choices = {
      [of('channel', 'cpc')]: '=Paid search',
      [of('channel', 'fair')]: '+',
      [of('channel', 'junk')]: '-',
      [of('owner', 'Ann')]: '=ann@acme.example',
    }
    expect(settledValues(found, choices, {})).toEqual({
      values: { channel: { cpc: 'Paid search', fair: 'fair', junk: '' }, owner: { Ann: 'ann@acme.example' } },
      createMissing: ['channel'],
    })
    expect(settledValues(found, {}, { owner: true }).createMissing).toEqual(['person'])
  })

  it('remembers what was said of values that only other files have', () => {
    const before = { channel: { seo: 'Organic search', cpc: 'Email', odd: 'Referral' }, grade: { A: 'hot' } }
    const choices = { [of('channel', 'cpc')]: '=Paid search' }
    expect(settledValues(found, choices, {}, before).values).toEqual({
      channel: { seo: 'Organic search', cpc: 'Paid search' },
      owner: {},
    })
  })
})
