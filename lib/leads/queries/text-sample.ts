import { db, type Sql, sql } from '@/lib/platform/db/sql'

const SAMPLE = 2000
const LONGEST_TEXT = 600
const KEPT_MS = 60_000
/** Of a company that has few leads yet, or none, whose words may all be others soon. */
const KEPT_OF_FEW_MS = 2000

/** Which of the texts have something: 1 for each that has. */
type Having = Uint8Array

/** What some leads say (`lead.search_text`), to estimate from how many leads have a word. */
export class Texts {
  private readonly whole: string
  private readonly ends: number[] = []
  private readonly known = new Map<string, Having>()

  constructor(texts: readonly string[]) {
    let end = 0
    for (const text of texts) {
      end += text.length + 1
      this.ends.push(end)
    }
    this.whole = texts.map((text) => `${text}\n`).join('')
  }

  get count(): number {
    return this.ends.length
  }

  /** The texts with these letters. */
  having(letters: string): Having {
    const known = this.known.get(letters)
    if (known) return known
    const found = new Uint8Array(this.count)
    let index = 0
    for (let at = this.whole.indexOf(letters); at >= 0; at = this.whole.indexOf(letters, at)) {
      while ((this.ends[index] ?? 0) <= at) index++
      found[index] = 1
      at = this.ends[index] ?? this.whole.length
    }
    if (this.known.size >= MOST_KNOWN) this.known.clear()
    this.known.set(letters, found)
    return found
  }
}

const MOST_KNOWN = 100

/** About how many of a thousand leads have something; a company with fewer leads than the sample has few of everything. */
export function perThousand(having: Having): number {
  return (having.reduce((sum, one) => sum + one, 0) * 1000) / SAMPLE
}

let kept: { texts: Texts; until: number } | null = null
let reading: Promise<Texts> | null = null

/**
 * The texts of the newest leads and of some from all times, as they were a while ago: which words are frequent changes
 * slowly, and reading them took longer than the search that asks.
 */
export async function sampleOfTexts(): Promise<Texts> {
  if (kept && performance.now() < kept.until) return kept.texts
  reading ??= read().finally(() => {
    reading = null
  })
  if (!kept) return reading
  reading.catch(() => {})
  return kept.texts
}

async function read(): Promise<Texts> {
  const newest = await textsOf(sql`select search_text from lead order by id desc limit ${SAMPLE}`)
  const few = newest.length < SAMPLE
  // Half of them from all times: an import of yesterday is not all that a company has.
  const spread = few
    ? []
    : await textsOf(sql`
        select there.search_text
        from (select min(id) as low, max(id)::bigint - min(id) as span from lead) ids
        cross join generate_series(0, ${SAMPLE / 2 - 1}::int) n
        cross join lateral (select search_text from lead where id >= low + span * n / ${SAMPLE / 2}::int order by id limit 1) there`)
  const texts = new Texts(few ? newest : [...newest.slice(0, SAMPLE / 2), ...spread])
  kept = { texts, until: performance.now() + (few ? KEPT_OF_FEW_MS : KEPT_MS) }
  return texts
}

async function textsOf(leads: Sql): Promise<string[]> {
  const rows = await db.rows<{ text: string }>(sql`
    select left(search_text, ${LONGEST_TEXT}::int) as text from (${leads}) lead`)
  return rows.map(({ text }) => text)
}
