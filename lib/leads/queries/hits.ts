import { db, join, plannedAnew, type Sql, sql } from '@/lib/platform/db/sql'
import { mistakesBetween, onOtherKeyboard, shortenedForms } from '@/lib/platform/mistyped'
import { readQuestion, type Term } from '../question'
import { searchWords } from '../search-text'
import { perThousand, sampleOfTexts, type Texts } from './text-sample'

/**
 * What a question finds: the few leads that it means, in the order of how well they fit, or (a word that stands in
 * every tenth lead) a condition for lists to filter by. How often its words occur is learnt from a sample of leads first:
 * that decides on the way that is cheap, which the planner cannot know of a pattern.
 */
export type Hits = { kind: 'none' } | { kind: 'few'; ranks: ReadonlyMap<number, Rank> } | Many

type Many = {
  kind: 'many'
  /** the condition for one lead after the other */
  walking: Sql
  /** the same for an index */
  indexed: Sql
  /** about so many of a thousand leads fulfil it */
  perThousand: number
}

/** 0: these words as they stand; 1: words that begin so; 2: words that contain it; 3: words that are nearly so */
export type Rank = 0 | 1 | 2 | 3

/** In more leads than this they are met soon on the way through any order. */
export const MANY_PER_THOUSAND = 30
/** A word in more leads than this is of no use to look leads up by, where there is another. */
const FREQUENT_PER_THOUSAND = 50
const FEW = 200
/** Where fewer are found, what is nearly it is offered too. */
const ENOUGH = 10
const MOST_NEAR_WORDS = 12
const USUAL_TERMS = 3
/** The index of trigrams is of use from here on. */
const TRIGRAM = 3

const WORDS_OF_LEAD = sql`array_to_tsvector(string_to_array(btrim(lead.search_text), ' '))`

/** Null where nothing is asked. */
export async function findHits(question: string): Promise<Hits | null> {
  const terms = readQuestion(question)
  if (terms === null) return null
  if (terms.length === 0) return { kind: 'none' }
  const sample = await sampleOfTexts()
  const exact = wholeWords(terms, sample)
  if (exact.perThousand >= MANY_PER_THOUSAND) return exact

  const inside = insideWords(terms, sample)
  // A number that is there is the number that was meant.
  const enough = terms.some(({ word }) => word !== null) ? ENOUGH : 1
  const found = await candidates(exact, inside, terms, enough)
  if (found.exact.length > FEW) return exact
  const ranks = new Map<number, Rank>()
  const whole = ` ${searchWords(question).join(' ')} `
  for (const { id, text } of found.exact) ranks.set(id, text.includes(whole) ? 0 : 1)
  if (ranks.size < enough) {
    if (inside && inside.perThousand >= MANY_PER_THOUSAND) return inside
    const add = (rank: Rank, ids: readonly number[]) => {
      for (const id of ids) if (!ranks.has(id)) ranks.set(id, rank)
    }
    add(2, found.inside)
    add(3, await some(nearly(terms, found.words)))
    if (ranks.size === 0) add(3, await some(otherKeyboard(question)))
  }
  return ranks.size === 0 ? { kind: 'none' } : { kind: 'few', ranks }
}

/** Not for the index of trigrams, which would be asked for each of its frequent parts. */
function like(pattern: string): Sql {
  return sql`(lead.search_text || '') like ${pattern}`
}

type Form = 'starts' | 'inside'

function allOf(terms: readonly Term[], formOf: (term: Term) => Form): Sql {
  return join(
    terms.map((term) => {
      const each = term.wordings.map((wording) => like(wording[formOf(term)]))
      return sql`(${join(each, ' or ')})`
    }),
    ' and ',
  )
}

/** About how many of a thousand leads have all of the terms. */
function frequencyOf(sample: Texts, terms: readonly Term[], formOf: (term: Term) => Form): number {
  const each = terms.map((term) =>
    term.wordings.map((wording) => sample.having(lettersOf(wording[formOf(term)]))),
  )
  const all = new Uint8Array(sample.count)
  for (let index = 0; index < all.length; index++)
    all[index] = each.every((wordings) => wordings.some((having) => having[index])) ? 1 : 0
  return perThousand(all)
}

function lettersOf(pattern: string): string {
  return pattern.slice(1, -1)
}

/** All leads in which every term begins a word: by the words of the index that are rare, and by what else is asked. */
function wholeWords(terms: readonly Term[], sample: Texts): Many {
  const walking = allOf(terms, () => 'starts')
  return {
    kind: 'many',
    walking,
    indexed: sql`${WORDS_OF_LEAD} @@ ${lookedUp(terms, sample)}::tsquery and ${walking}`,
    perThousand: frequencyOf(sample, terms, () => 'starts'),
  }
}

