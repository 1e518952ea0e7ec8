import { describe, expect, it } from 'vitest'
import { isTableLike } from './table-like'

const rows = (text: string) => text.split('\n').map((line) => line.split(','))

describe('isTableLike', () => {
  it.each([
    ['name,city,mail\nA,B,C', true],
    ['Leads of May\nname,city,mail\nA,B,C', true],
    ['name,city,mail\nA,,C\nA,B,C', true],
    ['Leads of May\nMade by,Anna\nMade on,2026-06-01', false],
    ['Leads of May\nFrom,to,by\nSee the next sheet', false],
    // empty cells that a spreadsheet has kept make no row wider
    ['Leads of May,,,\nMade by,Anna,,\nNote, ,', false],
    ['name,city,mail', false],
    ['', false],
  ])('%j → %s', (text, expected) => {
    expect(isTableLike(rows(text))).toBe(expected)
  })

  it('takes a long list for a table, of one column too', () => {
    expect(isTableLike(Array(20).fill(['a@x.example']))).toBe(true)
    expect(isTableLike(Array(19).fill(['a@x.example']))).toBe(false)
  })
})
