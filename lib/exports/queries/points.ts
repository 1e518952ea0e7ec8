import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { listReasons, type Reason } from '@/lib/organisation/queries'
import { type PointKey, REJECTED } from '@/lib/performance/points'
import { performance } from '@/lib/performance/queries/people'
import { sideWeights, type WeightsView } from '@/lib/performance/queries/weights'
import { SIDES } from '@/lib/performance/schema'
import { readPeople } from '@/lib/performance/search-params'
import { idInput } from '@/lib/platform/input'
import { MAX_ROWS } from '@/lib/platform/sheet/sheet'
import { one } from '@/lib/platform/url-state'
import { daysFields, inDays, type Table } from '../table'
import { daysNote, exportWords, nowNote, type Words, wallTime } from '../words'
import { personAsked } from './people'

const sideField = { side: z.enum(SIDES, { error: 'not_an_option' }).optional() }

/** What each side gives points for: every version that its head has set, the newest first. */
export const pointsTable: Table = {
  query: z.strictObject(sideField),
  async sheet(actor, query, words) {
    const sides = SIDES.filter((side) => side === (one(query, 'side') ?? side))
    const [reasons, found] = await Promise.all([
      listReasons(actor, { archived: true }),
      Promise.all(sides.map((side) => sideWeights(actor, side))),
    ])
    const { t, side: sideName, nameOf } = wordingOf(reasons, words)
    const e = exportWords(words)
    const rows = found.flatMap(({ side, versions }) =>
      versions.flatMap((version) =>
        Object.entries(version.weights).map(([key, weight]) => ({
          side: sideName(side),
          version: version.version,
          state: t(`state.${stateOf(version)}`),
          inForceFrom: version.inForceFrom,
          what: nameOf(key),
          weight,
          setBy: version.createdBy.name,
          setAt: wallTime(version.createdAt, words),
          note: version.note,
        })),
      ),
    )
    return {
      name: t('title'),
      columns: [
        { key: 'side', header: e('promises.side'), kind: 'text' },
        { key: 'version', header: e('points.version'), kind: 'count' },
        { key: 'state', header: e('handoffs.state'), kind: 'text' },
        { key: 'inForceFrom', header: t('form.from'), kind: 'date' },
        { key: 'what', header: t('what'), kind: 'text' },
        { key: 'weight', header: t('weight'), kind: 'count' },
        { key: 'setBy', header: e('points.setBy'), kind: 'text' },
        { key: 'setAt', header: e('points.setAt'), kind: 'time' },
        { key: 'note', header: t('form.note'), kind: 'text' },
      ],
      rows: rows.slice(0, MAX_ROWS),
      notes: [
        t('intro'),
        e('handoffs.clock', { zone: words.format.timeZone }),
        ...(rows.length > MAX_ROWS ? [e('cut', { rows: words.format.number(MAX_ROWS) })] : []),
        nowNote(words),
      ],
      period: null,
    }
  },
}

/** How the points of each person whom the reader may see came about, or of one of them: so many times so much. */
export const pointLinesTable: Table = {
  query: inDays(z.strictObject({ ...daysFields, ...sideField, person: idInput.optional() })),
  async sheet(actor, query, words) {
    const { from, to } = readPeople(query, words.today)
    const [reasons, numbers] = await Promise.all([
      listReasons(actor, { archived: true }),
      performance(actor, { from, to }),
    ])
    const { t, side: sideName, nameOf } = wordingOf(reasons, words)
    const e = exportWords(words)
    const isAsked = personAsked(query)
    const rows = SIDES.filter((side) => side === (one(query, 'side') ?? side)).flatMap((side) =>
      (numbers[side]?.people ?? []).filter(isAsked).flatMap(({ name, points }) =>
        points.lines.map((line) => ({
          side: sideName(side),
          person: name,
          version: line.version,
          from: line.from,
          to: line.to,
          what: nameOf(line.key),
          count: line.count,
          weight: line.weight,
          points: line.points,
        })),
      ),
    )
    return {
      name: t('lines.title'),
      columns: [
        { key: 'side', header: e('promises.side'), kind: 'text' },
        { key: 'person', header: e('points.person'), kind: 'text' },
        { key: 'version', header: e('points.version'), kind: 'count' },
        { key: 'from', header: e('points.from'), kind: 'date' },
        { key: 'to', header: e('points.to'), kind: 'date' },
        { key: 'what', header: t('what'), kind: 'text' },
        { key: 'count', header: t('lines.count'), kind: 'count' },
        { key: 'weight', header: e('points.each'), kind: 'count' },
        { key: 'points', header: e('points.sum'), kind: 'count' },
      ],
      rows: rows.slice(0, MAX_ROWS),
      notes: [
        daysNote({ from, to }, words),
        t('how'),
        ...(rows.length > MAX_ROWS ? [e('cut', { rows: words.format.number(MAX_ROWS) })] : []),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}

function wordingOf(reasons: readonly Reason[], words: Words) {
  const t = createTranslator({ ...words, namespace: 'performance.points' })
  const side = createTranslator({ ...words, namespace: 'funnel.origin' })
  const nameOf = (key: string) => {
    if (!key.startsWith(REJECTED)) return t(`key.${key as PointKey}`)
    const code = key.slice(REJECTED.length)
    const reason = reasons.find((found) => found.code === code)
    return t('rejected', { reason: (words.locale === 'ru' ? reason?.nameRu : reason?.nameEn) ?? code })
  }
  return { t, side, nameOf }
}

function stateOf({ validity }: WeightsView): 'in_force' | 'to_come' | 'past' | 'never' {
  return validity.is === 'draft' || validity.is === 'withdrawn' ? 'never' : validity.is
}
