import { createTranslator } from 'next-intl'
import { z } from 'zod'
import type { CalibrationRow } from '@/lib/funnel/calibration'
import { MIX_GRADES, MIX_GROUPINGS, type Mix } from '@/lib/funnel/quality'
import { readQuality, readRejections } from '@/lib/funnel/quality-address'
import { gradingCalibration, qualityMix } from '@/lib/funnel/queries/quality'
import { rejections } from '@/lib/funnel/queries/rejections'
import { REJECTION_GROUPINGS } from '@/lib/funnel/rejections'
import { idInput } from '@/lib/platform/input'
import type { Column, Plain } from '@/lib/platform/sheet/sheet'
import { daysFields, inDays, type NumbersTable, type Table } from '../table'
import { daysNote, hiddenName, nowNote, shareCells, shareColumns, type Words } from '../words'

function translators(words: Words) {
  return {
    t: createTranslator({ ...words, namespace: 'performance' }),
    grades: createTranslator({ ...words, namespace: 'common.grade' }),
  }
}

/** Hot, warm and cold by channel or campaign, and what the mix suggests. */
export const qualityTable: NumbersTable = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      by: z.enum(MIX_GROUPINGS, { error: 'not_an_option' }).optional(),
      channel: idInput.optional(),
    }),
  ),
  async sheet(reader, query, words) {
    const state = readQuality(query, words.today)
    const { from, to } = state
    const { groupBy, rows, total } = await qualityMix(reader, state)
    const { t, grades } = translators(words)
    const columns: Column[] = [
      { key: 'name', header: t(`quality.column.${groupBy}`), kind: 'text' },
      ...(groupBy === 'campaign' && !words.hidden.sources
        ? [{ key: 'channel', header: t('quality.column.channel'), kind: 'text' as const }]
        : []),
      { key: 'leads', header: t('quality.column.leads'), kind: 'count' },
      { key: 'graded', header: t('quality.column.graded'), kind: 'count' },
      ...MIX_GRADES.map((grade) => ({ key: `${grade}Count`, header: grades(grade), kind: 'count' as const })),
      ...MIX_GRADES.flatMap((grade) => shareColumns(grade, `${grades(grade)}, %`, words)),
      { key: 'suggests', header: t('quality.column.suggests'), kind: 'text' },
    ]
    const cells = (mix: Mix): Record<string, Plain> =>
      Object.assign(
        {
          leads: mix.leads,
          graded: mix.graded,
          suggests: mix.suggests.map((one) => t(`quality.suggest.${one}`)).join(', '),
        },
        ...MIX_GRADES.flatMap((grade) => [
          { [`${grade}Count`]: mix[grade] },
          shareCells(grade, mix.shares[grade]),
        ]),
      )
    return {
      name: t('quality.title'),
      columns,
      rows: [
        ...rows.map((row, index) => ({
          ...cells(row),
          name: row.label === null ? t(`none.${groupBy}`) : (hiddenName(groupBy, index, words) ?? row.label),
          channel: words.hidden.sources ? null : (row.channel?.name ?? null),
        })),
        { ...cells(total), name: t('quality.total'), channel: null, suggests: null },
      ],
      notes: [daysNote({ from, to }, words), t('quality.mix.how'), nowNote(words)],
      period: { from, to },
    }
  },
}

