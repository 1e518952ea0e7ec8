import fc from 'fast-check'
import { getExampleNumber } from 'libphonenumber-js'
import examples from 'libphonenumber-js/examples.mobile.json'
import { getCountries } from 'libphonenumber-js/min'
import { describe, expect, test } from 'vitest'
import { companyKey, emailKey, nameWords, phoneKey, websiteKey } from './identity'

// A failure must come again.
fc.configureGlobal({ seed: 20_261_124, numRuns: 300 })

const anything = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string())

/** As full-width letters, which NFKC folds. */
const wide = (text: string) =>
  text.replace(/[!-~]/g, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + 0xfee0))

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
    // nobody's
    ['none@none.com', null],
    ['No-Email@no-email.com', null],
    ['test@test.ru', null],
    ['нет@нет.рф', null],
    ['--@--', null],
    ['test@company.com', 'test@company.com'],
    ['nona@none.com', 'nona@none.com'],
  ])('%j → %j', (raw, key) => {
    expect(emailKey(raw)).toBe(key)
  })

  test('case, width and blanks do not matter; it is its own key, whatever comes in', () => {
    fc.assert(
      fc.property(fc.emailAddress(), (email) => {
        const key = emailKey(email)
        expect(emailKey(wide(email.toUpperCase()))).toBe(key)
        expect(emailKey(`\t${email}\u00a0 `)).toBe(key)
      }),
    )
    fc.assert(
      fc.property(anything, (raw) => {
        const key = emailKey(`${raw}@${raw}`)
        expect(emailKey(key)).toBe(key)
      }),
    )
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
    // no company
    ['n/a', null],
    ['N.A.', null],
    ['-', null],
    ['Нет', null],
    ['Частное лицо', null],
    ['Self-employed', null],
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
        expect(companyKey(key)).toBe(key)
        expect(companyKey(wide(raw))).toBe(key)
      }),
    )
  })

  test('a form before or after the name, or both, is the same company', () => {
    const form = fc.constantFrom('ООО', 'АО', 'ИП', 'ТОО', 'OOO')
    const word = fc.string({ unit: fc.constantFrom(...'абвгдежзик'), minLength: 3, maxLength: 9 })
    fc.assert(
      fc.property(form, fc.array(word, { minLength: 1, maxLength: 3 }), (legal, words) => {
        const name = words.join(' ')
        const key = companyKey(name)
        expect(companyKey(`${legal} ${name}`)).toBe(key)
        expect(companyKey(`${name}, ${legal}`)).toBe(key)
        expect(companyKey(`${legal} «${name.toUpperCase()}»`)).toBe(key)
      }),
    )
  })
})

describe('websiteKey', () => {
  test.each([
    ['https://www.acme.de/shop?x=1#top', null, 'acme.de'],
    ['ACME.de', null, 'acme.de'],
    ['acme.de/', null, 'acme.de'],
    ['http://acme.de:8080', null, 'acme.de'],
    ['acme.de:8080/x', null, 'acme.de'],
    ['https:acme.de', null, 'acme.de'],
    ['www2.shop.acme.de', null, 'acme.de'],
    ['//acme.de.', null, 'acme.de'],
    ['ａｃｍｅ．ｄｅ', null, 'acme.de'],
    ['https://user:secret@acme.de/x', null, 'acme.de'],
    ['acme.co.uk', null, 'acme.co.uk'],
    ['https://www.loja.acme.com.br', null, 'acme.com.br'],
    ['acme.msk.ru', null, 'acme.msk.ru'],
    ['co.uk', null, 'co.uk'],
    ['Пример.РФ', null, 'xn--e1afmkfd.xn--p1ai'],
    ['xn--e1afmkfd.xn--p1ai', null, 'xn--e1afmkfd.xn--p1ai'],
    ['acme.de, acme.com', null, 'acme.de'],
    // everybody has a page there
    ['https://facebook.com/acme', null, null],
    ['vk.com/acme', null, null],
    ['https://acme.wixsite.com/start', null, 'acme.wixsite.com'],
    ['acme.tilda.ws', null, 'acme.tilda.ws'],
    ['tilda.ws', null, null],
    ['example.com', null, null],
    // no website
    ['n/a', null, null],
    ['localhost', null, null],
    ['192.168.1.1', null, null],
    ['http://[::1]/', null, null],
    ['acme', null, null],
    ['acme.123', null, null],
    ['http://a b.de', null, null],
    ['x'.repeat(3000), null, null],
    [`${'a.'.repeat(200)}de`, null, null],
    // the e-mail's domain, where it is a company's
    [null, 'Anna@Acme.de', 'acme.de'],
    ['', 'anna@mail.acme.co.uk', 'acme.co.uk'],
    ['facebook.com/acme', 'anna@acme.de', 'acme.de'],
    ['acme.com', 'anna@acme.de', 'acme.com'],
    [null, 'anna@gmail.com', null],
    [null, 'anna@yahoo.co.uk', null],
    [null, 'anna@yandex.kz', null],
    [null, 'anna@mail.ru', null],
    [null, 'none@none.com', null],
    [null, 'anna', null],
  ])('%j and %j → %j', (website, email, key) => {
    expect(websiteKey(website, email)).toBe(key)
  })

  test('protocol, www, case, width and path do not matter; it is its own key', () => {
    fc.assert(
      fc.property(fc.domain(), fc.webPath(), (domain, path) => {
        const key = websiteKey(domain)
        for (const address of [
          `https://${domain}${path}`,
          `http://www.${domain}/`,
          domain.toUpperCase(),
          wide(domain),
        ])
          expect([address, websiteKey(address)]).toEqual([address, key])
        if (key !== null) expect(websiteKey(key)).toBe(key)
      }),
    )
  })

  test('never throws, and is a domain or nothing', () => {
    fc.assert(
      fc.property(anything, anything, (website, email) => {
        const key = websiteKey(website, `${email}@${email}`)
        if (key === null) return
        expect(key).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/)
        expect(websiteKey(key)).toBe(key)
      }),
    )
  })
})

test.each([
  ['Keller, Anna', ['anna', 'keller']],
  ['Анна-Мария КЁЛЛЕР', ['анна', 'келлер', 'мария']],
  ['Петров А.С.', ['а', 'петров', 'с']],
  ['А. С. Петров', ['а', 'петров', 'с']],
  ['', []],
  [null, []],
])('the words of %j are %j', (name, words) => expect(nameWords(name)).toEqual(words))
