import { describe, expect, it } from 'vitest'
import { CsvParser } from './csv'
import { lookAtRows } from './look'

function look(text: string, wish: Parameters<typeof lookAtRows>[1] = {}) {
  const parser = new CsvParser(',')
  return lookAtRows([...parser.push(text), ...parser.end()], wish)
}

describe('lookAtRows', () => {
  it('passes over a title and shows what is above and below the header', () => {
    expect(look('Leads of May\n\nname,mail,city\nA,B,C\n')).toEqual({
      headerRow: 3,
      proposedHeaderRow: 3,
      above: [['Leads of May'], ['']],
      columns: ['name', 'mail', 'city'],
      records: [{ row: 1, cells: ['A', 'B', 'C'], problem: null }],
      warnings: [],
      problem: null,
    })
    expect(look('name,mail\nA,B\nC,D\n', { headerRow: 2 })).toMatchObject({
      columns: ['A', 'B'],
      proposedHeaderRow: 1,
    })
  })

  it('passes over the empty rows of a sheet', () => {
    const sheet = [['name', 'mail'], [], ['A', 'B']].map((cells, at) => ({
      cells,
      line: at + 1,
      problem: null,
    }))
    expect(lookAtRows(sheet, {})).toMatchObject({ warnings: [], records: [{ row: 1, cells: ['A', 'B'] }] })
  })

  it('shows the first fifty rows', () => {
    expect(
      look(`a,b\n${'1,2\n'.repeat(99)}`)
        .records.map(({ row }) => row)
        .at(-1),
    ).toBe(50)
  })

  it.each([
    ['a,b\n', { code: 'no_records' }],
    ['a,b,c,\n1,2,3,4\n', { code: 'nameless', count: 1 }],
    ['a,b,a\n1,2,3\n', { code: 'same_names', names: 'a (1), a (2)' }],
    ['a,b\n1\n1,2\n1,2,3\n', { code: 'uneven', count: 2 }],
    ['a,phone\n1,7.9E+10\n2,"7,91612E+10"\n', { code: 'scientific', columns: 'phone' }],
    ['a,b\n#N/A,#REF!\n', { code: 'cell_errors', count: 2 }],
  ])('warns of %j', (text, warning) => {
    expect(look(text).warnings).toEqual([warning])
  })

  it('a name with a number of its own, an e-mail and a number are nothing to warn of', () => {
    expect(look('a (1),b\nx1e+5@y.example,79161234567\n').warnings).toEqual([])
  })

  it.each([
    ['', {}, 'empty_file'],
    ['a\n\nb\n', { headerRow: 2 }, 'no_header'],
    ['a,b\n1,2\n', { headerRow: 40 }, 'no_header'],
    [`${'a,'.repeat(1500)}a\n`, {}, 'too_many_columns'],
  ])('says why %j cannot be read', (text, wish, code) => {
    expect(look(text, wish)).toMatchObject({ columns: [], records: [], problem: { code } })
  })
})
