import { expect, it } from 'vitest'
import { place, readCame } from './tracking'

const read = (sent: Record<string, string>) => (name: string) => sent[name]

it('keeps UTM parameters and click ids, of the first touch and of the last', () => {
  const sent = { utm_source: ' google ', first_utm_source: 'fair', gclid: 'a', first_yclid: 'b', other: 'x' }
  expect(readCame(read(sent))).toEqual({
    utm: { source: 'google' },
    clicks: { gclid: 'a' },
    page: null,
    referrer: null,
  })
  expect(readCame(read(sent), 'first_')).toMatchObject({ utm: { source: 'fair' }, clicks: { yclid: 'b' } })
})

it('a broken advert costs no lead: what cannot be stored is left out, what is too long is cut', () => {
  const came = readCame(
    read({ utm_source: 'a\u0000', utm_medium: 'x'.repeat(900), utm_term: '\ud800', gclid: '' }),
  )
  expect(came?.utm).toEqual({ medium: 'x'.repeat(200), term: '\ufffd' })
  expect(came?.clicks).toEqual({})
})

it('is nothing where nothing came', () => expect(readCame(read({ utm_source: ' ' }))).toBeNull())

it.each([
  ['https://www.acme.example/a/b?email=x#y', 'https://www.acme.example/a/b'],
  ['javascript:alert(1)', null],
  ['/relative', null],
  ['', null],
])('the place of %s is %s', (text, expected) => expect(place(text)).toBe(expected))
