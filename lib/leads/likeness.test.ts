import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { companyKey, emailKey, phoneKey, websiteKey } from './identity'
import { type Comparable, compareNames, LIKENESS_REASONS, likenessOf, SURE } from './likeness'

// A failure must come again.
fc.configureGlobal({ seed: 20_261_124, numRuns: 300 })

const MAY = new Date('2026-05-01T00:00:00Z')
const JUNE = new Date('2026-06-01T00:00:00Z')

function lead(
  given: Partial<Comparable> & { email?: string; phone?: string; company?: string; website?: string },
): Comparable {
  const { email, phone, company, website, ...rest } = given
  return {
    emailKey: emailKey(email),
    phoneKey: phoneKey(phone, 'DE'),
    companyKey: companyKey(company),
    websiteKey: websiteKey(website, email),
    contactName: null,
    country: null,
    status: 'new',
    statusSince: MAY,
    createdAt: MAY,
    ...rest,
  }
}

const why = (a: Parameters<typeof lead>[0], b: Parameters<typeof lead>[0]) => {
  const found = likenessOf(lead(a), lead(b))
  return found && { sure: found.score >= SURE, reasons: found.reasons }
}

describe('surely the same', () => {
  test.each([
    ['e-mail', { email: 'Anna@acme.de' }, { email: 'anna@ACME.de ' }, ['email', 'website']],
    [
      'e-mail, under two names',
      { email: 'a@gmail.com', contactName: 'Anna Keller' },
      { email: 'a@gmail.com', contactName: 'Boris Novak' },
      ['email'],
    ],
    ['phone', { phone: '030 1234567' }, { phone: '+49 30 123 45 67' }, ['phone']],
    [
      'name at one company',
      { contactName: 'Anna Keller', company: 'Acme GmbH' },
      { contactName: 'Keller, Anna', company: 'ACME' },
      ['name', 'company'],
    ],
    [
      'name at one website',
      { contactName: 'Anna Keller', website: 'acme.de' },
      { contactName: 'anna keller', email: 'info@acme.de' },
      ['name', 'website'],
    ],
    [
      'company in two scripts',
      { contactName: 'Иван Петров', company: 'ООО «Ромашка»' },
      { contactName: 'Ivan Petrov', company: 'Romashka LLC' },
      ['name', 'company'],
    ],
  ])('%s', (_what, a, b, reasons) => expect(why(a, b)).toEqual({ sure: true, reasons }))
})

describe('likely', () => {
  test.each([
    [
      'a phone under two names',
      { phone: '030 1234567', contactName: 'Anna Keller' },
      { phone: '030 1234567', contactName: 'Boris Novak' },
      ['phone'],
    ],
    [
      'an initial at one company',
      { contactName: 'R. Matos', company: 'Douro SA' },
      { contactName: 'Rui Matos', company: 'Douro' },
      ['similar_name', 'company'],
    ],
    [
      'a slip in the company',
      { contactName: 'Anna Keller', company: 'Acme Logistics' },
      { contactName: 'Anna Keller', company: 'Acme Logistic' },
      ['name', 'similar_company'],
    ],
    [
      'one company, no names',
      { company: 'Acme' },
      { company: 'Acme Inc.', contactName: 'Anna' },
      ['company'],
    ],
    ['one website, no names', { website: 'www.acme.de' }, { email: 'info@acme.de' }, ['website']],
  ])('%s', (_what, a, b, reasons) => expect(why(a, b)).toEqual({ sure: false, reasons }))
})

