import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { mistakesBetween, onOtherKeyboard, shortenedForms } from '@/lib/platform/mistyped'
import { readQuestion, type Term, type Wording } from '../question'
import { searchWords } from '../search-text'

/**
 * What a question finds: the few leads that it means, in the order of how well they fit, or (a word that stands in
 * every tenth lead) a condition for lists to filter by. How often its words occur is learnt from the newest leads first:
 * that decides on the way that is cheap, which the planner cannot know of a pattern.
 */
export type Hits =
  | { kind: 'none' }
  | { kind: 'few'; ranks: ReadonlyMap<number, Rank> }
  /** the same condition for one lead after the other, and for an index */
  | { kind: 'many'; walking: Sql; condition: Sql }

/** 0: these words as they stand; 1: words that begin so; 2: words that contain it; 3: words that are nearly so */
export type Rank = 0 | 1 | 2 | 3

const SAMPLE = 2000
/** So many in the sample are met soon on the way through any order. */
const MANY_IN_SAMPLE = 60
/** A word in more leads than this share is of no use to look leads up by, where there is another. */
const FREQUENT_IN_SAMPLE = SAMPLE / 20
const FEW = 200
/** Where fewer are found, what is nearly it is offered too. */
const ENOUGH = 10
const MOST_NEAR_WORDS = 12
/** The index of trigrams is of use from here on. */
const TRIGRAM = 3

const WORDS_OF_LEAD = sql`array_to_tsvector(string_to_array(btrim(lead.search_text), ' '))`

/** Null where nothing is asked. */
export async function findHits(question: string): Promise<Hits | null> {
  const terms = readQuestion(question)
  if (terms === null) return null
  if (terms.length === 0) return { kind: 'none' }
  const walking = allOf(terms, 'starts')
  const patterns = [...new Set(terms.flatMap(wordsOf).map(({ pattern }) => pattern))]
  const sample = await sampleOf(
    patterns.map((pattern) => like(pattern)),
    walking,
  )
  if (sample.all >= MANY_IN_SAMPLE) return { kind: 'many', walking, condition: walking }

  const frequency = new Map(patterns.map((pattern, index) => [pattern, sample.hits[index] ?? 0]))
  const condition = sql`${WORDS_OF_LEAD} @@ ${lookedUp(terms, frequency)}::tsquery and ${walking}`
  const exact = await candidates(condition)
  if (exact.length > FEW) return { kind: 'many', walking, condition }
  const ranks = new Map<number, Rank>()
  const whole = ` ${searchWords(question).join(' ')} `
  for (const { id, searchText } of exact) ranks.set(id, searchText.includes(whole) ? 0 : 1)
  // A number that is there is the number that was meant.
  if (ranks.size < ENOUGH && (ranks.size === 0 || terms.some(({ word }) => word !== null))) {
    const inside = await insideWords(terms)
    if (inside && 'kind' in inside) return inside
    await add(ranks, 2, inside)
    await add(ranks, 3, await nearly(terms))
    if (ranks.size === 0) await add(ranks, 3, otherKeyboard(question))
  }
  return ranks.size === 0 ? { kind: 'none' } : { kind: 'few', ranks }
}

async function add(ranks: Map<number, Rank>, rank: Rank, condition: Sql | null): Promise<void> {
  if (!condition) return
  for (const { id } of (await candidates(condition)).slice(0, FEW)) if (!ranks.has(id)) ranks.set(id, rank)
}

/** Not for the index of trigrams, which would be asked for each of its frequent parts. */
function like(pattern: string): Sql {
  return sql`(lead.search_text || '') like ${pattern}`
}

function allOf(terms: readonly Term[], form: 'starts' | 'inside'): Sql {
  return join(
    terms.map((term) => anyOf(term, form)),
    ' and ',
  )
}

function anyOf({ wordings }: Term, form: 'starts' | 'inside'): Sql {
  return sql`(${join(
    wordings.map((wording) => like(wording[form])),
    ' or ',
  )})`
}

function wordsOf({ wordings }: Term): Wording['words'] {
  return wordings.flatMap(({ words }) => words)
}

/** How many of the newest leads fulfil each of the conditions, and all that is asked. */
async function sampleOf(each: readonly Sql[], all: Sql): Promise<{ hits: number[]; all: number }> {
  const found = await db.one<{ hits: number[]; all: number }>(sql`
    select array[${join(each.map((condition) => sql`count(*) filter (where ${condition})`))}]::int[] as hits,
      (count(*) filter (where ${all}))::int as all
    from (select search_text from lead order by id desc limit ${SAMPLE}) lead`)
  return found ?? { hits: [], all: 0 }
}

