import { getTranslations } from 'next-intl/server'
import type { Field, ImportKind } from '@/lib/imports/mapping'
import { CLOSED_FIELDS, type ClosedField } from '@/lib/imports/value-words'

/** What our fields are called. */
export async function fieldNames(): Promise<(field: Field) => string> {
  const t = await getTranslations('imports.fields')
  return (field) => t(keyOf(field))
}

type Undotted<F extends string> = F extends `${infer Before}.${infer After}` ? `${Before}_${After}` : F

/** A dot would be a level of the messages. */
function keyOf<F extends Field>(field: F): Undotted<F> {
  return field.replace('.', '_') as Undotted<F>
}

type Group = { name: 'who' | 'where' | 'judged' | 'when' | 'whose' | 'what'; fields: readonly Field[] }

/** The fields in the order and the groups in which they are offered. */
export const FIELD_GROUPS: Record<ImportKind, readonly Group[]> = {
  leads: [
    {
      name: 'who',
      fields: [
        'company',
        'contactName',
        'firstName',
        'lastName',
        'jobTitle',
        'email',
        'phone',
        'website',
        'country',
        'region',
        'segment',
        'leadId',
        'externalId',
        'expectedAmount',
        'note',
      ],
    },
    {
      name: 'where',
      fields: [
        'channel',
        'campaign',
        'origin',
        'utm.source',
        'utm.medium',
        'utm.campaign',
        'utm.term',
        'utm.content',
      ],
    },
    {
      name: 'judged',
      fields: ['grade', 'needFormed', 'valueUnderstood', 'hasBudget', 'readySoon', 'response'],
    },
    { name: 'whose', fields: ['owner', 'assignee'] },
    {
      name: 'when',
      fields: ['createdAt', 'qualifiedAt', 'handedOffAt', 'acceptedAt', 'dealAt', 'wonAt', 'lostAt'],
    },
  ],
  outcomes: [
    { name: 'who', fields: ['externalId', 'email', 'assignee'] },
    { name: 'what', fields: ['outcome', 'amount', 'reason'] },
    { name: 'when', fields: ['acceptedAt', 'wonAt', 'lostAt'] },
  ],
  spend: [
    { name: 'where', fields: ['channel', 'campaign', 'side', 'splitBy'] },
    { name: 'when', fields: ['day', 'month', 'untilMonth', 'from', 'to'] },
    { name: 'what', fields: ['amount', 'reach', 'responses', 'costKind', 'purpose'] },
  ],
}

/** What the fixed values of a closed field are called; the company's own lists name themselves. */
export async function optionNames(): Promise<(field: ClosedField, option: string) => string> {
  const [common, leads, spend] = await Promise.all([
    getTranslations('common'),
    getTranslations('leads.qualify'),
    getTranslations('spend'),
  ])
  const names: Record<string, string> = {
    hot: common('grade.hot'),
    warm: common('grade.warm'),
    cold: common('grade.cold'),
    marketing: common('origin.marketing'),
    sales: common('origin.sales'),
    won: common('status.won'),
    lost: common('status.lost'),
    yes: leads('answer.yes'),
    no: leads('answer.no'),
    unknown: leads('answer.unknown'),
    engaged: leads('responses.engaged'),
    call_back: leads('responses.call_back'),
    no_answer: leads('responses.no_answer'),
    do_not_disturb: leads('responses.do_not_disturb'),
    actual: spend('ledger.actual'),
    planned: spend('ledger.planned'),
  }
  const splits: Record<string, string> = {
    equally: spend('split.equally'),
    leads: spend('split.leads'),
    hot: spend('split.hot'),
    accepted: spend('split.accepted'),
    costs: spend('split.costs'),
  }
  return (field, option) =>
    CLOSED_FIELDS[field] === null ? option : ((field === 'splitBy' ? splits : names)[option] ?? option)
}
