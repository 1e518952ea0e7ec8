import { describe, expect, it } from 'vitest'
import { WORDS } from '@/lib/platform/input'
import { FAILURE_CODES } from '@/lib/platform/result'
import { differences } from './completeness'
import { messagesFor } from './messages'

describe('words', () => {
  it('are the same in both languages, with the same parameters', () => {
    expect(differences(messagesFor('en'), messagesFor('ru'))).toEqual([])
  })

  it.each(FAILURE_CODES)('exist for %s', (code) => {
    expect(messagesFor('en').errors).toHaveProperty(code)
  })

  it.each(Object.keys(WORDS))('exist for a field that is %s', (code) => {
    expect(messagesFor('en').errors.field).toHaveProperty(code)
  })
})

describe('a language compared with another', () => {
  it('names what is missing, what is too much, what is empty and what takes other parameters', () => {
    expect(
      differences(
        { a: { b: 'Hello {name}', c: 'x', d: '{n, plural, one {# lead} other {# leads}}' }, e: 'z' },
        {
          a: { b: 'Привет {имя}', d: '{n, plural, one {# лид} few {# лида} other {# лидов}}', f: 'y' },
          e: ' ',
        },
      ),
    ).toEqual([
      'a.b: other parameters (name / имя)',
      'a.c: missing in the second',
      'a.f: missing in the first',
      'e: empty',
    ])
  })
})
