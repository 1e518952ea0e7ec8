import { foldForSearch, isUnspaced, pairsOf, phoneDigits, searchWords } from './search-text'

/** One way in which a part of a question can stand in `lead.search_text` (lib/leads/search-text). */
export type Wording = {
  /** LIKE pattern: it begins a word there */
  starts: string
  /** LIKE pattern: it stands anywhere, within a word too */
  inside: string
  /** its words one by one: a pattern, and what the index of words is asked for, as text of a tsquery */
  words: { pattern: string; query: string }[]
}

/** A part of a question, in any of its wordings. */
export type Term = {
  wordings: Wording[]
  /** the word itself where it may be mistyped: letters only, and enough of them */
  word: string | null
}

const MOST_TERMS = 10
/** Shorter ones are too like each other. */
const SHORTEST_MISTYPED = 4
const LONGEST_MISTYPED = 30
/** Fewer digits are a number of something else. */
const PHONE_DIGITS = 7

/**
 * What to look for: all of these, each in any of its wordings. Blanks part a question; the last letters of each part may
 * be missing, other characters within it keep words together ("anna@acme" finds anna@acme.example and no other Anna). A
 * phone number is one part in whatever notation. Null when nothing is asked, an empty list when nothing can be found.
 */
export function readQuestion(question: string): Term[] | null {
  const text = question.trim()
  if (text === '') return null
  if (isPhone(text)) return [phoneTerm(text)]
  const terms: Term[] = []
  let rest = text
  for (const found of text.match(/[+(]?\d[\d\s().+/-]{5,}\d/g) ?? []) {
    if (phoneDigits(found).length < PHONE_DIGITS) continue
    terms.push(phoneTerm(found))
    rest = rest.replace(found, ' ')
  }
  for (const part of rest.split(/\s+/)) {
    const term = wordsTerm(part)
    if (term) terms.push(term)
  }
  return terms.slice(0, MOST_TERMS)
}

function isPhone(text: string): boolean {
  return (
    /^[+(]?[\p{Nd}\s().+/-]+(?:(?:ext|x|#|доб|вн)\.?\s*\d+)?$/iu.test(text) && phoneDigits(text).length >= 3
  )
}

/** As it was typed, and by its digits: with and without what is dialled before them. */
function phoneTerm(text: string): Term {
  const digits = phoneDigits(text)
  const variants = new Set([digits])
  if (digits.length >= PHONE_DIGITS) {
    for (const prefix of [/^00/, /^0/, /^[78](?=\d{10}$)/])
      for (const known of [...variants]) variants.add(known.replace(prefix, ''))
  }
  const wordings = [...variants].map((variant) => wordingOf([variant], false))
  const asTyped = wordsTerm(text)?.wordings ?? []
  const others = asTyped.filter(({ starts }) => !wordings.some((one) => one.starts === starts))
  return { wordings: [...others, ...wordings], word: null }
}

function wordsTerm(part: string): Term | null {
  const words = searchWords(part)
  if (words.length === 0) return null
  // "lead1@" is all of that word.
  const complete = !/[\p{L}\p{M}\p{N}\p{Extended_Pictographic}]$/u.test(foldForSearch(part).trim())
  const [word = ''] = words
  const mistyped =
    words.length === 1 &&
    word.length >= SHORTEST_MISTYPED &&
    word.length <= LONGEST_MISTYPED &&
    /^\p{L}+$/u.test(word) &&
    !isUnspaced(word)
  return { wordings: [wordingOf(words, complete)], word: mistyped ? word : null }
}

function wordingOf(words: readonly string[], complete: boolean): Wording {
  const phrase = words.join(' ')
  const last = words.length - 1
  const [first = ''] = words
  return {
    starts: `%${isUnspaced(first) ? '' : ' '}${phrase}${complete ? ' ' : ''}%`,
    inside: `%${phrase}%`,
    words: words.map((word, index) => {
      if (isUnspaced(word)) return { pattern: `%${word}%`, query: pairQuery(word) }
      const begins = index === last && !complete
      return { pattern: begins ? `% ${word}%` : `% ${word} %`, query: lexeme(word, begins) }
    }),
  }
}

/** By all its pairs; a character alone is the beginning of a pair of which we know no more. */
function pairQuery(run: string): string {
  const pairs = pairsOf(run)
  if (pairs.length === 1) return lexeme(run, true)
  return pairs
    .slice(0, -1)
    .map((pair) => lexeme(pair, false))
    .join(' & ')
}

/** Words hold letters, digits and pictures only, so nothing needs to be escaped. */
function lexeme(word: string, begins: boolean): string {
  return `'${word}'${begins ? ':*' : ''}`
}
