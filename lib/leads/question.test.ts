import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phoneKey } from './identity'
import { readQuestion, type Term } from './question'
import { pairsOf, searchText, searchWords } from './search-text'

// A failure must come again.
fc.configureGlobal({ seed: 20_261_124, numRuns: 300 })

/** As LIKE reads a pattern; words hold none of its special characters. */
function matches(text: string, pattern: string): boolean {
  return text.includes(pattern.slice(1, -1))
}

/** As the index of words reads a query. */
function indexed(text: string, query: string): boolean {
  const words = text.trim().split(' ')
  return query.split(' & ').every((one) => {
    const word = one.slice(1, one.lastIndexOf("'"))
    return words.some((each) => (one.endsWith(':*') ? each.startsWith(word) : each === word))
  })
}

function finds(question: string, text: string): boolean {
  return every(readQuestion(question) ?? [], ({ wordings }) =>
    wordings.some(({ starts, words }) => {
      const found = matches(text, starts)
      // whatever the pattern finds, the index must find too
      if (found)
        for (const { query, pattern } of words)
          expect([indexed(text, query), matches(text, pattern)]).toEqual([true, true])
      return found
    }),
  )
}

function every(terms: readonly Term[], fits: (term: Term) => boolean): boolean {
  return terms.length > 0 && terms.every(fits)
}

const phone = '8 (495) 123-45-67 доб. 12'
const text = searchText({
  company: 'ООО «Зелёный Берег»',
  contactName: 'Günther STRAẞE O’Neill',
  email: 'G.Strasse@Example.com',
  phone,
  phoneKey: phoneKey(phone, 'RU'),
  externalId: 'MQL-0042',
})

describe('a question', () => {
  test.each([
    'зеленый',
    'ЗЕЛЁНЫЙ бер',
    'берег günther',
    'ооо зел',
    '«Зелёный Берег»',
    'straße',
    'STRASSE',
    'günther',
    'gunther',
    'oneill',
    "o'neill",
    'O’NEILL',
    'g.strasse@example',
    'g.strasse@example.com',
    'strasse example',
    'mql-0042',
    'MQL 42'.replace('42', '0042'),
    '0042',
    '(495) 123',
    '8495123',
    '+7 495 123-45',
    '+7 (495) 123-45-67',
    '007 495 123 45 67',
    '8-495-123-45-67 доб. 12',
    '4951234567',
    '495.123.45.67',
    '٨٤٩٥١٢٣٤٥٦٧',
    'Günther +7 495 123-45-67',
    '8 495 123 45 67 берег',
  ])('%j finds the lead', (question) => expect(finds(question, text)).toBe(true))

  test.each(['желтый', '555', 'берег anna', '%', '_', '\\', 'strass@', 'q', '+7 495 123-45-68', 'mql-42'])(
    '%j does not',
    (question) => expect(finds(question, text)).toBe(false),
  )

  test.each([
    ['', null],
    [' \t\n ', null],
    ['%', []],
    ['… — !', []],
  ])('%j asks for nothing, or for nothing that can be found', (question, terms) =>
    expect(readQuestion(question)).toEqual(terms),
  )

  test('holds a word at its end open, and one before another character closed', () => {
    const pattern = (question: string) => readQuestion(question)?.map(({ wordings }) => wordings[0]?.starts)
    expect(pattern('lead1')).toEqual(['% lead1%'])
    expect(pattern('lead1@')).toEqual(['% lead1 %'])
    expect(pattern('lead1@example')).toEqual(['% lead1 example%'])
  })

  test('looks for a piece of what is written without blanks anywhere', () => {
    const japanese = searchText({ company: '株式会社山田製作所', contactName: '田中' })
    for (const question of ['山田', '山', '所', '山田製', '会社山', '株式会社山田製作所', '田中'])
      expect(finds(question, japanese), question).toBe(true)
    for (const question of ['田山', '中田', '川']) expect(finds(question, japanese), question).toBe(false)
    expect(pairsOf('山田製')).toEqual(['山田', '田製', '製'])
  })

  test('finds by any word, in any case and order, whatever the script', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
        const stored = searchText({ company: name })
        const words = searchWords(name)
        for (const question of [
          name,
          name.toUpperCase(),
          name.toLowerCase(),
          [...words].reverse().join(' '),
        ]) {
          if (searchWords(question).length > 0) expect(finds(question, stored), question).toBe(true)
        }
      }),
    )
  })

  test('is safe text for the database, whatever is asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (question) => {
        for (const { wordings } of readQuestion(question) ?? [])
          for (const { starts, inside, words } of wordings) {
            expect(starts.slice(1, -1)).not.toMatch(/[%_\\']/)
            expect(inside.slice(1, -1)).not.toMatch(/[%_\\']/)
            for (const { query } of words) expect(query).toMatch(/^'[^'\\ ]+'(:\*)?( & '[^'\\ ]+')*$/)
          }
      }),
    )
  })

  test('takes no time, however long', () => {
    const began = performance.now()
    for (const long of [
      'a '.repeat(100),
      '1'.repeat(200),
      '+'.repeat(200),
      '(1'.repeat(100),
      'ё̈'.repeat(100),
    ])
      readQuestion(long)
    // A way of reading that goes over it again and again takes minutes.
    expect(performance.now() - began).toBeLessThan(5_000)
  })
})

describe('the text of a lead', () => {
  test('is its words between blanks', () => {
    expect(searchText({})).toBe('')
    expect(searchText({ company: '★' })).toBe('')
    expect(searchText({ company: 'Acme', phone: null })).toBe(' acme ')
    expect(searchText({ company: 'Acme', email: 'a@acme.example', phone: '030 1', phoneKey: null })).toBe(
      ' acme a acme example 0301 ',
    )
    expect(text).toBe(
      ' ооо зеленый берег gunther strasse oneill g strasse example com mql 0042 84951234567 74951234567 4951234567 ',
    )
  })

  test('folds to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const words = searchWords(name)
        expect(searchWords(words.join(' '))).toEqual(words)
      }),
    )
  })
})
