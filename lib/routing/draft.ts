import type { Grade } from '@/lib/platform/db/generated/enums'
import { one, type Query } from '@/lib/platform/url-state'
import type { RuleView } from './queries/rules'
import { changeRuleForm, newRuleForm, type RuleInput } from './schema'

/** What the fields of the rule form hold: text as typed, also when it stands in the address of a dry run. */
export type Draft = {
  ruleId?: number
  version?: number
  name: string
  regions: string
  segments: string
  grades: Grade[]
  channelIds: number[]
  campaignIds: number[]
  amountFrom: string
  amountTo: string
  /** `queue`, `team:…` or `person:…` */
  target: string
  /** the name of a target that can no longer be chosen */
  targetName: string
}

const EMPTY: Draft = {
  name: '',
  regions: '',
  segments: '',
  grades: [],
  channelIds: [],
  campaignIds: [],
  amountFrom: '',
  amountTo: '',
  target: 'queue',
  targetName: '',
}

export function draftOf(rule: RuleView): Draft {
  const { conditions, person, team } = rule
  const amount = (value: string | null) => value?.replace(/\.00$/, '') ?? ''
  return {
    ruleId: rule.id,
    version: rule.version,
    name: rule.name,
    regions: conditions.regions.join('\n'),
    segments: conditions.segments.join('\n'),
    grades: conditions.grades,
    channelIds: conditions.channelIds,
    campaignIds: conditions.campaignIds,
    amountFrom: amount(conditions.amountFrom),
    amountTo: amount(conditions.amountTo),
    target: team ? `team:${team.id}` : person ? `person:${person.email ?? person.name}` : 'queue',
    targetName: team?.name ?? person?.name ?? '',
  }
}

function several(query: Query, name: string): string[] {
  const value = query[`${name}[]`]
  return (Array.isArray(value) ? value : [value]).filter((one) => one !== undefined && one !== '') as string[]
}

/** The form as it stands in an address; nothing where there is none. */
export function readDraft(query: Query): Record<string, unknown> | null {
  const text = (name: string) => one(query, name) ?? ''
  if (one(query, 'target') === undefined) return null
  const ruleId = one(query, 'ruleId')
  return {
    ...(ruleId !== undefined && { ruleId, version: one(query, 'version') }),
    name: text('name'),
    regions: text('regions'),
    segments: text('segments'),
    grades: several(query, 'grades'),
    channelIds: several(query, 'channelIds'),
    campaignIds: several(query, 'campaignIds'),
    amountFrom: text('amountFrom'),
    amountTo: text('amountTo'),
    target: text('target'),
  }
}

/** Goes back into the form with what was typed. */
export function draftFrom(typed: Record<string, unknown> | null): Draft {
  if (!typed) return EMPTY
  const ids = (name: 'channelIds' | 'campaignIds') => (typed[name] as string[]).map(Number)
  return {
    ...EMPTY,
    name: String(typed.name),
    regions: String(typed.regions),
    segments: String(typed.segments),
    grades: typed.grades as Grade[],
    channelIds: ids('channelIds'),
    campaignIds: ids('campaignIds'),
    amountFrom: String(typed.amountFrom),
    amountTo: String(typed.amountTo),
    target: String(typed.target),
    ...(typed.ruleId !== undefined && { ruleId: Number(typed.ruleId), version: Number(typed.version) }),
  }
}

/** The rules as they would be with the draft: in the place of the rule that it changes, else after all. */
export function rulesWith(
  rules: readonly RuleView[],
  typed: Record<string, unknown>,
): { ok: true; rules: RuleInput[]; name: string; ruleId: number | null } | { ok: false; path: string } {
  const named = { ...typed, name: String(typed.name).trim() || '–' }
  const parsed = typed.ruleId === undefined ? newRuleForm.safeParse(named) : changeRuleForm.safeParse(named)
  if (!parsed.success) return { ok: false, path: String(parsed.error.issues[0]?.path[0] ?? '') }
  const ruleId = typed.ruleId === undefined ? null : Number(typed.ruleId)
  const { name, regions, segments, channelIds, campaignIds, grades, amountFrom, amountTo, person, teamId } =
    parsed.data
  const tried: RuleInput = {
    name,
    regions,
    segments,
    channelIds,
    campaignIds,
    grades,
    amountFrom,
    amountTo,
    person,
    teamId,
  }
  const inForce = rules.filter((rule) => !rule.archived)
  const others = inForce.map((rule) => (rule.id === ruleId ? tried : inputOf(rule)))
  const replaces = inForce.some(({ id }) => id === ruleId)
  return { ok: true, rules: replaces ? others : [...others, tried], name, ruleId }
}

/** A stored rule whose target is gone catches leads and gives them to nobody, as it does in earnest. */
function inputOf({ name, conditions, person, team }: RuleView): RuleInput {
  return { name, ...conditions, person: person?.email ?? null, teamId: team?.id ?? null }
}
