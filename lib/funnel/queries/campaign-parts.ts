import { countingMoment } from '@/lib/handoffs/queries/counted'
import { handoffCondition } from '@/lib/handoffs/queries/handoff-condition'
import type { Actor } from '@/lib/platform/actor'
import { db, plannedAnew, sql } from '@/lib/platform/db/sql'
import type { Period } from '@/lib/platform/period'
import { countsBy } from '@/lib/rollups/queries/counts'
import { namesBy } from './names'

export type CampaignReason = { reasonId: number; nameEn: string; nameRu: string; count: number }

/** Why sales handed leads of a campaign back in the days, the most frequent reason first. */
export async function campaignReasons(
  actor: Actor,
  period: Period,
  campaignId: number,
): Promise<CampaignReason[]> {
  const moment = await countingMoment(actor.at)
  return db.rows<CampaignReason>(
    plannedAnew(sql`
    select r.id as "reasonId", r.name_en as "nameEn", r.name_ru as "nameRu", count(*)::int as count
    from handoff join rejection_reason r on r.id = handoff.reason_id
    where ${handoffCondition({ set: 'rejected', ...period, ...moment, campaignId })}
    group by r.id order by count desc, r.position`),
  )
}

export type CampaignPerson = {
  personId: number | null
  name: string | null
  leads: number
  accepted: number
  won: number
}

/** Who had the campaign's leads of the days in hand, on one side, and what became of them by now. */
export async function campaignPeople(
  _actor: Actor,
  period: Period,
  campaign: number,
  as: 'owner' | 'assignee',
): Promise<CampaignPerson[]> {
  const question = { from: period.from, to: period.to, groupBy: as, filters: { campaign } } as const
  const rows = await countsBy(question, ['leads', 'reachedAccepted', 'reachedWon'])
  const ids = rows.flatMap(({ key }) => (typeof key === 'number' ? [key] : []))
  const names = await namesBy('person', ids)
  return rows
    .map(({ key, leads, reachedAccepted, reachedWon }) => ({
      personId: typeof key === 'number' ? key : null,
      name: typeof key === 'number' ? (names.get(key)?.label ?? null) : null,
      leads,
      accepted: reachedAccepted,
      won: reachedWon,
    }))
    .toSorted((a, b) => Number(a.personId === null) - Number(b.personId === null) || b.leads - a.leads)
}
