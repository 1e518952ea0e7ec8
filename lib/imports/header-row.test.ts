import { describe, expect, it } from 'vitest'
import { proposeHeaderRow } from './header-row'

const rows = (text: string) => text.split('\n').map((line) => line.split(','))

describe('proposeHeaderRow', () => {
  it.each([
    ['name,city\nA,B\nC,D', 1],
    ['name\nA\nB', 1],
    ['Leads of May\n\nname,city,mail\nA,B,C\nA,B,C', 3],
    ['Leads,May\nby,Anna\nname,city,mail,phone\nA,B,C,D\nA,,C,D', 3],
    // cells left empty make no title of a header, nor of a row
    ['name,city,mail,phone\nA,,,\nB,,,\nC,,,', 1],
    ['name,city,mail,phone,note\nA,B,C,D,\nA,B,C,,', 1],
    [',,\n,,\na,b,c\n1,2,3', 3],
    ['', 1],
    ['Title\nname,city,mail', 2],
  ])('%j → %i', (text, expected) => {
    expect(proposeHeaderRow(rows(text), 50)).toBe(expected)
  })

  it('looks no further than a header may stand', () => {
    expect(proposeHeaderRow([...Array(60).fill(['x']), ...Array(90).fill(['a', 'b', 'c'])], 50)).toBe(1)
  })
})
