import { describe, expect, test } from 'vitest'
import { fieldProblems } from '@/lib/platform/input'
import { type ImportMapping, importMapping, isMapped, matchKey } from './mapping'

const CONTRACT = {
  kind: 'leads',
  columns: { mql_id: 'externalId', first_contact_date: 'createdAt', origin: 'channel' },
  constants: { origin: 'marketing' },
  values: { channel: { cpc: 'Paid search' } },
  dateFormat: 'YYYY-MM-DD',
  decimal: '.',
  delimiter: ',',
  matchBy: 'externalId',
  onMatch: 'update',
  identity: 'column',
  createMissing: ['channel', 'campaign', 'person'],
}

const OUTCOMES = { kind: 'outcomes', columns: { id: 'externalId', on: 'wonAt' } }
const SPEND = {
  kind: 'spend',
  columns: { c: 'channel', m: 'month', a: 'amount' },
  constants: { side: 'sales' },
}

const parse = (input: unknown): ImportMapping => importMapping.parse(input)
const problems = (input: unknown) => {
  const parsed = importMapping.safeParse(input)
  return parsed.success ? [] : fieldProblems(parsed.error).map(({ path, code }) => `${path}: ${code}`)
}

describe('importMapping', () => {
  test('takes the contract’s example as it is', () => {
    expect(parse(CONTRACT)).toEqual(CONTRACT)
  })

  test('fills in what may be left out', () => {
    expect(parse({ kind: 'leads', columns: { 'E-mail': 'email' } })).toEqual({
      kind: 'leads',
      columns: { 'E-mail': 'email' },
      constants: {},
      values: {},
      onMatch: 'touch',
      identity: 'column',
      createMissing: [],
    })
    expect(parse(OUTCOMES)).toMatchObject({ kind: 'outcomes', createMissing: [] })
    expect(parse(SPEND)).toMatchObject({ kind: 'spend', constants: { side: 'sales' } })
  })

  test.each([
    ['YYYY-MM-DD HH:mm:ss', 'YYYY-MM-DD'],
    ['yyyy-mm-ddTHH:mm', 'YYYY-MM-DD'],
    ['dd/mm/yyyy', 'DD/MM/YYYY'],
    ['MM-DD-YYYY', 'MM-DD-YYYY'],
  ])('the date format %j is %j', (dateFormat, expected) => {
    expect(parse({ ...CONTRACT, dateFormat }).dateFormat).toBe(expected)
  })

  test.each([
    ['UTF-8', 'utf-8'],
    ['utf8', 'utf-8'],
    ['CP1251', 'windows-1251'],
    ['latin1', 'windows-1252'],
  ])('the encoding %j is %j', (encoding, expected) => {
    expect(parse({ ...CONTRACT, encoding }).encoding).toBe(expected)
  })

  test('constants may be numbers', () => {
    expect(parse({ ...OUTCOMES, constants: { amount: 100.5 } }).constants).toEqual({ amount: '100.5' })
  })

  test.each<[object, string[]]>([
    [{ ...CONTRACT, surprise: 1 }, ['surprise: unknown_field']],
    [{ ...CONTRACT, kind: 'people' }, ['kind: not_an_option']],
    [{ ...CONTRACT, columns: {} }, ['columns: required', 'identity: identity', 'matchBy: unmapped']],
    [{ ...CONTRACT, columns: undefined }, ['columns: required']],
    [{ ...CONTRACT, columns: ['externalId'] }, ['columns: wrong_type']],
    [{ ...CONTRACT, columns: { id: 'externalId', x: 'status' } }, ['columns.x: not_an_option']],
    [{ ...CONTRACT, columns: { id: 'externalId', x: 'amount' } }, ['columns.x: not_an_option']],
    [{ ...CONTRACT, columns: { id: 'externalId', x: 'externalId' } }, ['columns: repeated']],
    [{ ...CONTRACT, columns: { id: 'externalId', ' id ': 'email' } }, ['columns: repeated']],
    [{ ...CONTRACT, constants: { status: 'won' } }, ['constants.status: unknown_field']],
    [{ ...CONTRACT, values: { channel: { a: 1 } } }, ['values.channel.a: text']],
    [{ ...CONTRACT, dateFormat: 'YY-MM-DD' }, ['dateFormat: not_an_option']],
    [{ ...CONTRACT, decimal: ';' }, ['decimal: not_an_option']],
    [{ ...CONTRACT, delimiter: '-' }, ['delimiter: not_an_option']],
    [{ ...CONTRACT, encoding: 'koi8-r' }, ['encoding: not_an_option']],
    [{ ...CONTRACT, matchBy: 'company' }, ['matchBy: not_an_option']],
    [{ ...CONTRACT, matchBy: 'email' }, ['matchBy: unmapped']],
    [{ ...CONTRACT, onMatch: 'merge' }, ['onMatch: not_an_option']],
    [{ ...CONTRACT, identity: 'row' }, ['identity: identity_conflict']],
    [{ ...CONTRACT, createMissing: ['lead'] }, ['createMissing.0: not_an_option']],
    [{ kind: 'leads', columns: { n: 'company' } }, ['identity: identity']],
    [{ kind: 'leads', columns: { e: 'email', c: 'campaign' } }, ['columns.campaign: needs_channel']],
    [{ kind: 'outcomes', columns: { id: 'externalId' } }, ['columns.outcome: unmapped']],
    [{ kind: 'outcomes', columns: { x: 'outcome' } }, ['identity: identity']],
    [{ ...OUTCOMES, onMatch: 'create' }, ['onMatch: not_an_option']],
    [{ ...SPEND, constants: {} }, ['columns.side: unmapped']],
    [{ ...SPEND, columns: { c: 'channel', a: 'amount' } }, ['columns.month: month_or_day']],
    [{ ...SPEND, columns: { c: 'channel', m: 'month' } }, ['columns.amount: unmapped']],
    [
      { ...SPEND, columns: { c: 'channel', m: 'month', d: 'day', a: 'amount' } },
      ['columns.month: month_or_day'],
    ],
  ])('%j: %j', (input, expected) => {
    expect(problems(input)).toEqual(expected)
  })

  test.each([null, 1, 'x', [], {}])('%j is no mapping', (input) => {
    expect(problems(input)).not.toEqual([])
  })

  test('rows without identity are fine when they are told to get one', () => {
    expect(problems({ kind: 'leads', columns: { n: 'company' }, identity: 'row' })).toEqual([])
  })
})

test('matchKey', () => {
  const of = (input: object) => {
    const mapping = parse(input)
    return mapping.kind === 'spend' ? null : matchKey(mapping)
  }
  expect(of(CONTRACT)).toBe('externalId')
  expect(of({ ...CONTRACT, matchBy: undefined })).toBe('externalId')
  expect(of({ kind: 'leads', columns: { e: 'email', p: 'phone' } })).toBe('contact')
  expect(of({ kind: 'leads', columns: { e: 'email', p: 'phone' }, matchBy: 'phone' })).toBe('phone')
  expect(isMapped(parse(SPEND), 'side')).toBe(true)
  expect(isMapped(parse(SPEND), 'day')).toBe(false)
})
