import { z } from 'zod'
import { CHOOSABLE_KINDS, NOTICE_KINDS, type NoticeKind } from '@/lib/notices/kinds'
import type { NoticeView, NoticeWishes } from '@/lib/notices/queries'
import { timeOfDayText, timing } from '@/lib/notices/schema'
import { id, time, timeJson } from './common'

const KINDS = Object.keys(NOTICE_KINDS) as NoticeKind[]

export const notice = z
  .strictObject({
    id,
    kind: z.enum(KINDS),
    leadId: id.nullable(),
    handoffId: id.nullable(),
    data: z
      .record(z.string(), z.union([z.string(), z.number(), z.null()]))
      .meta({ description: 'names and times as they were when it was told' }),
    createdAt: time,
    readAt: time.nullable(),
  })
  .meta({ id: 'Notice' })

export function noticeJson(view: NoticeView): z.infer<typeof notice> {
  return {
    id: view.id,
    kind: view.kind,
    leadId: view.leadId,
    handoffId: view.handoffId,
    data: view.data,
    createdAt: view.createdAt.toISOString(),
    readAt: timeJson(view.readAt),
  }
}

const clock = z.string().meta({ description: 'HH:MM in your time zone', examples: ['09:00'] })

export const noticeWishes = z
  .strictObject({
    email: z.record(z.enum(CHOOSABLE_KINDS), timing),
    digestAt: clock,
    quietFrom: clock,
    quietTo: clock,
    timeZone: z.string(),
  })
  .meta({ id: 'NoticePreferences' })

export function noticeWishesJson(wishes: NoticeWishes): z.infer<typeof noticeWishes> {
  return {
    email: wishes.email,
    digestAt: timeOfDayText(wishes.digestAt),
    quietFrom: timeOfDayText(wishes.quietFrom),
    quietTo: timeOfDayText(wishes.quietTo),
    timeZone: wishes.timeZone,
  }
}
