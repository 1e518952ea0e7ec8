import type { Row } from '@/lib/platform/sheet/sheet'

/** So many rows are read at once: what a list of any length takes in memory while it is written. */
export const PAGE = 1000

type Page<T, C> = { rows: readonly T[]; next: C | null }

/** A list from its first page on: the first is read at once, so that what is wrong with it is said before it is sent. */
export async function inPages<T, C>(
  read: (cursor: C | null) => Promise<Page<T, C>>,
  rowOf: (row: T) => Row,
): Promise<{ rows: readonly Row[]; more: AsyncIterable<readonly Row[]> }> {
  const first = await read(null)
  async function* more() {
    for (let cursor = first.next; cursor !== null; ) {
      const page: Page<T, C> = await read(cursor)
      yield page.rows.map(rowOf)
      cursor = page.next
    }
  }
  return { rows: first.rows.map(rowOf), more: more() }
}