/** The words that the index is asked for: the rare ones, and one at least. */
function lookedUp(terms: readonly Term[], frequency: ReadonlyMap<string, number>): string {
  const asked = terms.map(({ wordings }) => {
    const each = wordings.map(({ words }) =>
      rareOf(words.map((word) => ({ ...word, frequency: frequency.get(word.pattern) ?? 0 }))),
    )
    return {
      query: alternatives(each.map((words) => words.map(({ query }) => query).join(' & '))),
      frequency: Math.max(...each.map((words) => Math.min(...words.map((word) => word.frequency)))),
    }
  })
  return rareOf(asked)
    .map(({ query }) => query)
    .join(' & ')
}

function rareOf<T extends { frequency: number; query: string }>(all: readonly T[]): T[] {
  const rare = all.filter(({ frequency }) => frequency <= FREQUENT_IN_SAMPLE)
  if (rare.length > 0) return rare
  return [...all].sort((a, b) => a.frequency - b.frequency || b.query.length - a.query.length).slice(0, 1)
}

function alternatives(queries: readonly string[]): string {
  return `(${queries.map((query) => `(${query})`).join(' | ')})`
}

function queryOf({ wordings }: Term): string[] {
  return wordings.map(({ words }) => words.map(({ query }) => query).join(' & '))
}

type Candidate = { id: number; searchText: string }

/**
 * Some of the leads with this condition. As a part of its own, so that the planner looks for the cheapest way to all of
 * them: with the limit in sight it would walk through the table in the hope of meeting them soon.
 */
function candidates(condition: Sql): Promise<Candidate[]> {
  return db.rows<Candidate>(
    plannedAnew(sql`
      with hit as materialized (select lead.id, lead.search_text as "searchText" from lead where ${condition})
      select * from hit limit ${FEW + 1}`),
  )
}

/** Somewhere within words. Null where all terms are too short for that. */
async function insideWords(terms: readonly Term[]): Promise<Sql | Hits | null> {
  const long = terms.filter(({ wordings }) => wordings.every(({ inside }) => inside.length - 2 >= TRIGRAM))
  if (long.length === 0) return null
  const each = terms.map((term) => anyOf(term, long.includes(term) ? 'inside' : 'starts'))
  const all = join(each, ' and ')
  const sample = await sampleOf(each, all)
  if (sample.all >= MANY_IN_SAMPLE) return { kind: 'many', walking: all, condition: all }
  const [indexed] = long
    .map((term) => ({
      term,
      hits: sample.hits[terms.indexOf(term)] ?? 0,
      length: term.wordings[0]?.inside.length ?? 0,
    }))
    .sort((a, b) => a.hits - b.hits || b.length - a.length)
  const looked = indexed?.term.wordings.map(({ inside }) => sql`lead.search_text like ${inside}`) ?? []
  return sql`(${join(looked, ' or ')}) and ${all}`
}

/** With words that are there in place of those that are not: one mistake apart, two in long ones. */
async function nearly(terms: readonly Term[]): Promise<Sql | null> {
  const mistyped = terms.flatMap(({ word }) => (word === null ? [] : [word]))
  if (mistyped.length === 0) return null
  const forms = mistyped.flatMap(shortenedForms)
  const found = await db.rows<{ word: string }>(sql`
    select distinct word from lead_word_form where form = any (${forms}::text[]) limit 500`)
  let replaced = false
  const queries = terms.map((term) => {
    const near = term.word === null ? [] : nearWords(term.word, found)
    if (near.length > 0) replaced = true
    return alternatives([...queryOf(term), ...near.map((word) => `'${word}'`)])
  })
  return replaced ? sql`${WORDS_OF_LEAD} @@ ${queries.join(' & ')}::tsquery` : null
}

function nearWords(word: string, found: readonly { word: string }[]): string[] {
  const most = word.length < 8 ? 1 : 2
  return found
    .map((one) => ({ word: one.word, mistakes: mistakesBetween(word, one.word, most) }))
    .filter(({ mistakes }) => mistakes > 0 && mistakes <= most)
    .sort((a, b) => a.mistakes - b.mistakes || (a.word < b.word ? -1 : 1))
    .slice(0, MOST_NEAR_WORDS)
    .map((one) => one.word)
}

function otherKeyboard(question: string): Sql | null {
  const other = onOtherKeyboard(question)
  const terms = other === null ? null : readQuestion(other)
  if (!terms || terms.length === 0) return null
  const query = terms.map((term) => alternatives(queryOf(term))).join(' & ')
  return sql`${WORDS_OF_LEAD} @@ ${query}::tsquery and ${allOf(terms, 'starts')}`
}
