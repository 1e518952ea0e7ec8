import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { ProblemSummary } from './findings'
import { LeadLedger } from './ledger'
import { ownText } from './own-text'
import { ValueCounter } from './values'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

function megabytesInUse(): number {
  collect()
  return process.memoryUsage().heapUsed / 1024 ** 2
}

/** The beginning of a text of half a megabyte (larger ones are not on the heap), as readers cut cells from files. */
function cellOf(n: number): string {
  const text = Buffer.from(`a long cell, number ${n};${'x'.repeat(1024 ** 2 / 2)}`).toString()
  return text.slice(0, text.indexOf(';'))
}

it('is the same text, whatever is in it', () => {
  for (const text of [
    '',
    'short',
    'as long as a slice',
    '\u{1f600} "quoted" \\ \n\u2028',
    `half ${'\ud83d'} of a pair`,
  ])
    expect(ownText(text)).toBe(text)
})

it.each<[string, () => (cell: string) => void]>([
  [
    'the values of a column',
    () => {
      const counter = new ValueCounter(['from'], { from: 'channel' })
      return (cell) => counter.see([cell])
    },
  ],
  [
    'rows with problems',
    () => {
      const summary = new ProblemSummary()
      return (cell) =>
        summary.add({ row: 1, cells: [cell], problems: [{ column: 'a', code: 'b', value: cell }] })
    },
  ],
  [
    'the keys of leads',
    () => {
      const ledger = new LeadLedger()
      return (cell) => ledger.add(1, [`x:${cell}`], false)
    },
  ],
])('who remembers %s does not remember the file', (_, make) => {
  const see = make()
  const before = megabytesInUse()
  for (let n = 0; n < 60; n++) see(cellOf(n))
  expect(megabytesInUse() - before).toBeLessThan(10)
  see('')
})
