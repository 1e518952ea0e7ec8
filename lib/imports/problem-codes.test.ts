import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import en from './messages.en.json' with { type: 'json' }
import ru from './messages.ru.json' with { type: 'json' }
import { PROBLEM_CODES, wordedCode } from './problem-codes'

const HERE = import.meta.dirname
const SOURCES = [
  'row.ts',
  'numbers.ts',
  'commands/sort-leads.ts',
  'commands/sort-outcomes.ts',
  'commands/sort-spend.ts',
  '../spend/entry.ts',
]

describe('the words for what is wrong with a row', () => {
  it.each([...PROBLEM_CODES, 'other'] as const)(
    'say what %s is and what to do, in both languages',
    (code) => {
      for (const words of [en, ru]) {
        expect(words.problem[code].title.length).toBeGreaterThan(2)
        expect(words.problem[code].hint.length).toBeGreaterThan(2)
      }
    },
  )

  it('know every code that the sources refuse a row with', () => {
    const found = SOURCES.flatMap((file) => {
      const source = readFileSync(join(HERE, file), 'utf8')
      return [...source.matchAll(/(?:problem: |code: |rejectRow\(row, |problem\('\w+', )'([a-z_]+)'/g)].map(
        ([, code = '']) => code,
      )
    })
    // of the whole file, not of a row
    const others = [
      'empty_row',
      'unknown_column',
      'duplicate_column',
      'ambiguous_decimal',
      'mixed_decimals',
      'mixed_currencies',
    ]
    expect(found.length).toBeGreaterThan(20)
    for (const code of found) if (!others.includes(code)) expect(PROBLEM_CODES).toContain(code)
  })

  it('fall back to plain ones', () => {
    expect(wordedCode('toString')).toBe('other')
  })
})
