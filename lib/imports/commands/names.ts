import { ensureCampaign, ensureChannel } from '@/lib/channels/commands'
import { ensurePeopleNamed, findPeopleNamed } from '@/lib/people/commands/named'
import { type Database, sql } from '@/lib/platform/db/sql'
import type { Tx } from '@/lib/platform/db/transaction'

/** The ids of what rows name; null where there is no such thing and the mapping does not let us make it. */
export type Places = { idsOf: (channel: string | null, campaign: string | null) => Place }
export type Place =
  | { channelId: number | null; campaignId: number | null }
  | { problem: 'unknown_channel' | 'unknown_campaign'; value: string }

type Named = { channel: string | null; campaign: string | null }
type Found = { channel: string; campaign: string | null; channelId: number | null; campaignId: number | null }

/** Makes what a file names and the mapping lets us make. */
export type Maker = {
  channel(name: string): Promise<number>
  campaign(channelId: number, name: string): Promise<number>
  people(names: readonly string[]): Promise<Map<string, number>>
  /** Writes down which channels and campaigns it has made: once a batch, because a long file may name very many. */
  settle(): Promise<void>
}

/** The run's: in its transaction. What it makes is noted with the import, so that an undo can take it away again. */
export function makerIn(tx: Tx, importId: number, at: Date): Maker {
  const note = async (kind: 'channels' | 'campaigns' | 'people', ids: readonly number[]) => {
    await tx.run(sql`
      update import_run
      set made = jsonb_set(made, array[${kind}::text], coalesce(made -> ${kind}::text, '[]') || to_jsonb(${[...ids]}::int[]))
      where id = ${importId}`)
  }
  const made = { channels: new Set<number>(), campaigns: new Set<number>() }
  return {
    async channel(name) {
      const id = await ensureChannel(tx, name)
      made.channels.add(id)
      return id
    },
    async campaign(channelId, name) {
      const id = await ensureCampaign(tx, channelId, name)
      made.campaigns.add(id)
      return id
    },
    async settle() {
      for (const kind of ['channels', 'campaigns'] as const) {
        if (made[kind].size > 0) await note(kind, [...made[kind]])
        made[kind].clear()
      }
    },
    async people(names) {
      const found = await findPeopleNamed(tx, names)
      const people = await ensurePeopleNamed(tx, names, at)
      const known = new Set(found.values())
      const made = [...new Set(people.values())].filter((id) => !known.has(id))
      if (made.length > 0) await note('people', made)
      return people
    },
  }
}

/** The check's: gives what is missing a number of its own (below zero) and writes nothing. */
export function pretendingMaker(on: Database): Maker {
  const made = new Map<string, number>()
  const idOf = (...key: (string | number)[]) => {
    const text = key.join('\n')
    const id = made.get(text) ?? -made.size - 1
    made.set(text, id)
    return id
  }
  return {
    channel: (name) => Promise.resolve(idOf('channel', name.toLowerCase())),
    campaign: (channelId, name) => Promise.resolve(idOf('campaign', channelId, name.toLowerCase())),
    async people(names) {
      const found = await findPeopleNamed(on, names)
      return new Map(
        names.map((name) => [name, found.get(name) ?? idOf('person', name.normalize('NFC').trim())]),
      )
    },
    settle: () => Promise.resolve(),
  }
}

/** Channels and campaigns of a batch by name in any case, with one read; what is missing is made where allowed. */
export async function findPlaces(
  on: Database,
  rows: readonly Named[],
  createMissing: readonly string[],
  maker: Maker,
): Promise<Places> {
  const wanted = new Map<string, Named>()
  for (const { channel, campaign } of rows)
    if (channel) wanted.set(placeKey(channel, campaign), { channel, campaign })
  const names = [...wanted.values()]
  const found = await on.rows<Found>(sql`
    select n.channel, n.campaign, ch.id as "channelId", ca.id as "campaignId"
    from unnest(${names.map(({ channel }) => channel)}::text[], ${names.map(({ campaign }) => campaign)}::text[])
      as n(channel, campaign)
    left join channel ch on lower(ch.name) = lower(n.channel)
    left join campaign ca on ca.channel_id = ch.id and lower(ca.name) = lower(n.campaign)`)
  const places = new Map<string, Place>()
  for (const place of found)
    places.set(placeKey(place.channel, place.campaign), await settled(place, createMissing, maker))
  await maker.settle()
  return {
    idsOf: (channel, campaign) =>
      (channel ? places.get(placeKey(channel, campaign)) : undefined) ?? {
        channelId: null,
        campaignId: null,
      },
  }
}

function placeKey(channel: string, campaign: string | null): string {
  return `${channel}\n${campaign ?? ''}`
}

async function settled(found: Found, createMissing: readonly string[], maker: Maker): Promise<Place> {
  let { channelId, campaignId } = found
  if (channelId === null) {
    if (!createMissing.includes('channel')) return { problem: 'unknown_channel', value: found.channel }
    channelId = await maker.channel(found.channel)
  }
  if (found.campaign !== null && campaignId === null) {
    if (!createMissing.includes('campaign')) return { problem: 'unknown_campaign', value: found.campaign }
    campaignId = await maker.campaign(channelId, found.campaign)
  }
  return { channelId, campaignId }
}

/** People of a batch by what the file calls them. Those without an account become inactive people where allowed. */
export async function findPeople(
  on: Database,
  names: readonly (string | null)[],
  createMissing: readonly string[],
  maker: Maker,
): Promise<Map<string, number>> {
  const wanted = [...new Set(names.filter((name) => name !== null))]
  if (wanted.length === 0) return new Map()
  return createMissing.includes('person') ? maker.people(wanted) : findPeopleNamed(on, wanted)
}
