import { TABLES } from '@/lib/exports/queries/tables'
import type { Exported } from '@/lib/exports/table'
import { wordsFor } from '@/lib/exports/words'
import { organisationClock } from '@/lib/organisation/queries'
import type { Actor, NumbersReader } from '@/lib/platform/actor'
import type { SharedView } from '@/lib/platform/auth/shared-link'
import { dayOf } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import type { Locale } from '@/lib/platform/i18n/locale'
import { PRESETS, presetPeriod } from '@/lib/platform/period-choice'
import { canManageAllLinks } from './policy'
import { isSharedScreen, SHARED_SCREENS, type SharedScreen } from './screens'

export type SharedLinkListed = {
  id: number
  name: string
  screen: SharedScreen
  query: Record<string, string>
  preset: string | null
  from: string | null
  to: string | null
  named: boolean
  createdById: number
  createdBy: string
  createdAt: Date
  expiresAt: Date
  revokedAt: Date | null
  views: number
  lastViewedAt: Date | null
  /** open: whoever has it sees the numbers; orphaned: who made it has no account any more */
  state: 'open' | 'expired' | 'revoked' | 'orphaned'
}

export const LINKS_PER_PAGE = 50

/** One's own links, the newest first; everybody's for who answers for them. */
export async function listSharedLinks(
  actor: Actor,
  { after = null, limit = LINKS_PER_PAGE }: { after?: number | null; limit?: number } = {},
): Promise<{ rows: SharedLinkListed[]; next: number | null }> {
  const whose = canManageAllLinks(actor) ? sql`true` : sql`l.created_by_id = ${actor.personId}`
  const rows = await db.rows<SharedLinkListed>(sql`
    SELECT l.id, l.name, l.screen, l.query, l.preset, l.from_day::text AS "from", l.to_day::text AS "to", l.named,
      l.created_by_id AS "createdById", p.name AS "createdBy", l.created_at AS "createdAt",
      l.expires_at AS "expiresAt", l.revoked_at AS "revokedAt", l.views, l.last_viewed_at AS "lastViewedAt",
      CASE WHEN l.revoked_at IS NOT NULL THEN 'revoked' WHEN l.expires_at <= ${actor.at} THEN 'expired'
        WHEN p.status <> 'active' THEN 'orphaned' ELSE 'open' END AS state
    FROM shared_link l JOIN person p ON p.id = l.created_by_id
    WHERE ${whose} AND (${after}::int IS NULL OR l.id < ${after}::int)
    ORDER BY l.id DESC LIMIT ${limit + 1}`)
  const shown = rows.slice(0, limit)
  return { rows: shown, next: rows.length > limit ? (shown.at(-1)?.id ?? null) : null }
}

export type SharedTable = Exported & { table: (typeof SHARED_SCREENS)[SharedScreen][number] }

/** What a link shows: the tables of its screen, without the name of any person. */
export async function sharedTables(
  reader: NumbersReader,
  view: SharedView,
  locale: Locale,
): Promise<{ tables: SharedTable[]; timeZone: string; currency: string }> {
  const organisation = await organisationClock(db)
  const today = dayOf(reader.at, organisation.timeZone)
  const words = wordsFor({ locale, timeZone: organisation.timeZone, at: reader.at }, organisation, today, {
    people: true,
    sources: !view.named,
  })
  const query = { ...view.query, ...daysOf(view, today) }
  const names = isSharedScreen(view.screen) ? SHARED_SCREENS[view.screen] : []
  const tables = await Promise.all(
    names.map(async (table) => ({ table, ...onlyColumns(await TABLES[table].sheet(reader, query, words)) })),
  )
  return { tables, timeZone: organisation.timeZone, currency: organisation.currency }
}

/** What is in no column is shown nowhere, and does not leave. */
function onlyColumns(sheet: Exported): Exported {
  const keys = new Set(sheet.columns.map(({ key }) => key))
  const rows = sheet.rows.map((row) =>
    Object.fromEntries(Object.entries(row).filter(([key]) => keys.has(key))),
  )
  return { ...sheet, rows }
}

function daysOf({ preset, from, to }: SharedView, today: string): { from: string; to: string } {
  const named = PRESETS.find((name) => name === preset) ?? 'last12'
  return from === null || to === null ? presetPeriod(named, today) : { from, to }
}
