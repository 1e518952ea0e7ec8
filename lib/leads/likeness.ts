import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { nameWords } from './identity'
import { CLOSED_STATUSES } from './lifecycle'

/**
 * How much two leads look like the same one, and why. The same e-mail or phone joins an enquiry to a lead at the door
 * (the contract), so two leads that have it are surely one; a company is only a sign together with a name, because a lead
 * is a person: two colleagues are two leads.
 */
export const LIKENESS_REASONS = [
  'email',
  'phone',
  'name',
  'similar_name',
  'company',
  'similar_company',
  'website',
] as const

export type LikenessReason = (typeof LIKENESS_REASONS)[number]

/** What is compared of a lead. The keys are those of identity.ts. */
export type Comparable = {
  emailKey: string | null
  phoneKey: string | null
  companyKey: string | null
  websiteKey: string | null
  contactName: string | null
  country: string | null
  status: LeadStatus
  statusSince: Date
  createdAt: Date
}

export type Likeness = { score: number; reasons: LikenessReason[] }

/** From here on it is surely the same lead; below, likely. */
export const SURE = 70

/** Two companies are called very similarly: "Acme Logistics" and "Acme Logistic", not "Acme" and "Apex". */
const SIMILAR = 0.6

/** How sure (1 to 100) and why, the strongest reason first; null when they do not look alike. */
export function likenessOf(a: Comparable, b: Comparable): Likeness | null {
  if (cameAgain(a, b) || cameAgain(b, a)) return null
  const names = compareNames(a.contactName, b.contactName)
  const email = same(a.emailKey, b.emailKey)
  const phone = same(a.phoneKey, b.phoneKey)
  if (names === 'different' && !email && !phone) return null // colleagues: nothing else can make them one
  const website = same(a.websiteKey, b.websiteKey)
  const company = compareCompanies(a.companyKey, b.companyKey)

  const reasons: LikenessReason[] = []
  if (email) reasons.push('email')
  if (phone) reasons.push('phone')
  if (names === 'same') reasons.push('name')
  if (names === 'similar') reasons.push('similar_name')
  if (company === 'same') reasons.push('company')
  if (company === 'similar') reasons.push('similar_company')
  if (website) reasons.push('website')

  const apart = ofTwoCountries(a, b) || ofTwoSites(a, b)
  const base = baseScore({ email, phone, website, names, company, apart })
  if (base === 0) return null
  // more signs, surer: within the step that the strongest gives
  return { score: Math.min(base + reasons.length, 100), reasons }
}

type Signs = {
  email: boolean
  phone: boolean
  website: boolean
  names: NameLikeness
  company: CompanyLikeness
  /** what they say of where they are contradicts each other */
  apart: boolean
}

function baseScore({ email, phone, website, names, company, apart }: Signs): number {
  if (email) return names === 'different' ? 85 : 93
  // a switchboard is the number of many
  if (phone) return names === 'different' ? 40 : 85
  if (names === 'different') return 0
  if (names === 'same') {
    if (company === 'same') return apart ? 60 : 76
    if (website) return 71
    return company === 'similar' ? 54 : 0
  }
  if (names === 'similar') {
    if (company === 'same') return apart ? 38 : 56
    if (website) return 50
    return company === 'similar' ? 44 : 0
  }
  // no name to go by
  if (apart) return 0
  if (company === 'same') return website ? 34 : 30
  if (website) return 24
  return company === 'similar' ? 15 : 0
}

/** A customer who enquires again after an end is a new lead by the contract, not the old one twice. */
function cameAgain(earlier: Comparable, later: Comparable): boolean {
  const closed = (CLOSED_STATUSES as readonly LeadStatus[]).includes(earlier.status)
  return closed && later.createdAt >= earlier.statusSince
}

function same(a: string | null, b: string | null): boolean {
  return a !== null && a === b
}

function ofTwoCountries(a: Comparable, b: Comparable): boolean {
  if (!a.country || !b.country) return false
  return nameWords(a.country).join() !== nameWords(b.country).join()
}

function ofTwoSites(a: Comparable, b: Comparable): boolean {
  return a.websiteKey !== null && b.websiteKey !== null && a.websiteKey !== b.websiteKey
}

// ── companies ───────────────────────────────────────────────────────────────────────────────────────────────────────

type CompanyLikeness = 'same' | 'similar' | 'different' | 'unknown'

function compareCompanies(a: string | null, b: string | null): CompanyLikeness {
  if (a === null || b === null) return 'unknown'
  if (a === b) return 'same'
  const [one, two] = [inLatin(a), inLatin(b)]
  if (one === two) return 'same'
  // "Filial 12" and "Filial 13" are two, however alike they are written
  if (one.replace(/\D+/g, ' ').trim() !== two.replace(/\D+/g, ' ').trim()) return 'different'
  return similarity(one, two) >= SIMILAR ? 'similar' : 'different'
}