describe('two leads', () => {
  test.each([
    [
      'colleagues',
      { contactName: 'Anna Keller', company: 'Acme', email: 'anna@acme.de' },
      { contactName: 'Boris Novak', company: 'Acme', email: 'boris@acme.de' },
    ],
    [
      'namesakes',
      { contactName: 'Anna Keller', company: 'Acme' },
      { contactName: 'Anna Keller', company: 'Zenit' },
    ],
    ['branches', { company: 'Filial 12' }, { company: 'Filial 13' }],
    [
      'one name in two countries',
      { company: 'Acme', country: 'Germany' },
      { company: 'Acme', country: 'Brazil' },
    ],
    [
      'one name and two websites',
      { company: 'Acme', website: 'acme.de' },
      { company: 'Acme', website: 'acme.com.br' },
    ],
    ['nothing known', {}, {}],
    ['mailboxes of everybody', { email: 'anna@gmail.com' }, { email: 'boris@gmail.com' }],
  ])('%s', (_what, a, b) => expect(why(a, b)).toBeNull())

  test('a customer who comes again after an end is a new lead; one who was there before is not', () => {
    const email = 'anna@acme.de'
    const won = { email, status: 'won', statusSince: JUNE } as const
    expect(why(won, { email, createdAt: JUNE })).toBeNull()
    expect(why({ email, createdAt: JUNE }, won)).toBeNull()
    expect(why(won, { email, createdAt: MAY })).toMatchObject({ sure: true })
  })
})

describe('names', () => {
  test.each([
    ['Anna Keller', 'KELLER Anna', 'same'],
    ['Алёна Иванова', 'Алена Иванова', 'same'],
    ['Сергей Иванов', 'Sergey Ivanov', 'same'],
    ['Юрий Цой', 'Yuri Tsoi', 'same'],
    ['Anna Keller', 'A. Keller', 'similar'],
    ['Anna Keller', 'Ana Keller', 'similar'],
    ['Anna Keller', 'Keller', 'similar'],
    ['Anna Maria Keller', 'Anna Keller', 'similar'],
    ['Петров А.С.', 'Андрей Сергеевич Петров', 'similar'],
    ['Kathrin Schmidt', 'Katrin Schmitd', 'similar'],
    ['Anna Keller', 'Anna Novak', 'different'],
    ['A. B.', 'Anna Bauer', 'different'],
    ['Weber1', 'Weber2', 'different'],
    ['', 'Anna', 'unknown'],
    [null, null, 'unknown'],
  ] as const)('%j and %j: %s', (a, b, likeness) => {
    expect(compareNames(a, b)).toBe(likeness)
    expect(compareNames(b, a)).toBe(likeness)
  })

  test('the order of words does not matter, and everybody is called as they are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { maxLength: 4 }), (words) => {
        const likeness = compareNames(words.join(' '), words.toReversed().join(' '))
        expect(['same', 'unknown']).toContain(likeness)
      }),
    )
  })
})

test('likeness never throws, is the same both ways, and says why', () => {
  const few = (...values: string[]) => fc.option(fc.constantFrom(...values), { nil: null })
  const leads = fc.record({
    emailKey: few('a@acme.de', 'b@acme.de'),
    phoneKey: few('+49301234567', '+49301234568'),
    companyKey: few('acme', 'acme logistics', 'acme logistic', 'акме'),
    websiteKey: few('acme.de', 'zenit.ru'),
    contactName: few('Anna Keller', 'A. Keller', 'Анна Келлер', 'Boris Novak', '—'),
    country: few('Germany', 'germany', 'Brazil'),
    status: fc.constantFrom('new', 'won', 'lost', 'nurture' as const),
    statusSince: fc.constantFrom(MAY, JUNE),
    createdAt: fc.constantFrom(MAY, JUNE),
  })
  fc.assert(
    fc.property(leads, leads, (a, b) => {
      const found = likenessOf(a, b)
      expect(likenessOf(b, a)).toEqual(found)
      if (!found) return
      expect(found.score).toBeGreaterThan(0)
      expect(found.score).toBeLessThanOrEqual(100)
      expect(found.reasons).toEqual(LIKENESS_REASONS.filter((reason) => found.reasons.includes(reason)))
      expect(found.reasons).not.toHaveLength(0)
    }),
  )
})