/** How often each grade was accepted and won, by who handed it off. */
export const calibrationTable: Table = {
  query: inDays(z.strictObject(daysFields)),
  async sheet(actor, query, words) {
    const { from, to } = readQuality(query, words.today)
    const found = await gradingCalibration(actor, { from, to })
    const { t, grades } = translators(words)
    const shares = MIX_GRADES.flatMap((grade) =>
      (['accepted', 'won'] as const).map((what) => ({
        key: `${grade}_${what}`,
        name: `${grades(grade)}: ${t(`calibration.column.${what}`)}`,
        grade,
        what,
      })),
    )
    const columns: Column[] = [
      { key: 'name', header: t('calibration.column.marketer'), kind: 'text' },
      ...MIX_GRADES.map((grade) => ({
        key: `${grade}Decided`,
        header: `${grades(grade)}: ${t('rejections.column.decided')}`,
        kind: 'count' as const,
      })),
      ...shares.flatMap(({ key, name }) => shareColumns(key, name, words)),
      { key: 'up', header: t('overrides.column.up'), kind: 'count' },
      { key: 'down', header: t('overrides.column.down'), kind: 'count' },
      ...shareColumns('right', t('overrides.column.right'), words),
    ]
    const cells = (row: CalibrationRow): Record<string, Plain> =>
      Object.assign(
        { up: row.overrides.up, down: row.overrides.down, ...shareCells('right', row.overrides.right) },
        ...MIX_GRADES.map((grade) => ({ [`${grade}Decided`]: row.grades[grade].accepted.base })),
        ...shares.map(({ key, grade, what }) => shareCells(key, row.grades[grade][what])),
      )
    return {
      name: t('calibration.title'),
      columns,
      rows: [
        ...found.people.map((row) => ({ ...cells(row), name: row.name })),
        { ...cells(found.total), name: t('calibration.people.all') },
      ],
      notes: [daysNote({ from, to }, words), t('calibration.how'), t('overrides.how'), nowNote(words)],
      period: { from, to },
    }
  },
}

/** Rejections and their reasons, by channel, campaign, marketer or rep. */
export const rejectionsTable: Table = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      by: z.enum(REJECTION_GROUPINGS, { error: 'not_an_option' }).optional(),
      reason: idInput.optional(),
    }),
  ),
  async sheet(actor, query, words) {
    const state = readRejections(query, words.today)
    const { from, to } = state
    const found = await rejections(actor, state)
    const { groupBy, reasons, named, total } = found
    const { t } = translators(words)
    const nameOf = (reasonId: number) => {
      const reason = named.get(reasonId)
      return (words.locale === 'ru' ? reason?.nameRu : reason?.nameEn) ?? String(reasonId)
    }
    const columns: Column[] = [
      { key: 'name', header: t(`rejections.column.${groupBy}`), kind: 'text' },
      { key: 'decided', header: t('rejections.column.decided'), kind: 'count' },
      { key: 'rejected', header: t('rejections.column.rejected'), kind: 'count' },
      ...shareColumns(
        'rate',
        `${t(state.reason ? 'rejections.column.forReason' : 'rejections.column.rejected')}, %`,
        words,
      ),
      ...shareColumns('against', `${t('rejections.column.against')}, %`, words),
      { key: 'contested', header: t('rejections.column.contested'), kind: 'count' },
      { key: 'overturned', header: t('rejections.column.overturned'), kind: 'count' },
      ...reasons.map(({ reasonId }) => ({
        key: `reason${reasonId}`,
        header: nameOf(reasonId),
        kind: 'count' as const,
      })),
    ]
    const cells = (row: typeof total): Record<string, Plain> => ({
      decided: row.decided,
      rejected: row.rejected,
      contested: row.contested,
      overturned: row.overturned,
      ...shareCells('rate', row.rate),
      ...shareCells('against', row.againstRate),
    })
    const counted = (counts: readonly { reasonId: number; count: number }[]): Record<string, Plain> =>
      Object.fromEntries(counts.map(({ reasonId, count }) => [`reason${reasonId}`, count]))
    return {
      name: t('rejections.title'),
      columns,
      rows: [
        ...found.rows.map((row) => ({
          ...cells(row),
          ...counted(row.reasons),
          name: row.label ?? t(`none.${groupBy}`),
        })),
        {
          ...cells(total),
          ...counted(reasons.map(({ reasonId, rejected }) => ({ reasonId, count: rejected }))),
          name: t('rejections.table.total'),
        },
      ],
      notes: [
        daysNote({ from, to }, words),
        ...(state.reason === undefined
          ? []
          : [t('rejections.reasons.asked', { reason: nameOf(state.reason) })]),
        t('rejections.reasons.how'),
        nowNote(words),
      ],
      period: { from, to },
    }
  },
}
