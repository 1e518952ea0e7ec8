import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min'

/**
 * Keys under which the same person or company is recognised however it was typed, and the text that search looks in.
 * A key is compared, never shown. Equal e-mail or phone keys join an enquiry to a lead; company keys only suggest.
 */

/** The mailbox, without regard to case, width or blanks around it; null when it is no address at all. */
export function emailKey(raw: string | null | undefined): string | null {
  const key = (raw ?? '').normalize('NFKC').trim().toLowerCase()
  return key.includes('@') ? key : null
}

const ENOUGH_DIGITS = 7
/** The first code point of the digit blocks that people type phone numbers in; NFKC handles the full-width ones. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50]
const KEYPAD = '22233344455566677778889999'

/**
 * The phone number in E.164, without its extension: `+74951234567` for "8 (495) 123-45-67 доб. 12". What is no valid
 * number anywhere is its bare digits when there are at least seven, so that it still matches itself; else null.
 * Placeholders ("0000000", "1234567") are null: they would join strangers.
 */
export function phoneKey(raw: string | null | undefined, defaultCountry?: string | null): string | null {
  const text = asciiDigits((raw ?? '').normalize('NFKC')).trim()
  if (text === '' || text.length > 250) return null
  const country = defaultCountry?.toUpperCase()
  const home = country && isSupportedCountry(country) ? country : undefined

  const whole = validNumber(text, home)
  if (whole) return whole
  // Several numbers in one cell: the first that is one. A slash comes last, it also parts area codes ("030/1234567").
  for (const separator of [/[,;|\n]|\s(?:or|или|oder|ou)\s/iu, /[,;|\n/]/]) {
    const parts = text.split(separator)
    if (parts.length < 2) continue
    for (const part of parts) {
      const number = validNumber(part, home)
      if (number) return number
    }
  }
  const digits = withoutExtension(text).replace(/\D/g, '')
  return digits.length >= ENOUGH_DIGITS && !isPlaceholder(digits) ? digits : null
}

function validNumber(text: string, home: CountryCode | undefined): string | null {
  // 00 is the international prefix nearly everywhere, but not in the metadata of Russia ("8~10") or the US (011).
  const international = text.replace(/^(\D*)00(?=[\s().-]*[1-9])/, '$1+')
  const found = parsed(international, home)
  if (found) return found
  if (/[a-z]{3}/i.test(international)) {
    const dialled = parsed(
      international.replace(/[a-z]/gi, (letter) => KEYPAD[letter.toLowerCase().charCodeAt(0) - 97] ?? ''),
      home,
    )
    if (dialled && /^[\d+(]/.test(international)) return dialled
  }
  // "49 30 1234567" in Moscow: no Russian number, but one with its plus forgotten. Without a home country every
  // number looks like that, and a guess would be wrong more often than right.
  const digits = international.replace(/[\s().-]/g, '')
  return home && /^[1-9]\d{9,14}$/.test(digits) ? parsed(`+${digits}`, home) : null
}

function parsed(text: string, home: CountryCode | undefined): string | null {
  const number = parsePhoneNumberFromString(text, home)
  return number?.isValid() && !/^(\d)\1*$/.test(number.nationalNumber) ? number.number : null
}

function withoutExtension(text: string): string {
  return text.replace(/\s*(?:ext|x|#|доб|вн|внутр|ramal|int|tel ext)\.?[\s:]*\d{1,7}\s*$/iu, '')
}

function isPlaceholder(digits: string): boolean {
  return /^\d{0,3}(\d)\1{9,}$|^(\d)\2*$/.test(digits) || /^0?1234567(?:8(?:90?)?)?$/.test(digits)
}

function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0
    const zero = ZEROS.find((first) => code >= first && code < first + 10)
    return zero === undefined ? digit : String(code - zero)
  })
}

/** Legal forms as they look once dots are gone and words are folded. Several words: the longest is tried first. */
const LEGAL_FORMS = forms(`
  inc|incorporated|corp|corporation|co|company|llc|llp|lllp|lp|pllc|plc|ltd|limited|pty ltd|pty limited|pty|pvt ltd|
  private limited|pvt|pte ltd|pte|sdn bhd|bhd|gmbh|mbh|ag|kg|kgaa|ohg|gbr|ug|ug haftungsbeschrankt|ev|eg|ek|se|sarl|sas|sasu|
  sa|sa de cv|eurl|sci|snc|srl|srls|spa|sapa|sl|slu|sau|slp|sc|lda|ltda|eireli|mei|epp|me|sa rl|
  bv|nv|cv|vof|bvba|ab|aktiebolag|as|asa|aps|a s|oy|oyj|ky|hf|ehf|oü|ou|uab|sia|
  sp z oo|spolka z oo|sp k|sp j|sro|s r o|doo|ood|eood|ad|kft|zrt|nyrt|rt|ead|
  as sirketi|anonim sirketi|ltd sti|limited sirketi|sti|kk|kabushiki kaisha|gk|fze|fzco|fz llc|wll|pjsc|jsc|cjsc|ojsc|
  ooo|oao|zao|pao|nao|тоо|ооо|оао|зао|пао|нао|ао|ип|чп|фоп|тов|прат|пат|ат|одо|уп|чуп|гуп|муп|фгуп|ано|нко|кфх|тдо|
  общество с ограниченнои ответственностью|акционерное общество|публичное акционерное общество|
  непубличное акционерное общество|закрытое акционерное общество|открытое акционерное общество|
  индивидуальныи предприниматель|товарищество с ограниченнои ответственностью|
  товариство з обмеженою відповідальністю|株式会社|有限会社|有限公司|股份有限公司|주식회사`)

