import { expect, it } from 'vitest'
import { changeFormForm, newFormInput } from './schema'

const siteOf = (site: string) => {
  const read = newFormInput.safeParse({ name: 'x', fields: [{ name: 'email' }], sites: [site] })
  return read.success ? read.data.sites[0] : read.error.issues[0]?.message
}

it.each([
  ['example.com/contact', 'https://example.com'],
  ['https://Example.com:8443/a?b', 'https://example.com:8443'],
  ['https://пример.рф', 'https://xn--e1afmkfd.xn--p1ai'],
  ['http://127.0.0.1:3999', 'http://127.0.0.1:3999'],
  ['http://example.com', 'site'],
  ['x', 'site'],
  ['javascript:alert(1)', 'site'],
  ['https://user:secret@example.com', 'site'],
  ["https://a.example; script-src 'unsafe-inline'", 'site'],
  ['https://a.example;script-src', 'site'],
  ['https://a.example,b.example', 'site'],
  ['https://*.example', 'site'],
  ['https://*', 'site'],
  ['https://[2001:db8::1]:8443', 'https://[2001:db8::1]:8443'],
])('the site %s is %s', (typed, expected) => expect(siteOf(typed)).toBe(expected))

it.each([
  [{ fields: [{ name: 'note' }] }, 'reachable'],
  [{ fields: [{ name: 'email' }, { name: 'email' }] }, 'repeated'],
  [{ redirectUrl: 'https://elsewhere.example' }, 'redirect_site'],
  [{ redirectUrl: 'x' }, 'site'],
  [{ campaign: 'Spring' }, 'needs_channel'],
])('%j is refused', (wish, code) => {
  const read = newFormInput.safeParse({ name: 'x', fields: [{ name: 'email' }], ...wish })
  expect(read.error?.issues.map(({ message }) => message)).toEqual([code])
})

it('an address of 2,000 characters is too long, and nothing worse', () => {
  const read = newFormInput.safeParse({
    name: 'x',
    fields: [{ name: 'email' }],
    redirectUrl: 'x'.repeat(2000),
  })
  expect(read.error?.issues.map(({ message }) => message)).toEqual(['too_long'])
})

it('the builder sends questions as JSON, sites as lines, nothing as empty text', () => {
  const sent = {
    name: 'x',
    kind: 'enquiry',
    fields: '[{"name":"phone"}]',
    sites: 'a.example\r\n b.example',
    owner: '',
  }
  const read = changeFormForm.parse({
    ...sent,
    redirectUrl: ' ',
    channel: '',
    campaign: '',
    formId: '1',
    version: '2',
  })
  expect(read).toMatchObject({
    formId: 1,
    patch: {
      sites: ['https://a.example', 'https://b.example'],
      owner: null,
      redirectUrl: null,
      consentRequired: false,
    },
  })
  expect(changeFormForm.safeParse({ ...sent, fields: '{', formId: '1', version: '2' }).success).toBe(false)
})
