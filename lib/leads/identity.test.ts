import fc from 'fast-check'
import { getExampleNumber } from 'libphonenumber-js'
import examples from 'libphonenumber-js/examples.mobile.json'
import { getCountries } from 'libphonenumber-js/min'
import { describe, expect, test } from 'vitest'
import { companyKey, emailKey, foldForSearch, phoneKey, searchNeedles, searchText } from './identity'

describe('emailKey', () => {
  test.each([
    ['  Anna@Example.COM ', 'anna@example.com'],
    ['ａｎｎａ@example.com', 'anna@example.com'],
    ['\u00a0anna@example.com\u00a0', 'anna@example.com'],
    ['Анна@Пример.РФ', 'анна@пример.рф'],
    ['', null],
    ['n/a', null],
    [null, null],
    [undefined, null],
  ])('%j → %j', (raw, key) => {
    expect(emailKey(raw)).toBe(key)
  })

  test('is its own key', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const key = emailKey(email)
        expect(key).not.toBeNull()
        expect(emailKey(key)).toBe(key)
        expect(emailKey(` ${email.toUpperCase()}\t`)).toBe(emailKey(email.toUpperCase()))
      }),
    )
  })
})

describe('phoneKey', () => {
  test.each([
    // raw, country of the organisation, key
    ['+7 (495) 123-45-67', 'RU', '+74951234567'],
    ['8 (495) 123-45-67', 'RU', '+74951234567'],
    ['8-495-123-45-67', 'ru', '+74951234567'],
    ['84951234567', 'RU', '+74951234567'],
    ['74951234567', 'RU', '+74951234567'],
    ['495 123 45 67', 'RU', '+74951234567'],
    ['007 495 123 45 67', 'RU', '+74951234567'],
    ['8 10 49 30 1234567', 'RU', '+49301234567'],
    ['0049 30 1234567', 'RU', '+49301234567'],
    ['0049 (30) 1234567', 'US', '+49301234567'],
    ['011 49 30 1234567', 'US', '+49301234567'],
    ['+49 (0)30 1234567', 'RU', '+49301234567'],
    ['030/1234567', 'DE', '+49301234567'],
    ['tel:+7-495-123-45-67', null, '+74951234567'],
    ['Тел.: 8 (495) 123-45-67 (офис)', 'RU', '+74951234567'],
    ['+7 495 123 45 67 доб. 12', 'RU', '+74951234567'],
    ['+1 650 253 0000 ext. 555', 'DE', '+16502530000'],
    ['(650) 253-0000 x555', 'US', '+16502530000'],
    ['1-800-FLOWERS', 'US', '+18003569377'],
    ['+1 (800) 356-FLOW', 'DE', '+18003563569'],
    ['(11) 98765-4321', 'BR', '+5511987654321'],
    ['011 98765-4321', 'BR', '+5511987654321'],
    ['٠٢٠ ٧٩٤٦ ٠٩٥٨', 'GB', '+442079460958'],
    ['＋４４ ２０ ７９４６ ０９５８', 'RU', '+442079460958'],
    ['+7 495 123 45 67, +7 916 123 45 67', 'RU', '+74951234567'],
    ['8 495 123 45 67 / 8 916 123 45 67', 'RU', '+74951234567'],
    ['нет; 8 916 123 45 67', 'RU', '+79161234567'],
    // no valid number: its digits
    ['12-34-56-7890', 'RU', null],
    ['23 45 679', 'RU', '2345679'],
    ['495 123 45 67', null, '4951234567'],
    ['495 123 45 67 ext 9', null, '4951234567'],
    ['495 123 45 67', 'XX', '4951234567'],
    // nothing to recognise anybody by
    ['112', 'RU', null],
    ['000-00-00', 'RU', null],
    ['1234567', 'RU', null],
    ['+7 999 999 99 99', 'RU', null],
    ['no phone', 'RU', null],
    ['', 'RU', null],
    ['  ', 'RU', null],
    [null, 'RU', null],
    ['9'.repeat(300), 'RU', null],
  ])('%j in %s → %j', (raw, country, key) => {
    expect(phoneKey(raw, country)).toBe(key)
  })

  test('any notation of a real number has the same key, in every country', () => {
    for (const country of getCountries()) {
      const number = getExampleNumber(country, examples)
      if (!number) continue
      const notations = [
        number.number,
        number.formatInternational(),
        number.formatNational(),
        number.formatInternational().replace('+', '00'),
      ]
      for (const notation of notations)
        expect([country, notation, phoneKey(notation, country)]).toEqual([country, notation, number.number])
    }
  })

  test('is its own key, whatever comes in', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'0123456789+-() ./,x') })),
        fc.constantFrom('RU', 'US', 'DE', null),
        (raw, country) => {
          const key = phoneKey(raw, country)
          if (key === null) return
          expect(key).toMatch(/^\+?\d{6,250}$/)
          if (key.startsWith('+')) expect(phoneKey(key, country)).toBe(key)
        },
      ),
    )
  })
})

