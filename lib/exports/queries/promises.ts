import { createTranslator } from 'next-intl'
import { z } from 'zod'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Column, Plain } from '@/lib/platform/sheet/sheet'
import { type Counts, sharesOf } from '@/lib/promises/measure'
import { promises } from '@/lib/promises/queries'
import { readPromises } from '@/lib/promises/search-params'
import { daysFields, type Exported, inDays, type Table } from '../table'
import { daysNote, exportWords, nowNote, shareCells, shareColumns, type Words } from '../words'

const COUNTS = [
  'decided',
  'accepted',
  'rejected',
  'contested',
  'overturned',
  'asked',
  'offered',
  'ready',
  'pending',
  'overdue',
  'waiting',
  'waitingLate',
  'returned',
  'returnedLate',
] as const
const SHARES = {
  acceptance: 'acceptance',
  verdictsKept: 'verdicts',
  answersKept: 'answers',
  complete: 'complete',
} as const
const SIDES = ['marketing', 'sales'] as const

/** What each side and each of its people promised and kept; whoever sees no other person gets their own row. */
export const promisesTable: Table = {
  query: inDays(z.strictObject(daysFields)),
  async sheet(actor, query, words) {
    const period = daysOf(query, words)
    const counted = await promises(actor, period)
    const t = createTranslator({ ...words, namespace: 'promises' })
    const set = createTranslator({ ...words, namespace: 'promises.behind.set' })
    const e = exportWords(words)
    const side = createTranslator({ ...words, namespace: 'funnel.origin' })
    const columns: Column[] = [
      { key: 'side', header: e('promises.side'), kind: 'text' },
      { key: 'person', header: t('column.person'), kind: 'text' },
      ...COUNTS.map((key) => ({ key, header: set(key), kind: 'count' as const })),
    ]
    for (const [key, line] of Object.entries(SHARES))
      columns.push(...shareColumns(key, t(`line.${line}`), words))
    columns.push({ key: 'hours', header: e('handoffs.responseHours'), kind: 'hours' })
    const row = (of: Side, person: string, counts: Counts) => ({ side: side(of), person, ...cells(counts) })
    return {
      name: t('title'),
      columns,
      rows: SIDES.flatMap((of) => [
        row(of, e('promises.all'), counted.sides[of]),
        ...counted.people[of].map(({ name, counts }) => row(of, name ?? t('nobody'), counts)),
      ]),
      notes: [daysNote(period, words), t('how'), nowNote(words)],
      period,
    }
  },
}

/** Why leads came back. */
export const reasonsTable: Table = {
  query: inDays(z.strictObject(daysFields)),
  async sheet(actor, query, words): Promise<Exported> {
    const period = daysOf(query, words)
    const { reasons } = await promises(actor, period)
    const t = createTranslator({ ...words, namespace: 'promises' })
    const set = createTranslator({ ...words, namespace: 'promises.behind.set' })
    return {
      name: t('reasons.title'),
      columns: [
        { key: 'reason', header: t('reasons.title'), kind: 'text' },
        { key: 'count', header: set('rejected'), kind: 'count' },
        { key: 'contested', header: set('contested'), kind: 'count' },
        { key: 'overturned', header: set('overturned'), kind: 'count' },
      ],
      rows: reasons.map(({ nameEn, nameRu, count, contested, overturned }) => ({
        reason: (words.locale === 'ru' ? nameRu : nameEn) ?? t('reasons.unknown'),
        count,
        contested,
        overturned,
      })),
      notes: [daysNote(period, words), t('how'), nowNote(words)],
      period,
    }
  },
}

function cells(counts: Counts): Record<string, Plain> {
  const shares = sharesOf(counts)
  return Object.assign(
    Object.fromEntries(COUNTS.map((key) => [key, counts[key]])),
    ...(Object.keys(SHARES) as (keyof typeof SHARES)[]).map((key) => shareCells(key, shares[key])),
    { hours: counts.response === null ? null : counts.response.middle / 60 },
  )
}

function daysOf(query: Parameters<typeof readPromises>[0], { today }: Words) {
  const { from, to } = readPromises(query, today)
  return { from, to }
}
