import { breathe } from '@/lib/platform/clock'
import type { Row } from '@/lib/platform/sheet/sheet'

/** So many rows are read at once: what a list of any length takes in memory while it is written. */
export const PAGE = 1000
/** So many are worded without a pause: others ask the same process for screens meanwhile. */
const AT_A_TIME = 200

type Page<T, C> = { rows: readonly T[]; next: C | null }

/** A list from its first page on: the first is read at once, so that what is wrong with it is said before it is sent. */
export async function inPages<T, C>(
  read: (cursor: C | null) => Promise<Page<T, C>>,
  rowOf: (row: T) => Row,
): Promise<{ rows: readonly Row[]; more: AsyncIterable<readonly Row[]> }> {
  const first = await read(null)
  async function* worded(rows: readonly T[]) {
    for (let at = 0; at < rows.length; at += AT_A_TIME) {
      await breathe()
      yield rows.slice(at, at + AT_A_TIME).map(rowOf)
    }
  }
  async function* more() {
    yield* worded(first.rows.slice(AT_A_TIME))
    for (let cursor = first.next; cursor !== null; ) {
      const page: Page<T, C> = await read(cursor)
      yield* worded(page.rows)
      cursor = page.next
    }
  }
  return { rows: first.rows.slice(0, AT_A_TIME).map(rowOf), more: more() }
}
