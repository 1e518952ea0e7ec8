import { z } from 'zod'
import { KPI_IDS } from '@/lib/funnel/metrics'
import { type Agenda, TOPICS } from '@/lib/meetings/agenda'
import type { DecisionView } from '@/lib/meetings/queries/decisions'
import type { Meeting, MeetingRow } from '@/lib/meetings/queries/meetings'
import { DecisionState } from '@/lib/platform/db/generated/enums'
import { etagOf } from '@/lib/platform/http/etag'
import type { Reply } from '@/lib/platform/http/route'
import { day, id, person, personJson, time, timeJson } from './common'

const count = z.int().min(0)
const period = z.strictObject({ from: day, to: day })
const kept = z.strictObject({ due: count, broken: count })
const share = z.strictObject({ count, base: count })
const figure = z.union([z.number(), z.string()])

export const decision = z
  .strictObject({
    id,
    meetingId: id,
    heldOn: day.meta({ description: 'the day of the meeting that decided it' }),
    topic: z.enum(TOPICS),
    text: z.string(),
    owner: person,
    dueOn: day,
    state: z.enum(Object.values(DecisionState)),
    outcome: z.string().nullable(),
    settledBy: z.string().nullable(),
    settledAt: time.nullable(),
    createdBy: z.string(),
    createdAt: time,
    version: z.int().min(1),
    carried: z
      .array(
        z.strictObject({
          meetingId: id,
          heldOn: day,
          fromDay: day,
          fromOwner: z.string(),
          by: z.string(),
        }),
      )
      .meta({ description: 'later meetings that gave it more time, or to somebody else' }),
  })
  .meta({ id: 'Decision' })

export function decisionJson(view: DecisionView): z.infer<typeof decision> {
  const owner = personJson(view.owner)
  if (!owner) throw new Error('a decision without its owner')
  return {
    id: view.id,
    meetingId: view.meetingId,
    heldOn: view.heldOn,
    topic: view.topic,
    text: view.text,
    owner,
    dueOn: view.dueOn,
    state: view.state,
    outcome: view.outcome,
    settledBy: view.settledBy,
    settledAt: timeJson(view.settledAt),
    createdBy: view.createdBy,
    createdAt: view.createdAt.toISOString(),
    version: view.version,
    carried: view.carried,
  }
}

export function decisionReply(view: DecisionView): Reply {
  return { headers: { ETag: etagOf(view.version) }, body: decisionJson(view) }
}

const head = {
  id,
  heldOn: day,
  from: day.meta({ description: 'its agenda is about these days' }),
  to: day,
  openedBy: z.string(),
  openedAt: time,
  closedBy: z.string().nullable(),
  closedAt: time.nullable(),
  decided: count.meta({ description: 'decisions noted in it' }),
  open: count.meta({ description: 'of these, still open' }),
}

export const meetingRow = z.strictObject(head).meta({ id: 'MeetingListed' })

export function meetingRowJson(row: MeetingRow): z.infer<typeof meetingRow> {
  return {
    id: row.id,
    heldOn: row.heldOn,
    from: row.from,
    to: row.to,
    openedBy: row.openedBy,
    openedAt: row.openedAt.toISOString(),
    closedBy: row.closedBy,
    closedAt: timeJson(row.closedAt),
    decided: row.decided,
    open: row.open,
  }
}

const agenda = z
  .strictObject({
    period,
    compared: z.strictObject({ now: period, before: period }),
    promises: z.strictObject({
      sales: kept,
      marketing: kept,
      people: z
        .array(
          z.strictObject({
            side: z.enum(['marketing', 'sales']),
            personId: id.nullable(),
            name: z.string().nullable(),
            due: count,
            broken: count,
          }),
        )
        .meta({ description: 'heads and executives read each person, the others their own row' }),
      complete: z.strictObject({ count, base: count, promised: z.number() }),
      ready: z.strictObject({ count, promised: z.number().nullable() }),
    }),
    rejections: z.strictObject({
      decided: count,
      rejected: count,
      reasons: z.array(
        z.strictObject({
          id: id.nullable(),
          nameEn: z.string().nullable(),
          nameRu: z.string().nullable(),
          count,
          contested: count,
          overturned: count,
        }),
      ),
    }),
    changes: z.strictObject({
      sure: z
        .array(
          z.strictObject({
            metric: z.enum(KPI_IDS),
            channel: z.strictObject({ id: id.nullable(), name: z.string().nullable() }).nullable(),
            now: share,
            before: share,
            good: z.boolean().nullable(),
          }),
        )
        .meta({ description: 'pass a test of two proportions, corrected for all that were tested' }),
      tested: count,
      tooFew: count.meta({ description: 'under 30 cases, not tested' }),
    }),
    plan: z.array(
      z.strictObject({
        kpi: z.enum(KPI_IDS),
        period: z.string(),
        target: figure,
        fact: figure.nullable(),
        progress: z.strictObject({ verdict: z.string(), needed: z.int().nullable().optional() }),
        ended: z.boolean(),
      }),
    ),
    nurture: z.strictObject({
      forgotten6: count,
      forgotten12: count,
      before: z.strictObject({ forgotten6: count, forgotten12: count }).nullable(),
    }),
    open: z.strictObject({
      waiting: count,
      waitingLate: count,
      pending: count,
      overdue: count,
      returned: count,
      returnedLate: count,
      contests: count,
      contested: z.array(z.strictObject({ id, leadName: z.string(), openedAt: time })),
    }),
  })
  .meta({ id: 'Agenda' })

const lines = z.array(
  z.strictObject({
    was: decision.meta({ description: 'as the minutes have it; the same while the meeting goes on' }),
    now: decision,
  }),
)

export const meeting = z
  .strictObject({
    ...head,
    agenda: agenda.meta({
      description: 'counted now while the meeting goes on; as it was when it was closed',
    }),
    decisions: lines,
    earlier: lines.meta({
      description: 'of earlier meetings: open ones, and those settled since the meeting before',
    }),
  })
  .meta({ id: 'Meeting' })

export function meetingJson(view: Meeting): z.infer<typeof meeting> {
  const both = (all: Meeting['decisions']) =>
    all.map(({ was, now }) => ({ was: decisionJson(was), now: decisionJson(now) }))
  return {
    ...meetingRowJson(view),
    agenda: view.agenda satisfies Agenda,
    decisions: both(view.decisions),
    earlier: both(view.earlier),
  }
}