describe('companyKey', () => {
  test.each([
    ['ООО Ромашка', 'ромашка'],
    ['Ромашка, ООО', 'ромашка'],
    ['ООО «РОМАШКА»', 'ромашка'],
    ['Общество с ограниченной ответственностью "Ромашка"', 'ромашка'],
    ['ЗАО "Рога и копыта"', 'рога и копыта'],
    ['ОАО Газпром', 'газпром'],
    ['ПАО «Газпром»', 'газпром'],
    ['АО Тандер', 'тандер'],
    ['ИП Иванов И.И.', 'иванов ии'],
    ['Индивидуальный предприниматель Иванов И. И.', 'иванов ии'],
    ['Зелёный Берег', 'зеленыи берег'],
    ['Acme, Inc.', 'acme'],
    ['ACME', 'acme'],
    ['Acme Inc', 'acme'],
    ['Acme Co., Ltd.', 'acme'],
    ['Acme Pty. Ltd.', 'acme'],
    ['Acme L.L.C.', 'acme'],
    ['Müller GmbH', 'muller'],
    ['Muller G.m.b.H.', 'muller'],
    ['Müller GmbH & Co. KG', 'muller'],
    ['Schloß AG', 'schloss'],
    ['Banco do Brasil S.A.', 'banco do brasil'],
    ['Padaria São João Ltda.', 'padaria sao joao'],
    ['Dupont S.à r.l.', 'dupont'],
    ['Rossi S.p.A.', 'rossi'],
    ['Kowalski Sp. z o.o.', 'kowalski'],
    ['Novák s.r.o.', 'novak'],
    ['Maersk A/S', 'maersk'],
    ['UAB Vilnius', 'vilnius'],
    ['OOO Romashka', 'romashka'],
    ["O'Neil & Sons Limited", 'oneil and sons'],
    ['O’Neil and Sons', 'oneil and sons'],
    ['Coca-Cola', 'coca cola'],
    ['J.P. Morgan', 'jp morgan'],
    ['AS Roma', 'as roma'],
    ['Co Design', 'co design'],
    ['株式会社トヨタ', '株式会社トヨタ'],
    ['トヨタ 株式会社', 'トヨタ'],
    ['हिन्दी', 'हिन्दी'],
    // called like a legal form
    ['AG', 'ag'],
    ['ООО', 'ооо'],
    ['Limited', 'limited'],
    ['', null],
    ['"—"', null],
    [null, null],
  ])('%j → %j', (raw, key) => {
    expect(companyKey(raw)).toBe(key)
  })

  test('legal form, case and punctuation do not matter', () => {
    const name = fc
      .array(fc.constantFrom('ромашка', 'acme', 'север', 'müller', 'tech', '2000', 'グループ'), {
        minLength: 1,
        maxLength: 3,
      })
      .map((words) => words.join(' '))
    const dress = fc.constantFrom(
      (s: string) => `ООО «${s}»`,
      (s: string) => `${s}, Inc.`,
      (s: string) => `  ${s.toUpperCase()} GmbH`,
      (s: string) => `${s} S.A.`,
      (s: string) => `"${s}" Ltd.`,
    )
    fc.assert(
      fc.property(name, dress, (plain, dressed) => {
        expect(companyKey(dressed(plain))).toBe(companyKey(plain))
      }),
    )
  })

  test('is its own key, and never empty', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (raw) => {
        const key = companyKey(raw)
        if (key === null) return
        expect(key).not.toBe('')
        expect(key).toBe(key.trim())
      }),
    )
  })
})

describe('search', () => {
  const lead = {
    company: 'ООО «Зелёный Берег»',
    contactName: 'Günther STRAẞE',
    email: 'G.Strasse@Example.com',
    phone: '8 (495) 123-45-67',
    phoneKey: '+74951234567',
    externalId: 'MQL-0042',
  }
  const finds = (question: string) =>
    searchNeedles(question).some((needle) => searchText(lead).includes(needle))

  test.each([
    'зеленый',
    'ЗЕЛЁНЫЙ бер',
    'straße',
    'STRASSE',
    'günther',
    'g.strasse@example',
    'mql-0042',
    '(495) 123',
    '8495123',
    '+7 495 123-45',
    '123 45 67',
  ])('%j finds the lead', (question) => expect(finds(question)).toBe(true))

  test.each(['', '   ', 'желтый', '555', 'берег günther', '%', '_'])('%j does not', (question) =>
    expect(finds(question)).toBe(false),
  )

  test('an id that looks like a number is looked for as typed, too', () => {
    expect(searchNeedles('2024-10-001')).toEqual(['2024-10-001', '202410001'])
    expect(searchNeedles('12')).toEqual(['12'])
  })

  test('empty fields leave nothing', () => {
    expect(searchText({})).toBe('')
    expect(searchText({ company: 'Acme', phone: null })).toBe('acme')
  })

  test('any part of a name finds it, in any case', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (name) => {
        const text = searchText({ company: name })
        for (const question of [name, name.toUpperCase(), name.toLowerCase()])
          for (const needle of searchNeedles(question).slice(0, 1)) expect(text).toContain(needle)
        expect(foldForSearch(text)).toBe(text)
      }),
    )
  })
})
