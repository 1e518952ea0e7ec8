/**
 * How a shared cost is split over the places (channels and their campaigns) of a month. Whatever the key, the parts add
 * up to the whole, to the cent.
 */

export const SPLITS = ['equally', 'leads', 'hot', 'accepted', 'costs', 'fixed'] as const
export type Split = (typeof SPLITS)[number]

/** A channel itself (no campaign), one of its campaigns, or neither: "no channel". */
export type Place = { channelId: number | null; campaignId: number | null }

export const NOWHERE: Place = { channelId: null, campaignId: null }

export type Weighted<P> = { place: P; weight: bigint }

/**
 * By weights, with the largest remainder: everybody gets the whole cents of their share, and the cents left over go, one
 * each, to those whose shares were cut most; of equal ones, to those that come first. Null where all weights are 0.
 */
export function splitByWeight<P>(
  cents: bigint,
  weighted: readonly Weighted<P>[],
): { place: P; cents: bigint }[] | null {
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0n)
  if (total === 0n) return null
  const parts = weighted.map(({ place, weight }, index) => ({
    place,
    cents: (cents * weight) / total,
    cut: (cents * weight) % total,
    index,
  }))
  const left = Number(cents - parts.reduce((sum, part) => sum + part.cents, 0n))
  const mostCut = parts.toSorted((a, b) => (a.cut === b.cut ? a.index - b.index : a.cut > b.cut ? -1 : 1))
  for (const part of mostCut.slice(0, left)) part.cents += 1n
  return parts.map(({ place, cents }) => ({ place, cents }))
}

/** The same to each channel, and within a channel the same to each of its places. Null where there is none. */
export function splitEqually(
  cents: bigint,
  places: readonly Place[],
): { place: Place; cents: bigint }[] | null {
  const channels = Map.groupBy(places, ({ channelId }) => channelId)
  const perChannel = splitByWeight(
    cents,
    [...channels.values()].map((place) => ({ place, weight: 1n })),
  )
  return (
    perChannel?.flatMap(
      (channel) =>
        splitByWeight(
          channel.cents,
          channel.place.map((place) => ({ place, weight: 1n })),
        ) ?? [],
    ) ?? null
  )
}

/**
 * What of a shared cost falls on each place on some days of a month: what it has on the month's days up to the last of
 * them, less what it has on the days before. So days add up to months for every place, and places to the whole on any day.
 * Where the key has nothing to go by, the cost stays with no channel.
 */
export function splitPart(
  { before, until }: { before: bigint; until: bigint },
  split: (cents: bigint) => { place: Place; cents: bigint }[] | null,
): { place: Place; cents: bigint }[] {
  const upTo = split(until)
  if (!upTo) return [{ place: NOWHERE, cents: until - before }]
  if (before === 0n) return upTo
  const earlier = split(before) ?? []
  // Both lists are of the same places in the same order.
  return upTo.map(({ place, cents }, index) => ({ place, cents: cents - (earlier[index]?.cents ?? 0n) }))
}
