import { ANSWER_KEYS, type Criterion, type DefinitionTerms, type Scope } from './definition'
import type { Bilingual, GlossaryTerms } from './glossary'
import { MATRIX_ROLES, type MatrixRole, type ResponsibilityTerms } from './responsibilities'

/**
 * What changed between two versions of an agreement, field by field. It is kept as codes and values, so that both
 * languages can word it, today and in five years.
 */
export type Change =
  | { what: 'from'; from: string; to: string }
  | { what: 'criterion_added' | 'criterion_removed'; scope: Scope; criterion: Criterion }
  | {
      what: 'criterion_changed'
      scope: Scope
      part: 'grades' | 'fields' | `answer.${(typeof ANSWER_KEYS)[number]}`
      from: string[]
      to: string[]
    }
  | { what: 'criteria_order' }
  /** of what a side owes or what happens when time runs; null: not at all */
  | { what: 'promise'; promise: PromiseName; from: number | boolean | null; to: number | boolean | null }
  | { what: 'term_added' | 'term_removed'; word: Bilingual }
  | { what: 'term_changed'; word: Bilingual; part: 'word' | 'meaning'; from: Bilingual; to: Bilingual }
  | { what: 'step_added' | 'step_removed'; name: Bilingual }
  | { what: 'step_renamed'; from: Bilingual; to: Bilingual }
  | { what: 'duty_changed'; name: Bilingual; role: MatrixRole; from: string; to: string }
  | { what: 'order' }

export const PROMISES = [
  'verdict_hot',
  'verdict_warm',
  'verdict_cold',
  'attempts',
  'answer',
  'complete',
  'volume',
  'at_half',
  'at_due',
  'head',
  'open_queue',
] as const
export type PromiseName = (typeof PROMISES)[number]

/** The promises of a definition by name. */
export function promisesOf({ sales, marketing, escalation }: DefinitionTerms) {
  return {
    verdict_hot: sales.verdictWithin.hot,
    verdict_warm: sales.verdictWithin.warm,
    verdict_cold: sales.verdictWithin.cold,
    attempts: sales.attempts,
    answer: marketing.answerWithin,
    complete: marketing.completeShare,
    volume: marketing.monthlyVolume,
    at_half: escalation.atHalf,
    at_due: escalation.atDue,
    head: escalation.headAfter,
    open_queue: escalation.openQueueAfter,
  } satisfies Record<PromiseName, number | boolean | null>
}

/** A criterion is the same one as before when it is for the same leads. */
export function changesOfDefinition(before: DefinitionTerms, after: DefinitionTerms): Change[] {
  const changes: Change[] = []
  const old = new Map(before.criteria.map((criterion) => [keyOf(criterion.scope), criterion]))
  const now = new Map(after.criteria.map((criterion) => [keyOf(criterion.scope), criterion]))
  for (const [key, criterion] of now) {
    const was = old.get(key)
    if (was) changes.push(...changesOfCriterion(was, criterion))
    else changes.push({ what: 'criterion_added', scope: criterion.scope, criterion })
  }
  for (const [key, criterion] of old) {
    if (!now.has(key)) changes.push({ what: 'criterion_removed', scope: criterion.scope, criterion })
  }
  if (reordered([...old.keys()], [...now.keys()])) changes.push({ what: 'criteria_order' })
  const promised = promisesOf(before)
  const promises = promisesOf(after)
  for (const promise of PROMISES) {
    const from = promised[promise]
    const to = promises[promise]
    if (from !== to) changes.push({ what: 'promise', promise, from, to })
  }
  return changes
}

function changesOfCriterion(before: Criterion, after: Criterion): Change[] {
  const parts: [part: (Change & { what: 'criterion_changed' })['part'], from: string[], to: string[]][] = [
    ['grades', before.grades, after.grades],
    ...ANSWER_KEYS.map(
      (key) =>
        [`answer.${key}`, before.answers[key] ?? [], after.answers[key] ?? []] as [
          `answer.${typeof key}`,
          string[],
          string[],
        ],
    ),
    ['fields', before.fields, after.fields],
  ]
  return parts
    .filter(([, from, to]) => !sameSet(from, to))
    .map(([part, from, to]) => ({ what: 'criterion_changed', scope: after.scope, part, from, to }))
}

export function changesOfGlossary(before: GlossaryTerms, after: GlossaryTerms): Change[] {
  return changesOfList(before.terms, after.terms, {
    added: ({ word }) => ({ what: 'term_added', word }),
    removed: ({ word }) => ({ what: 'term_removed', word }),
    changed: (was, now) =>
      (['word', 'meaning'] as const)
        .filter((part) => !sameWords(was[part], now[part]))
        .map((part) => ({ what: 'term_changed', word: was.word, part, from: was[part], to: now[part] })),
  })
}

export function changesOfResponsibilities(before: ResponsibilityTerms, after: ResponsibilityTerms): Change[] {
  return changesOfList(before.steps, after.steps, {
    added: ({ name }) => ({ what: 'step_added', name }),
    removed: ({ name }) => ({ what: 'step_removed', name }),
    changed: (was, now) => [
      ...(sameWords(was.name, now.name)
        ? []
        : [{ what: 'step_renamed' as const, from: was.name, to: now.name }]),
      ...MATRIX_ROLES.filter((role) => was.duties[role] !== now.duties[role]).map((role) => ({
        what: 'duty_changed' as const,
        name: now.name,
        role,
        from: was.duties[role],
        to: now.duties[role],
      })),
    ],
  })
}

function changesOfList<T extends { id: string }>(
  before: readonly T[],
  after: readonly T[],
  say: { added: (now: T) => Change; removed: (was: T) => Change; changed: (was: T, now: T) => Change[] },
): Change[] {
  const old = new Map(before.map((item) => [item.id, item]))
  const now = new Map(after.map((item) => [item.id, item]))
  const changes: Change[] = []
  for (const item of after) {
    const was = old.get(item.id)
    changes.push(...(was ? say.changed(was, item) : [say.added(item)]))
  }
  for (const item of before) if (!now.has(item.id)) changes.push(say.removed(item))
  if (reordered([...old.keys()], [...now.keys()])) changes.push({ what: 'order' })
  return changes
}

/** Whether those that are in both lists stand in another order. */
function reordered(before: readonly string[], after: readonly string[]): boolean {
  const kept = before.filter((key) => after.includes(key))
  const keptNow = after.filter((key) => before.includes(key))
  return kept.some((key, index) => key !== keptNow[index])
}

function keyOf({ channelIds, segments, regions }: Scope): string {
  const plain = (names: readonly string[]) => names.map((name) => name.trim().toLowerCase()).sort()
  return JSON.stringify([[...channelIds].sort((a, b) => a - b), plain(segments), plain(regions)])
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item))
}

function sameWords(a: Bilingual, b: Bilingual): boolean {
  return a.en === b.en && a.ru === b.ru
}
