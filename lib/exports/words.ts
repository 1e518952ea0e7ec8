import { createTranslator } from 'next-intl'
import { messagesFor } from '@/lib/i18n/messages'
import type { Grouping } from '@/lib/leads/stages'
import { type Formatter, formatter } from '@/lib/platform/i18n/format'
import type { Locale } from '@/lib/platform/i18n/locale'
import type { Period } from '@/lib/platform/period'
import type { Kind, Plain } from '@/lib/platform/sheet/sheet'

/** What a table is worded with: the reader's language, and the organisation's days and money. */
export type Words = {
  locale: Locale
  messages: ReturnType<typeof messagesFor>
  format: Formatter
  /** the organisation's: in which days numbers are counted */
  timeZone: string
  currency: string
  today: string
  hidden: Hidden
}

/** Which names somebody outside does not see. */
export type Hidden = {
  people: boolean
  /** channels, campaigns and regions */
  sources: boolean
}

const NOTHING: Hidden = { people: false, sources: false }

type Reader = { locale: Locale; timeZone: string; at: Date }
type Organisation = { timeZone: string; currency: string }

export function wordsFor(
  reader: Reader,
  { timeZone, currency }: Organisation,
  today: string,
  hidden = NOTHING,
): Words {
  const { locale } = reader
  const format = formatter({ locale, timeZone: reader.timeZone, now: reader.at, currency })
  return { locale, messages: messagesFor(locale), format, timeZone, currency, today, hidden }
}

export function exportWords({ locale, messages }: Words) {
  return createTranslator({ locale, messages, namespace: 'exports' })
}

/** Names by number where the reader may not see them: what the `index`-th of a grouping is called, else null. */
export function hiddenName(groupBy: Grouping, index: number, words: Words): string | null {
  const t = exportWords(words)
  switch (groupBy) {
    case 'owner':
    case 'assignee':
      return words.hidden.people ? t('hidden.person', { n: index + 1 }) : null
    case 'channel':
    case 'campaign':
    case 'region':
      return words.hidden.sources ? t(`hidden.${groupBy}`, { n: index + 1 }) : null
    default:
      return null
  }
}

/** Which days are counted, for who was not there. */
export function daysNote({ from, to }: Period, words: Words): string {
  const { format, timeZone } = words
  return exportWords(words)('days', { period: `${format.date(from)} – ${format.date(to)}`, zone: timeZone })
}

export function nowNote(words: Words): string {
  return exportWords(words)('asOf', { at: words.format.dateTime(words.format.now) })
}

/** A header of a column of money says in which money. */
export function moneyHeader(name: string, words: Words): string {
  return exportWords(words)('money', { name, currency: words.currency })
}

/** A share with the ends of its interval: three columns. */
export function shareColumns<Key extends string>(key: Key, name: string, words: Words) {
  const t = exportWords(words)
  return [
    { key, header: name, kind: 'share' as const },
    { key: `${key}Low` as const, header: t('low', { name }), kind: 'share' as const },
    { key: `${key}High` as const, header: t('high', { name }), kind: 'share' as const },
  ] satisfies { key: string; header: string; kind: Kind }[]
}

type Interval = { value: number | null; low: number | null; high: number | null }

/** The cells of `shareColumns`. */
export function shareCells(key: string, { value, low, high }: Interval): Record<string, Plain> {
  return { [key]: value, [`${key}Low`]: low, [`${key}High`]: high }
}

/** A moment as the reader's clock on the wall shows it: `YYYY-MM-DDTHH:MM`. */
export function wallTime(at: Date | null, { format }: Words): string | null {
  if (at === null) return null
  return clockOf(format.timeZone).format(at).slice(0, 16).replace(' ', 'T')
}

const clocks = new Map<string, Intl.DateTimeFormat>()

/** Made once for each zone: making one takes fifty times as long as asking it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone)
  if (known) return known
  const day = { year: 'numeric', month: 'numeric', day: 'numeric' } as const
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric' } as const
  const clock = new Intl.DateTimeFormat('sv-SE', { ...day, ...time, timeZone })
  clocks.set(timeZone, clock)
  return clock
}
