import fc from 'fast-check'
import { expect, it } from 'vitest'
import { perThousand, Texts } from './text-sample'

it('finds in which texts some letters stand, and in no others', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', ' ', 'ж', '👍'), maxLength: 8 })
  fc.assert(
    fc.property(
      fc.array(text, { maxLength: 12 }),
      fc.array(text, { minLength: 1, maxLength: 4 }),
      (all, asked) => {
        const texts = new Texts(all)
        for (const letters of [...asked, ...asked].filter((one) => one !== ''))
          expect([...texts.having(letters)]).toEqual(all.map((one) => Number(one.includes(letters))))
      },
    ),
    { seed: 20_261_125 },
  )
})

it('knows no word to be frequent in a company of a few leads', () => {
  const few = new Texts(Array.from({ length: 20 }, () => ' acme '))
  const many = new Texts(Array.from({ length: 2000 }, (_, n) => (n % 4 ? ' acme ' : ' other ')))
  expect(perThousand(few.having(' acme'))).toBe(10)
  expect(perThousand(many.having(' acme'))).toBe(750)
  expect(perThousand(new Texts([]).having(' acme'))).toBe(0)
})
