import { createTranslator } from 'next-intl'
import { z } from 'zod'
import type { Agenda } from '@/lib/meetings/agenda'
import { listMeetings, meetingById } from '@/lib/meetings/queries/meetings'
import type { Actor } from '@/lib/platform/actor'
import { idInput } from '@/lib/platform/input'
import type { OwnKind, Sheet } from '@/lib/platform/sheet/sheet'
import { one, type Query } from '@/lib/platform/url-state'
import type { Table } from '../table'
import { daysNote, exportWords, nowNote, type Words } from '../words'
import { kindOf } from './kpis'

type Row = Sheet['rows'][number]

/** The numbers of a meeting's agenda, those of the newest where none is asked for: as kept, or as of now. */
export const agendaTable: Table = {
  query: z.strictObject({ meeting: idInput.optional() }),
  async sheet(actor, query, words) {
    const meeting = await meetingAsked(actor, query)
    const t = createTranslator({ ...words, namespace: 'meetings' })
    const e = exportWords(words)
    const period = meeting ? { from: meeting.from, to: meeting.to } : null
    return {
      name: meeting ? t('heldOn', { date: words.format.date(meeting.heldOn) }) : t('title'),
      columns: [
        { key: 'topic', header: t('decision.topic'), kind: 'text' },
        { key: 'what', header: e('agenda.what'), kind: 'text' },
        { key: 'whose', header: e('agenda.whose'), kind: 'text' },
        { key: 'value', header: e('kpis.value'), kind: 'count' },
        { key: 'base', header: e('kpis.denominator'), kind: 'count' },
        { key: 'late', header: e('agenda.late'), kind: 'count' },
        { key: 'before', header: e('agenda.before'), kind: 'count' },
        { key: 'beforeBase', header: e('agenda.beforeBase'), kind: 'count' },
        { key: 'promised', header: e('agenda.promised'), kind: 'count' },
        { key: 'verdict', header: e('agenda.verdict'), kind: 'text' },
      ],
      rows: meeting ? rowsOf(meeting.agenda, words) : [],
      notes: [
        ...(period ? [daysNote(period, words)] : []),
        ...(meeting ? [changesNote(meeting.agenda, words)] : []),
        meeting?.closedAt ? t('kept', { time: words.format.dateTime(meeting.closedAt) }) : nowNote(words),
      ],
      period,
    }
  },
}

async function meetingAsked(actor: Actor, query: Query) {
  const asked = one(query, 'meeting')
  if (asked !== undefined) {
    const id = idInput.safeParse(asked).data
    return id === undefined ? undefined : meetingById(actor, id)
  }
  const [newest] = (await listMeetings(actor, { limit: 1 })).rows
  return newest && meetingById(actor, newest.id)
}

function changesNote(
  { changes: { tested, tooFew }, compared: { now, before } }: Agenda,
  words: Words,
): string {
  const { format } = words
  return createTranslator({ ...words, namespace: 'meetings.changes' })('how', {
    tested,
    tooFew,
    nowFrom: format.date(now.from),
    nowTo: format.date(now.to),
    beforeFrom: format.date(before.from),
    beforeTo: format.date(before.to),
  })
}

function rowsOf({ promises, rejections, changes, plan, nurture, open }: Agenda, words: Words): Row[] {
  const t = createTranslator({ ...words, namespace: 'meetings' })
  const funnel = createTranslator({ ...words, namespace: 'funnel' })
  const share = (value: number): OwnKind => ({ value, kind: 'share' })
  return [
    ...[
      ...(['sales', 'marketing'] as const).map((side) => ({
        what: t(`promises.${side}`),
        value: promises[side].broken,
        base: promises[side].due,
      })),
      ...promises.people.map(({ side, personId, name, due, broken }) => ({
        what: t(`promises.${side}`),
        whose: name ?? (personId === null ? t('promises.nobody') : null),
        value: broken,
        base: due,
      })),
      {
        what: t('promises.complete'),
        value: promises.complete.count,
        base: promises.complete.base,
        promised: promises.complete.promised > 0 ? share(promises.complete.promised) : null,
      },
      { what: t('promises.ready'), value: promises.ready.count, promised: promises.ready.promised },
    ].map((row): Row => ({ topic: t('topic.promises'), ...row })),
    ...[
      {
        what: funnel('handoffs.state.rejected'),
        value: rejections.rejected,
        base: rejections.decided,
      },
      ...rejections.reasons.map(({ nameEn, nameRu, count, contested, overturned }) => ({
        what: (words.locale === 'ru' ? nameRu : nameEn) ?? t('rejections.unknown'),
        value: count,
        base: rejections.rejected,
        verdict: contested > 0 ? t('rejections.contested', { contested, overturned }) : null,
      })),
    ].map((row): Row => ({ topic: t('topic.rejections'), ...row })),
    ...changes.sure.map(
      ({ metric, channel, now, before, good }): Row => ({
        topic: t('topic.changes'),
        what: funnel(`metric.${metric}.name`),
        whose: channel && (channel.name ?? t('changes.noChannel')),
        value: now.count,
        base: now.base,
        before: before.count,
        beforeBase: before.base,
        verdict: t(`changes.${good === null ? 'differs' : good ? 'better' : 'worse'}`),
      }),
    ),
    ...plan.map((planned): Row => {
      const kind = kindOf(planned.kpi)
      return {
        topic: t('topic.plan'),
        what: `${funnel(`metric.${planned.kpi}.name`)}, ${planned.period}`,
        value: { value: planned.fact, kind },
        promised: { value: planned.target, kind },
      }
    }),
    ...(['forgotten6', 'forgotten12'] as const).map(
      (name): Row => ({
        topic: t('topic.nurture'),
        what: t(`nurture.${name}`),
        value: nurture[name],
        before: nurture.before?.[name] ?? null,
      }),
    ),
    ...[
      { what: t('openItems.waiting'), value: open.waiting, late: open.waitingLate },
      { what: t('openItems.pending'), value: open.pending, late: open.overdue },
      { what: t('openItems.returned'), value: open.returned, late: open.returnedLate },
      { what: t('openItems.contests'), value: open.contests },
    ].map((row): Row => ({ topic: t('topic.open'), ...row })),
  ]
}
