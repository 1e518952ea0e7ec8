import { HANDOFF_SETS, type HandoffSet, type SetOwner } from '@/lib/handoffs/handoff-sets'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Period } from '@/lib/platform/period'
import { type Mended, readPeriod } from '@/lib/platform/period-choice'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

const PATH = '/promises'
const NOBODY = 'nobody'

/** The days that the page is about; usually this quarter. */
export function readPromises(query: Query, today: string): Period & { mended: Mended } {
  return readPeriod(query, today, 'thisQuarter')
}

export function promisesHref({ from, to }: Period): string {
  return hrefWith(PATH, { from, to })
}

export type Behind = Period & {
  set: HandoffSet
  owner?: SetOwner
  reasonId?: number
  after: number | null
}

type Whose = { side?: Side; personId?: number | null; reasonId?: number | null; after?: number }

/** The list of exactly the handoffs that a number counts. */
export function behindHref({ from, to }: Period, set: HandoffSet, whose: Whose = {}): string {
  const { side, personId, reasonId, after } = whose
  return hrefWith(
    `${PATH}/handoffs`,
    { from, to, set },
    { side, person: personId === null ? NOBODY : personId, reason: reasonId, after },
  )
}

export function readBehind(query: Query, today: string): Behind {
  const { from, to } = readPromises(query, today)
  const side = one(query, 'side')
  const person = one(query, 'person')
  const personId = person === NOBODY ? null : number(person)
  return {
    from,
    to,
    set: HANDOFF_SETS.find((name) => name === one(query, 'set')) ?? 'decided',
    owner:
      (side === 'marketing' || side === 'sales') && personId !== undefined ? { side, personId } : undefined,
    reasonId: number(one(query, 'reason')),
    after: number(one(query, 'after')) ?? null,
  }
}

function number(text: string | undefined): number | undefined {
  return text && /^[1-9]\d{0,9}$/.test(text) && Number(text) < 2 ** 31 ? Number(text) : undefined
}
