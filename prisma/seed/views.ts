import { workOnBulkRun } from '@/lib/bulk/commands/run'
import { startBulkRun } from '@/lib/bulk/commands/start'
import type { BulkAction } from '@/lib/bulk/schema'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { createView } from '@/lib/views/commands'
import { ORGANISATION } from './company'

type As = (key: string, at: Date) => Actor

/** Views that people of the demo company keep, some for everybody. */
const VIEWS = [
  {
    by: 'anna',
    name: 'Hot, nobody has them',
    shared: true,
    query: 'assignee=none&cols=contactName,grade,source,owner,region,createdAt&grade=hot&status=qualified',
  },
  {
    by: 'tomas',
    name: 'Trade shows, accepted',
    shared: true,
    query:
      'channel=Trade shows&cols=contactName,status,campaign,assignee,expectedAmount,lastContactAt&status=accepted,deal',
  },
  {
    by: 'anna',
    name: 'To call this week',
    shared: false,
    query: 'cols=phone,status,who,lastContactAt&status=new',
  },
]

/** Saved views, and what was done with many leads at once. */
export async function keepViews(as: As, now: Date): Promise<void> {
  for (const { by, ...view } of VIEWS) must(await createView(as(by, now), view))
  const at = new Date(now.getTime() - 2 * 86_400_000)
  await run(as('anna', at), { type: 'edit', patch: { segment: 'Industry' } }, ['lost'], 24)
  const wakeAt = addDays(dayOf(at, ORGANISATION.timeZone), 45)
  const nurture = { type: 'nurture', wakeAt, nextStep: 'Ask after the budget round' } as const
  await run(as('miguel', at), nurture, ['lost', 'won'], 9)
}

/** With leads that nobody has worked on since. */
async function run(
  actor: Actor,
  action: BulkAction,
  statuses: readonly LeadStatus[],
  count: number,
): Promise<void> {
  const leads = await db.rows<{ id: number }>(sql`
    select id from (
      select id, row_number() over (partition by status order by updated_at desc, id) as place from lead
      where status = any (${[...statuses]}::lead_status[]) and updated_at < ${actor.at}::timestamptz) latest
    order by place, id limit ${count}`)
  const { id } = must(await startBulkRun(actor, { action, leadIds: leads.map((lead) => lead.id) }))
  await workOnBulkRun(id, actor.at)
}