/** Of these only some stand before the name: "AS Roma" and "Co Design" keep their first word. */
const LEADING_FORMS = forms(`
  ooo|oao|zao|pao|pt|uab|sia|тоо|ооо|оао|зао|пао|нао|ао|ип|чп|фоп|тов|прат|пат|ат|одо|уп|чуп|гуп|муп|фгуп|ано|нко|
  общество с ограниченнои ответственностью|акционерное общество|публичное акционерное общество|
  непубличное акционерное общество|закрытое акционерное общество|открытое акционерное общество|
  индивидуальныи предприниматель|товарищество с ограниченнои ответственностью|
  товариство з обмеженою відповідальністю|株式会社|有限会社|주식회사`)

const LONGEST_FORM = 4

function forms(list: string): ReadonlySet<string> {
  return new Set(list.split('|').map((form) => foldWords(form).join(' ')))
}

/** The company's name without its legal form, case, accents and punctuation: "ООО «Ромашка»" and "Ромашка, ООО" agree. */
export function companyKey(raw: string | null | undefined): string | null {
  let words = foldWords(raw ?? '')
  if (words.length === 0) return null
  for (;;) {
    const shorter = withoutForm(words)
    // A company that is called like a legal form ("AG", "Limited") keeps its name.
    if (shorter.length === 0 || shorter.length === words.length) return words.join(' ')
    words = shorter
  }
}

function withoutForm(words: string[]): string[] {
  for (let length = Math.min(LONGEST_FORM, words.length); length > 0; length--) {
    if (LEGAL_FORMS.has(words.slice(-length).join(' '))) {
      const rest = words.slice(0, -length)
      return rest.at(-1) === 'and' ? rest.slice(0, -1) : rest // "GmbH & Co. KG"
    }
    if (LEADING_FORMS.has(words.slice(0, length).join(' '))) return words.slice(length)
  }
  return words
}

const LETTERS_BESIDE_ASCII: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ё: 'е',
}

function foldWords(text: string): string[] {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      // Marks only over Latin, Greek and Cyrillic letters: in Hindi or Thai they are vowels.
      .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}])[\u0300-\u036f]+/gu, '')
      .normalize('NFC')
      .replace(/[ßøłđæœı]/g, (letter) => LETTERS_BESIDE_ASCII[letter] ?? letter)
      .replace(/&/g, ' and ')
      .replace(/['’`´]/g, '')
      // "S.A.", "G.m.b.H.", "o. o.", "A/S" are one word each.
      .replace(/(?<![\p{L}\p{N}])\p{L}(?:[./]\s?\p{L}(?![\p{L}\p{N}]))+/gu, (form) =>
        form.replace(/[./\s]/g, ''),
      )
      .split(/[^\p{L}\p{M}\p{N}]+/u)
      .filter((word) => word !== '')
  )
}

/** Nearly all e-mails, numbers and ids: nothing in them to fold but case. */
const PLAIN = /^[ -~]*$/

/** What search compares: any script, any case. Both the stored text and the question go through it. */
export function foldForSearch(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/ +/g, ' ').trim()
  // Up and down again is Unicode's case folding for all that people type: ß and SS, ς and σ, ı and I.
  return text
    .normalize('NFKC')
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/\u0307/g, '')
    .replace(/ς/g, 'σ')
    .replace(/ё/g, 'е')
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .trim()
}

export interface SearchableLead {
  company?: string | null
  contactName?: string | null
  email?: string | null
  phone?: string | null
  phoneKey?: string | null
  externalId?: string | null
}

/** The text that a lead is found by, one field per line; phone numbers also as bare digits, as typed and as E.164. */
export function searchText(lead: SearchableLead): string {
  const typed = asciiDigits((lead.phone ?? '').normalize('NFKC')).replace(/\D/g, '')
  const known = (lead.phoneKey ?? '').replace(/\D/g, '')
  const lines = [lead.company, lead.contactName, lead.email, lead.phone, lead.externalId]
    .map((field) => foldForSearch(field ?? ''))
    .concat(typed, known)
  return [...new Set(lines)].filter((line) => line !== '').join('\n')
}

/**
 * What to look for in `searchText`, any of these: the question itself and, where it looks like a phone number, its
 * digits. Empty when there is nothing to look for. The caller escapes them for LIKE.
 */
export function searchNeedles(question: string): string[] {
  const folded = foldForSearch(question)
  if (folded === '') return []
  const looksLikePhone = /^[+(]?[\d\s().+/-]+$/.test(asciiDigits(folded))
  const digits = asciiDigits(folded).replace(/\D/g, '')
  return looksLikePhone && digits.length >= 3 && digits !== folded ? [folded, digits] : [folded]
}