/** The words that the index is asked for: the rare ones, and one at least. */
function lookedUp(terms: readonly Term[], sample: Texts): string {
  const asked = terms.map(({ wordings }) => {
    const each = wordings.map(({ words }) =>
      rareOf(
        words.map(({ pattern, query }) => ({
          query,
          frequency: perThousand(sample.having(lettersOf(pattern))),
        })),
      ),
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
  const rare = all.filter(({ frequency }) => frequency <= FREQUENT_PER_THOUSAND)
  if (rare.length > 0) return rare
  return [...all].sort((a, b) => a.frequency - b.frequency || b.query.length - a.query.length).slice(0, 1)
}

function alternatives(queries: readonly string[]): string {
  return `(${queries.map((query) => `(${query})`).join(' | ')})`
}

function queryOf({ wordings }: Term): string[] {
  return wordings.map(({ words }) => words.map(({ query }) => query).join(' & '))
}

/** Somewhere within words. Null where all terms are too short for that. */
function insideWords(terms: readonly Term[], sample: Texts): Many | null {
  const long = terms.filter(({ wordings }) => wordings.every(({ inside }) => inside.length - 2 >= TRIGRAM))
  if (long.length === 0) return null
  const formOf = (term: Term): Form => (long.includes(term) ? 'inside' : 'starts')
  const walking = allOf(terms, formOf)
  const [rarest] = long
    .map((term) => ({
      term,
      frequency: frequencyOf(sample, [term], () => 'inside'),
      length: term.wordings[0]?.inside.length ?? 0,
    }))
    .sort((a, b) => a.frequency - b.frequency || b.length - a.length)
  const looked = rarest?.term.wordings.map(({ inside }) => sql`lead.search_text like ${inside}`) ?? []
  return {
    kind: 'many',
    walking,
    indexed: sql`(${join(looked, ' or ')}) and ${walking}`,
    perThousand: frequencyOf(sample, terms, formOf),
  }
}

type Candidates = { exact: { id: number; text: string }[]; inside: number[]; words: string[] }

/**
 * Some of the leads that have the words, and where those are fewer than `enough` also those that have them within others
 * and words that look like them: in one statement, each part of it on its own, so that the planner looks for the cheapest
 * way to all of them. With the limit in sight it would walk through the table in the hope of meeting them soon.
 */
async function candidates(
  exact: Many,
  inside: Many | null,
  terms: readonly Term[],
  enough: number,
): Promise<Candidates> {
  const forms = terms.flatMap(({ word }) => (word === null ? [] : shortenedForms(word)))
  const tooFew = sql`(select count(*) from exact) < ${enough}`
  const parts = [sql`select id, text, 0 as kind from exact`]
  if (inside && inside.perThousand < MANY_PER_THOUSAND)
    parts.push(sql`
      select id, null, 1 from (select id from hit_inside limit ${FEW}) inside where ${tooFew}`)
  if (forms.length > 0)
    parts.push(sql`
      select null, word, 2 from (
        select distinct word from lead_word_form where form = any (${forms}::text[]) limit 500) known
      where ${tooFew}`)
  const statement = sql`
    with hit as materialized (select lead.id, lead.search_text as text from lead where ${exact.indexed}),
      exact as materialized (select * from hit limit ${FEW + 1}),
      hit_inside as materialized (select lead.id from lead where ${inside?.indexed ?? sql`false`})
    ${join(parts, ' union all ')}`
  // Prepared in the shapes that people ask in; any number of others would crowd out what everybody needs.
  const usual = terms.length <= USUAL_TERMS && terms.every(({ wordings }) => wordings.length === 1)
  const rows = await db.rows<{ id: number; text: string; kind: number }>(
    usual ? statement : plannedAnew(statement),
  )
  return {
    exact: rows.filter(({ kind }) => kind === 0),
    inside: rows.flatMap(({ id, kind }) => (kind === 1 ? [id] : [])),
    words: rows.flatMap(({ text, kind }) => (kind === 2 ? [text] : [])),
  }
}

/** Some of the leads with this condition. */
async function some(condition: Sql | null): Promise<number[]> {
  if (!condition) return []
  const rows = await db.rows<{ id: number }>(
    plannedAnew(sql`
      with hit as materialized (select lead.id from lead where ${condition})
      select * from hit limit ${FEW}`),
  )
  return rows.map(({ id }) => id)
}

/** With words that are there in place of those that are not: one mistake apart, two in long ones. */
function nearly(terms: readonly Term[], found: readonly string[]): Sql | null {
  let replaced = false
  const queries = terms.map((term) => {
    const near = term.word === null ? [] : nearWords(term.word, found)
    if (near.length > 0) replaced = true
    return alternatives([...queryOf(term), ...near.map((word) => `'${word}'`)])
  })
  return replaced ? sql`${WORDS_OF_LEAD} @@ ${queries.join(' & ')}::tsquery` : null
}

function nearWords(word: string, found: readonly string[]): string[] {
  const most = word.length < 8 ? 1 : 2
  return found
    .map((one) => ({ word: one, mistakes: mistakesBetween(word, one, most) }))
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
  return sql`${WORDS_OF_LEAD} @@ ${query}::tsquery and ${allOf(terms, () => 'starts')}`
}
