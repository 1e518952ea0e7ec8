import { describe, expect, it } from 'vitest'
import { readWorkbook } from '@/tests/support/workbook'
import type { Column, Sheet } from './sheet'
import { tabName, xlsxOf } from './xlsx'

const columns: Column[] = [
  { key: 'name', header: 'Name', kind: 'text' },
  { key: 'leads', header: 'Leads', kind: 'count' },
  { key: 'rate', header: 'Rate', kind: 'share' },
  { key: 'cost', header: 'Cost', kind: 'money' },
  { key: 'day', header: 'Day', kind: 'date' },
  { key: 'at', header: 'At', kind: 'time' },
]

async function read(rows: Sheet['rows'], name = 'Funnel') {
  return readWorkbook(await xlsxOf({ name, columns, rows, notes: ['Cohort', '=1+1'] }, 'Notes'))
}

describe('a sheet as a workbook', () => {
  it('has numbers as numbers, each with its format', async () => {
    const [tab] = await read([
      { name: 'Fair', leads: 1234, rate: 0.125, cost: '-12.50', day: '2026-03-29', at: '2026-03-29T02:30' },
    ])
    const [, row = []] = tab?.rows ?? []
    expect(row.slice(0, 5).map((cell) => cell?.number ?? cell?.text)).toEqual([
      'Fair',
      1234,
      0.125,
      -12.5,
      46_110,
    ])
    expect(row[5]?.number).toBeCloseTo(46_110 + 2.5 / 24, 6)
    expect(row.map((cell) => cell?.format)).toEqual([
      '@',
      '#,##0',
      '0.0%',
      '#,##0.00',
      'yyyy-mm-dd',
      'yyyy-mm-dd hh:mm',
    ])
  })

  it('keeps the header in sight and the notes on a tab of their own', async () => {
    const [table, notes] = await read([])
    expect([table?.name, table?.frozenRows]).toEqual(['Funnel', 1])
    expect(table?.rows[0]?.map((cell) => cell?.text)).toEqual(columns.map(({ header }) => header))
    expect(notes?.name).toBe('Notes')
    expect(notes?.rows.map(([cell]) => cell?.text)).toEqual(['Cohort', '=1+1'])
  })

  it.each([`=cmd|' /C calc'!A0`, '+1', '@x', 'Ünï <&> "x"', ' blanks ', 'two\nlines', 'Отказ', '007'])(
    'has %j as text and nothing else',
    async (name) => {
      const [tab] = await read([{ name }])
      expect(tab?.rows[1]?.[0]).toEqual({ text: name, number: null, format: '@', isFormula: false })
    },
  )

  it.each(['constructor', '__proto__', 'toString'])('survives a campaign called %s', async (name) => {
    const [tab] = await read([{ name }, { name: 'other' }, { name }])
    expect(tab?.rows.slice(1).map(([cell]) => cell?.text?.replace('\u2060', ''))).toEqual([
      name,
      'other',
      name,
    ])
  })

  it('leaves empty what is unknown, and drops what XML cannot hold', async () => {
    const [tab] = await read([{ name: 'a\0b\u0007c', leads: null, rate: Number.NaN }])
    expect(tab?.rows[1]?.[0]?.text).toBe('abc')
    expect(tab?.rows[1]?.slice(1).filter(Boolean)).toEqual([])
  })

  it('keeps text that looks like an escape of Excel', async () => {
    const [tab] = await read([{ name: '_x0041_' }])
    expect(tab?.rows[1]?.[0]?.text).toBe('_x005F_x0041_')
  })

  it('cuts a text that is longer than a cell', async () => {
    const [tab] = await read([{ name: 'x'.repeat(40_000) }])
    expect(tab?.rows[1]?.[0]?.text).toHaveLength(32_767)
  })
})

describe('the name of a tab', () => {
  it.each([
    ['Funnel', 'Funnel'],
    ['Q1/Q2: [all]?*\\', 'Q1 Q2 all'],
    ["'quoted'", 'quoted'],
    ['', 'Baton'],
    ['///', 'Baton'],
    ['Воронка по менеджерам за весь прошлый год', 'Воронка по менеджерам за весь п'],
    ['a\nb', 'a b'],
  ])('%j becomes %j', (wanted, name) => {
    expect(tabName(wanted)).toBe(name)
  })
})
