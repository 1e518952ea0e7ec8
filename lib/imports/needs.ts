import type { ImportDraft } from './draft'
import type { Field } from './mapping'

/** What a mapping must say before a file can be checked, in words that the columns step has (`columnsStep.<name>`). */
type Need =
  | 'identity'
  | 'identityOutcomes'
  | 'outcome'
  | 'channelOrSplit'
  | 'side'
  | 'dayOrMonth'
  | 'fromAndTo'
  | 'untilNeedsMonth'
  | 'figures'
  | 'campaignNeedsChannel'

/** The needs of a draft's kind, and which of them are met: the same rules as `importMapping`, one by one. */
export function needsOf({
  kind,
  columns,
  constants,
  identity,
}: ImportDraft): { name: Need; isMet: boolean }[] {
  const mapped = new Set<Field | null>([...Object.values(columns), ...(Object.keys(constants) as Field[])])
  const has = (...fields: Field[]) => fields.some((field) => mapped.has(field))
  const campaign = has('campaign') ? [{ name: 'campaignNeedsChannel' as const, isMet: has('channel') }] : []
  switch (kind) {
    case 'leads':
      return [
        { name: 'identity', isMet: has('email', 'phone', 'externalId', 'leadId') || identity === 'row' },
        ...campaign,
      ]
    case 'outcomes':
      return [
        { name: 'identityOutcomes', isMet: has('externalId', 'email') },
        { name: 'outcome', isMet: has('outcome', 'wonAt', 'lostAt') },
      ]
    case 'spend': {
      const times = [has('month'), has('day'), has('from', 'to')].filter(Boolean)
      return [
        { name: 'channelOrSplit', isMet: has('channel', 'splitBy') },
        { name: 'side', isMet: has('side') },
        { name: 'dayOrMonth', isMet: times.length === 1 },
        ...(has('from', 'to') ? [{ name: 'fromAndTo' as const, isMet: has('from') && has('to') }] : []),
        ...(has('untilMonth') ? [{ name: 'untilNeedsMonth' as const, isMet: has('month') }] : []),
        { name: 'figures', isMet: has('amount', 'reach', 'responses') },
      ]
    }
  }
}
