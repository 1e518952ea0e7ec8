import { createHash } from 'node:crypto'
import { recordTouch } from '@/lib/leads/commands/create'
import type { Actor } from '@/lib/platform/actor'
import type { FormVisit } from '@/lib/platform/auth/web-form'
import type { TouchKind } from '@/lib/platform/db/generated/enums'
import { sql } from '@/lib/platform/db/sql'
import { inTransaction, type Tx } from '@/lib/platform/db/transaction'
import type { Result } from '@/lib/platform/result'
import type { Report } from '../reports'

/** Of one browser, before anybody knows whose it is; and of one that is known, in a day. */
const MOST = 100
const DAY = 86_400_000
/** The same page looked at again within so long is one visit. */
const SAME_VISIT_MS = 30 * 60_000

export type Reported = 'kept' | 'given' | 'known' | 'full'

/**
 * What a browser on a site reports: kept until its visitor sends a form, given to their lead at once where they have.
 * The same report twice is one, and so are visits to one page within half an hour.
 */
export function recordReport(visit: FormVisit, report: Report): Promise<Result<Reported>> {
  const visitorId = hashed(report.visitor)
  return inTransaction(async (tx): Promise<Reported> => {
    await tx.run(sql`
      insert into site_visitor (id, form_id, first_at, last_at)
      values (${visitorId}, ${visit.formId}, ${visit.at}::timestamptz, ${visit.at}::timestamptz)
      on conflict (id) do update set last_at = greatest(site_visitor.last_at, excluded.last_at)`)
    const lead = await leadOfVisitor(tx, visitorId)
    if (await isKnown(tx, visitorId, report, visit.at)) return 'known'
    if (lead && (await givenSince(tx, visitorId, new Date(visit.at.getTime() - DAY))) >= MOST) return 'full'
    const { kind, page = null, label = null } = report
    const isGiven = lead !== undefined && visit.actor !== null
    await tx.run(sql`
      insert into site_touch (visitor_id, once_key, kind, at, page, label, given)
      values (${visitorId}, ${report.id}, ${kind}::touch_kind, ${visit.at}::timestamptz, ${page}, ${label}, ${isGiven})`)
    if (!isGiven || !visit.actor) {
      await forgetBeyond(tx, visitorId)
      return 'kept'
    }
    await recordTouch(tx, visit.actor, lead.id, {
      kind,
      at: visit.at,
      note: noteOf({ label, page }),
      source: NO_SOURCE,
      data: { page, label },
      told: BY_SITE,
    })
    return 'given'
  })
}

/** for the history: nobody here did it */
const BY_SITE = { site: true }
const NO_SOURCE = { channelId: null, campaignId: null }

/** The lead of a browser, under the number that it has after merges; none where it was removed. */
function leadOfVisitor(tx: Tx, visitorId: string): Promise<{ id: number } | undefined> {
  return tx.one<{ id: number }>(sql`
    select l.id from site_visitor v
      left join lead_merge m on m.merged_id = v.lead_id and m.live_id is not null
      join lead l on l.id = coalesce(m.live_id, v.lead_id)
    where v.id = ${visitorId}`)
}

async function isKnown(tx: Tx, visitorId: string, { id, kind, page }: Report, at: Date): Promise<boolean> {
  const since = new Date(at.getTime() - SAME_VISIT_MS)
  const found = await tx.one(sql`
    select 1 from site_touch
    where visitor_id = ${visitorId} and (once_key = ${id}
      or (${kind}::text = 'visit' and kind = 'visit' and page is not distinct from ${page ?? null}
        and at > ${since}::timestamptz))
    limit 1`)
  return found !== undefined
}

async function givenSince(tx: Tx, visitorId: string, since: Date): Promise<number> {
  const found = await tx.one<{ n: number }>(sql`
    select count(*)::int as n from site_touch
    where visitor_id = ${visitorId} and given and at > ${since}::timestamptz`)
  return found?.n ?? 0
}

/** The latest are kept: they are nearest to the enquiry. */
async function forgetBeyond(tx: Tx, visitorId: string): Promise<void> {
  await tx.run(sql`
    delete from site_touch where id in (
      select id from site_touch where visitor_id = ${visitorId} and not given order by at desc, id desc offset ${MOST})`)
}

type Waiting = { kind: TouchKind; at: Date; page: string | null; label: string | null }

/**
 * The browser is this lead's: what it did so far is given to them. Requests and downloads are told one by one, visits
 * together: a hundred lines of pages would hide the rest of the history.
 */
export async function linkVisitor(
  tx: Tx,
  actor: Actor,
  { visitorId, formId, at, leadId }: { visitorId: string; formId: number; at: Date; leadId: number },
): Promise<void> {
  await tx.run(sql`
    insert into site_visitor (id, form_id, lead_id, first_at, last_at)
    values (${visitorId}, ${formId}, ${leadId}, ${at}::timestamptz, ${at}::timestamptz)
    on conflict (id) do update set lead_id = excluded.lead_id,
      last_at = greatest(site_visitor.last_at, excluded.last_at)`)
  const waiting = await tx.rows<Waiting>(sql`
    with given as (
      update site_touch set given = true where visitor_id = ${visitorId} and not given
      returning id, kind, at, page, label)
    select kind, at, page, label from given order by at, id`)
  const visits = waiting.filter(({ kind }) => kind === 'visit')
  for (const { kind, at: then, page, label } of waiting) {
    if (kind === 'visit') continue
    const note = noteOf({ label, page })
    await recordTouch(tx, actor, leadId, {
      kind,
      at: then,
      note,
      source: NO_SOURCE,
      data: { page, label },
      told: BY_SITE,
    })
  }
  const last = visits.at(-1)
  if (!last) return
  const pages = [...new Set(visits.map(noteOf))].filter((page) => page !== null)
  await recordTouch(tx, actor, leadId, {
    kind: 'visit',
    at: last.at,
    note: pages.join('\n').slice(0, 2000) || null,
    source: NO_SOURCE,
    data: { visits: visits.length, since: visits[0]?.at, pages },
    told: BY_SITE,
  })
}

function noteOf({ label, page }: { label: string | null; page: string | null }): string | null {
  return label ?? page
}

function hashed(text: string): string {
  return createHash('sha256').update(text).digest('base64url')
}
