import { asciiDigits, LETTERS_BESIDE_ASCII, withoutExtension } from './identity'

/** The text that search looks in: the words of a lead, folded so that script, case and accents make no difference. */

/** Nearly all e-mails, numbers and ids: nothing in them to fold but case. */
const PLAIN = /^[ -~]*$/

/** Scripts that write without blanks between words: what is looked for may stand anywhere in a run of them. */
const UNSPACED = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}`
const UNSPACED_WORD = new RegExp(`^[${UNSPACED}]`, 'u')
const WORDS = new RegExp(
  `[${UNSPACED}][${UNSPACED}\\p{M}ー]*|(?:(?![${UNSPACED}])[\\p{L}\\p{M}\\p{N}\\p{Extended_Pictographic}])+`,
  'gu',
)
/** A word is told from others by so many characters. */
const LONGEST_WORD = 60

/** What search compares: any script, any case, with and without accents. Both the stored text and the question go through it. */
export function foldForSearch(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replaceAll("'", '')
  return (
    text
      .normalize('NFKC')
      // Up and down again is Unicode's case folding for all that people type: ß and SS, ς and σ, ı and I.
      .toLowerCase()
      .toUpperCase()
      .toLowerCase()
      .normalize('NFD')
      // Marks only over Latin, Greek and Cyrillic letters: in Hindi or Thai they are vowels. й stays, it is no accented и.
      .replace(/(?<=[\p{Script=Latin}\p{Script=Greek}])[\u0300-\u036f]+|(?<=е)\u0308/gu, '')
      .normalize('NFC')
      .replace(/ς/g, 'σ')
      .replace(/[øłđæœı]/g, (letter) => LETTERS_BESIDE_ASCII[letter] ?? letter)
      .replace(/[\u0307'’`´ʼ]/g, '')
  )
}

/** The words of a text as search compares them: all that is no letter, digit or picture parts them. */
export function searchWords(text: string): string[] {
  return (foldForSearch(text).match(WORDS) ?? []).map((word) =>
    word.length > LONGEST_WORD ? word.slice(0, LONGEST_WORD) : word,
  )
}

export function isUnspaced(word: string): boolean {
  return UNSPACED_WORD.test(word)
}

/** Each character of a run with the one after it: by these a piece of the run is found. */
export function pairsOf(run: string): string[] {
  const letters = Array.from(run)
  return letters.map((letter, index) => letter + (letters[index + 1] ?? ''))
}

export interface SearchableLead {
  company?: string | null
  contactName?: string | null
  email?: string | null
  phone?: string | null
  phoneKey?: string | null
  externalId?: string | null
}

/**
 * The words that a lead is found by, one after the other with a blank before and after each, so that `% word%` finds
 * what begins with it. Phone numbers are one word each: as typed, as E.164 and without the country.
 */
export function searchText(lead: SearchableLead): string {
  const known = (lead.phoneKey ?? '').replace(/\D/g, '')
  const fields = [lead.company, lead.contactName, lead.email, lead.externalId].map((field) =>
    field ? searchWords(field).join(' ') : '',
  )
  fields.push(phoneDigits(lead.phone ?? ''), known, lead.phoneKey?.startsWith('+') ? national(known) : '')
  const pairs = fields.some((field) => !PLAIN.test(field))
    ? fields.flatMap((field) => field.split(' ').filter(isUnspaced).flatMap(pairsOf))
    : []
  const words = [...new Set([...fields, ...pairs])].filter((field) => field !== '')
  return words.length === 0 ? '' : ` ${words.join(' ')} `
}

/** The digits of a phone number in any notation, without its extension. */
export function phoneDigits(phone: string): string {
  return phone === '' ? '' : withoutExtension(asciiDigits(phone.normalize('NFKC'))).replace(/\D/g, '')
}

/** Countries whose calling code has two digits; 1 and 7 have one, all others three. */
const TWO_DIGITS = /^(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/

function national(digits: string): string {
  if (/^[17]/.test(digits)) return digits.slice(1)
  return digits.slice(TWO_DIGITS.test(digits) ? 2 : 3)
}
