import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { readCohortState } from '@/lib/funnel/cohort-address'
import { COHORT_DAYS, COHORT_STAGES, shownMonths } from '@/lib/funnel/cohorts'
import { cohorts } from '@/lib/funnel/queries/cohorts'
import { timeToWin } from '@/lib/funnel/queries/time-to-win'
import { CURVE_DAYS } from '@/lib/funnel/time-to-win'
import type { Column, Plain } from '@/lib/platform/sheet/sheet'
import { daysFields, inDays, type NumbersTable } from '../table'
import { daysNote, exportWords, hiddenName, nowNote, shareCells, shareColumns } from '../words'
import { filterNotes, funnelFields } from './funnel'

const { basis: _basis, by: _by, within: _within, ...filters } = funnelFields
const query = inDays(
  z.strictObject({
    ...daysFields,
    ...filters,
    stage: z.enum(COHORT_STAGES, { error: 'not_an_option' }).optional(),
    days: z.enum(COHORT_DAYS.map(String), { error: 'not_an_option' }).optional(),
  }),
)

/** The triangle: months of creation against months since, within so many days, and by now. */
export const cohortsTable: NumbersTable = {
  query,
  async sheet(reader, asked, words) {
    const state = readCohortState(asked, words.today)
    const { from, to, stage } = state
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const [{ rows }, only] = await Promise.all([cohorts(reader, state), filterNotes(reader, state, words)])
    const months = rows[0] ? shownMonths(rows[0].month, words.today) : []
    const columns: Column[] = [
      { key: 'month', header: t('cohorts.created'), kind: 'text' },
      { key: 'leads', header: t('stage.leads'), kind: 'count' },
      { key: 'underWay', header: t('underWayShort'), kind: 'count' },
      { key: 'reached', header: t(`stage.${stage}`), kind: 'count' },
      ...shareColumns('byNow', t('within.none'), words),
      ...COHORT_DAYS.flatMap((days) => shareColumns(`within${days}`, t('within.days', { days }), words)),
      ...months.map((number) => ({
        key: `month${number}`,
        header: number === 0 ? t('cohorts.sameMonth') : exportWords(words)('cohorts.after', { n: number }),
        kind: 'count' as const,
      })),
      { key: 'young', header: t('tooYoung'), kind: 'text' },
    ]
    return {
      name: t('cohorts.title'),
      columns,
      rows: rows.map((row) => {
        const cells: Record<string, Plain>[] = [
          shareCells('byNow', row.byNow),
          ...row.within.map(({ days, share }) => shareCells(`within${days}`, share)),
          ...row.cells.map((cell) => ({ [`month${cell.months}`]: cell.share.count })),
        ]
        return Object.assign(
          {
            month: row.month,
            leads: row.leads,
            underWay: row.underWay,
            reached: row.byNow.count,
            young: row.tooYoung ? t('tooYoung') : null,
          },
          ...cells,
        )
      }),
      notes: [
        t('cohorts.triangle', { stage: t(`stage.${stage}`) }),
        daysNote({ from, to }, words),
        ...only,
        t('cohorts.how'),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}

/** How soon the leads of each channel are won, where many are not won yet. */
export const timeToWinTable: NumbersTable = {
  query,
  async sheet(reader, asked, words) {
    const state = readCohortState(asked, words.today)
    const { from, to } = state
    const t = createTranslator({ ...words, namespace: 'funnel' })
    const [{ rows, total }, only] = await Promise.all([
      timeToWin(reader, { ...state, groupBy: 'channel' }),
      filterNotes(reader, state, words),
    ])
    const cells = ({ leads, wins, half, at }: typeof total): Record<string, Plain> =>
      Object.assign({ leads, wins, half }, ...at.map(({ day, ...share }) => shareCells(`day${day}`, share)))
    return {
      name: t('curve.title'),
      columns: [
        { key: 'name', header: t('filter.channel'), kind: 'text' },
        { key: 'leads', header: t('stage.leads'), kind: 'count' },
        { key: 'wins', header: t('stage.won'), kind: 'count' },
        { key: 'half', header: `${t('curve.half')}, ${t('curve.days')}`, kind: 'days' },
        ...CURVE_DAYS.flatMap((day) => shareColumns(`day${day}`, t('curve.byDay', { day }), words)),
      ],
      rows: [
        ...rows.map((row, index) => ({
          ...cells(row),
          name: row.key === null ? t('none.channel') : (hiddenName('channel', index, words) ?? row.label),
        })),
        { ...cells(total), name: t('breakdown.total') },
      ],
      notes: [daysNote({ from, to }, words), ...only, t('curve.how'), nowNote(words)],
      period: { from, to },
    }
  },
}