/** Common trigrams of all trigrams, as pg_trgm counts them, so that screens and the search while typing agree. */
function similarity(a: string, b: string): number {
  const [one, two] = [trigrams(a), trigrams(b)]
  let common = 0
  for (const trigram of one) if (two.has(trigram)) common++
  const all = one.size + two.size - common
  return all === 0 ? 0 : common / all
}

function trigrams(text: string): Set<string> {
  const found = new Set<string>()
  for (const word of text.split(/[^\p{L}\p{N}]+/u)) {
    if (word === '') continue
    const padded = [...`  ${word} `]
    for (let at = 0; at + 3 <= padded.length; at++) found.add(padded.slice(at, at + 3).join(''))
  }
  return found
}

// ── names ───────────────────────────────────────────────────────────────────────────────────────────────────────────

type NameLikeness = 'same' | 'similar' | 'different' | 'unknown'

/** "Anna Keller" is "Keller, Anna"; "A. Keller", "Keller", "Ana Keller" and "Анна Келлер" are similar; unknown without a name. */
export function compareNames(a: string | null, b: string | null): NameLikeness {
  const [one, two] = [wordsOf(a), wordsOf(b)]
  if (one.length === 0 || two.length === 0) return 'unknown'
  if (one.join(' ') === two.join(' ')) return 'same'
  const [few, many] = [latinWords(one), latinWords(two)].sort((x, y) => x.length - y.length)
  if (!few || !many) return 'unknown'
  if (few.join(' ') === many.join(' ')) return 'same'
  const left = [...many]
  let whole = false
  for (const word of few) {
    const at = left.findIndex((other) => closeWords(word, other))
    const initial =
      at === -1
        ? left.findIndex((other) => other[0] === word[0] && (word.length === 1 || other.length === 1))
        : -1
    if (at === -1 && initial === -1) return 'different'
    if (at !== -1 && word.length > 2) whole = true
    left.splice(at === -1 ? initial : at, 1)
  }
  return whole ? 'similar' : 'different'
}

const REMEMBERED = 2000
const remembered = new Map<string, string[]>()

/** A lead is compared with dozens: folding its name each time would be most of the work. */
function wordsOf(name: string | null): readonly string[] {
  if (!name) return []
  const known = remembered.get(name)
  if (known) return known
  if (remembered.size >= REMEMBERED) remembered.clear()
  const words = nameWords(name)
  remembered.set(name, words)
  return words
}

function latinWords(words: readonly string[]): string[] {
  // long words first, so that no initial takes the place of a whole name
  return words.map(inLatin).sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
}

/** Equal but for a slip of the finger: one in a name of three letters, not the first; two in one of eight. */
function closeWords(a: string, b: string): boolean {
  if (a === b) return true
  const shorter = Math.min(a.length, b.length)
  if (shorter < 3 || (shorter === 3 && a[0] !== b[0])) return false
  if (Math.abs(a.length - b.length) > 2 || /\d/.test(a + b)) return false
  return slips(a, b) <= (shorter < 8 ? 1 : 2)
}

/** Letters added, left out, changed or swapped between two short words. */
function slips(a: string, b: string): number {
  let before: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let row = 1; row <= a.length; row++) {
    const next = [row]
    for (let at = 1; at <= b.length; at++) {
      const changed = (last[at - 1] ?? 0) + (a[row - 1] === b[at - 1] ? 0 : 1)
      let least = Math.min(changed, (last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1)
      if (row > 1 && at > 1 && a[row - 1] === b[at - 2] && a[row - 2] === b[at - 1]) {
        least = Math.min(least, (before[at - 2] ?? 0) + 1)
      }
      next.push(least)
    }
    before = last
    last = next
  }
  return last[b.length] ?? 0
}

const LATIN: Record<string, string> = {
  а: 'a',
  б: 'b',
  в: 'v',
  г: 'g',
  д: 'd',
  е: 'e',
  ж: 'zh',
  з: 'z',
  и: 'i',
  к: 'k',
  л: 'l',
  м: 'm',
  н: 'n',
  о: 'o',
  п: 'p',
  р: 'r',
  с: 's',
  т: 't',
  у: 'u',
  ф: 'f',
  х: 'kh',
  ц: 'ts',
  ч: 'ch',
  ш: 'sh',
  щ: 'shch',
  ъ: '',
  ы: 'y',
  ь: '',
  э: 'e',
  ю: 'yu',
  я: 'ya',
  і: 'i',
  є: 'ye',
  ґ: 'g',
}

/** Cyrillic as it is usually written in Latin letters, without the differences in which the ways to do so disagree. */
function inLatin(text: string): string {
  return text
    .replace(/[а-яієґ]/g, (letter) => LATIN[letter] ?? letter)
    .replace(/kh|h/g, 'h')
    .replace(/[jy]/g, 'i')
    .replace(/i+/g, 'i')
    .replace(/w/g, 'v')
    .replace(/ks/g, 'x')
}
