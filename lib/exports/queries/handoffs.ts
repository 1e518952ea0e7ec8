import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { HANDOFF_SOURCES, type HandoffsState, readHandoffsState } from '@/lib/funnel/search-params'
import { HANDOFF_SETS, isAboutNow } from '@/lib/handoffs/handoff-sets'
import { type CountedHandoff, countedHandoffs, handoffFilterNames } from '@/lib/handoffs/queries/counted'
import { GRADES } from '@/lib/leads/schema'
import { NO_KEY } from '@/lib/leads/stages'
import type { Actor } from '@/lib/platform/actor'
import { idInput } from '@/lib/platform/input'
import { inPages, PAGE } from '../pages'
import { daysFields, inDays, type Table } from '../table'
import { daysNote, exportWords, nowNote, type Words, wallTime } from '../words'

/** The rounds behind a number of the funnel or of the promises, newest first. */
export const handoffsTable: Table = {
  query: inDays(
    z.strictObject({
      ...daysFields,
      set: z.enum(HANDOFF_SETS, { error: 'not_an_option' }).optional(),
      version: idInput.optional(),
      side: z.enum(['marketing', 'sales'], { error: 'not_an_option' }).optional(),
      person: z.union([z.literal('nobody'), idInput], { error: 'id' }).optional(),
      reason: idInput.optional(),
      channel: z.union([z.literal(NO_KEY), idInput], { error: 'id' }).optional(),
      campaign: z.union([z.literal(NO_KEY), idInput], { error: 'id' }).optional(),
      marketer: idInput.optional(),
      rep: idInput.optional(),
      grade: z.enum([...GRADES, NO_KEY], { error: 'not_an_option' }).optional(),
      computed: z.enum([...GRADES, NO_KEY], { error: 'not_an_option' }).optional(),
      of: z.enum(HANDOFF_SOURCES, { error: 'not_an_option' }).optional(),
    }),
  ),
  async sheet(actor, query, words) {
    const state = readHandoffsState(query, words.today)
    const { from, to } = state
    const only = await filterWords(actor, state, words)
    // What is open now, and what a version judged, is of no days.
    const period = state.version !== undefined || isAboutNow(state.set) ? null : { from, to }
    const t = createTranslator({ ...words, namespace: 'funnel.handoffs' })
    const set = createTranslator({ ...words, namespace: 'promises.behind.set' })
    const contest = createTranslator({ ...words, namespace: 'handoffs.contest.state' })
    const e = exportWords(words)
    const list = await inPages<CountedHandoff, number>(
      (after) => countedHandoffs(actor, { ...state, after, limit: PAGE }),
      (row) => ({
        id: row.id,
        lead: row.leadName,
        round: row.round,
        state: t(`state.${row.state}`),
        offered: wallTime(row.offeredAt, words),
        due: wallTime(row.dueAt, words),
        decided: wallTime(row.decidedAt, words),
        by: row.decidedBy,
        hours: row.responseMinutes === null ? null : row.responseMinutes / 60,
        contest: row.contest && contest(row.contest.outcome ?? 'open'),
      }),
    )
    return {
      name: set(state.set),
      columns: [
        { key: 'id', header: 'ID', kind: 'id' },
        { key: 'lead', header: t('lead'), kind: 'text' },
        { key: 'round', header: t('round'), kind: 'count' },
        { key: 'state', header: e('handoffs.state'), kind: 'text' },
        { key: 'offered', header: t('offered'), kind: 'time' },
        { key: 'due', header: t('due'), kind: 'time' },
        { key: 'decided', header: t('decided'), kind: 'time' },
        { key: 'by', header: t('by'), kind: 'text' },
        { key: 'hours', header: e('handoffs.responseHours'), kind: 'hours' },
        { key: 'contest', header: e('handoffs.contest'), kind: 'text' },
      ],
      ...list,
      notes: [
        set(state.set),
        ...(period ? [daysNote(period, words)] : []),
        ...only.map((what) => e('only', { what })),
        e('handoffs.clock', { zone: words.format.timeZone }),
        nowNote(words),
      ],
      period,
    }
  },
}

/** Of which handoffs, in the words of the screen. */
async function filterWords(actor: Actor, state: HandoffsState, words: Words): Promise<string[]> {
  const names = await handoffFilterNames(actor, state)
  const filter = createTranslator({ ...words, namespace: 'handoffs.counted.filter' })
  const judged = createTranslator({ ...words, namespace: 'funnel.handoffs' })
  const { channelId, campaignId, owner, version } = state
  return [
    version !== undefined && judged('judgedBy', { version }),
    words.locale === 'ru' ? names.reasonRu : names.reasonEn,
    channelId === null
      ? filter('noChannel')
      : names.channel !== null && filter('channel', { name: names.channel }),
    campaignId === null
      ? filter('noCampaign')
      : names.campaign !== null && filter('campaign', { name: names.campaign }),
    names.marketer !== null && filter('marketer', { name: names.marketer }),
    names.rep !== null && filter('rep', { name: names.rep }),
    owner && (names.person ?? filter('nobody')),
    state.grade !== undefined && filter('grade', { grade: state.grade ?? 'none' }),
    state.computedGrade !== undefined && filter('computed', { grade: state.computedGrade ?? 'none' }),
  ].filter((word): word is string => typeof word === 'string' && word !== '')
}
