import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mistakesBetween, onOtherKeyboard, shortenedForms } from './mistyped'

// A failure must come again.
fc.configureGlobal({ seed: 20_261_124, numRuns: 300 })

describe('a typing mistake', () => {
  test.each([
    ['ромашка', 'ромшка', 1],
    ['schmidt', 'shmidt', 1],
    ['schmidt', 'schmitd', 1],
    ['brown', 'brwon', 1],
    ['brown', 'braun', 1 + 1],
    ['brown', 'brown', 0],
    ['anna', 'otto', 4],
  ])('%s and %s are apart by %i', (a, b, mistakes) => {
    expect(mistakesBetween(a, b, 3)).toBe(mistakes)
    expect(mistakesBetween(b, a, 3)).toBe(mistakes)
  })

  test('leaves a shortened form in common', () => {
    const word = fc.string({ unit: fc.constantFrom(...'абвгде'), minLength: 4, maxLength: 9 })
    const place = fc.nat({ max: 8 })
    fc.assert(
      fc.property(word, place, fc.constantFrom('ж', ''), fc.boolean(), (right, at, letter, swap) => {
        const index = at % (right.length - 1)
        const wrong = swap
          ? right.slice(0, index) + right[index + 1] + right[index] + right.slice(index + 2)
          : right.slice(0, index) + letter + right.slice(index + 1)
        const forms = new Set(shortenedForms(right))
        expect(shortenedForms(wrong).some((form) => forms.has(form))).toBe(true)
        expect(mistakesBetween(right, wrong, 1)).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('of the keyboard is known both ways', () => {
    expect(onOtherKeyboard('hjvfirf')).toBe('ромашка')
    expect(onOtherKeyboard('фсьу')).toBe('acme')
    expect(onOtherKeyboard('123')).toBeNull()
  })
})
