import { db, sql } from '@/lib/platform/db/sql'

export type Named = { label: string; channel: { id: number; name: string } | null }

/** The names of channels, campaigns (with their channels) or people, by id. */
export async function namesBy(
  of: 'channel' | 'campaign' | 'person',
  ids: readonly (number | null)[],
): Promise<Map<number, Named>> {
  const wanted = ids.filter((id) => id !== null)
  if (of === 'campaign') {
    const found = await db.rows<{ id: number; label: string; channelId: number; channelName: string }>(sql`
      select c.id, c.name as label, ch.id as "channelId", ch.name as "channelName"
      from campaign c join channel ch on ch.id = c.channel_id where c.id = any(${wanted}::int[])`)
    return new Map(
      found.map(({ id, label, channelId, channelName }) => [
        id,
        { label, channel: { id: channelId, name: channelName } },
      ]),
    )
  }
  const table = of === 'channel' ? sql`channel` : sql`person`
  const found = await db.rows<{ id: number; label: string }>(
    sql`select id, name as label from ${table} where id = any(${wanted}::int[])`,
  )
  return new Map(found.map(({ id, label }) => [id, { label, channel: null }]))
}
