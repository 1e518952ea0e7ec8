import type { NewReason } from './schema'

/** The list that a new company starts from (the contract's nine). The codes are what the API and imports may say. */
export const DEFAULT_REASONS: readonly (NewReason & { code: string })[] = [
  reason('no_need', 'No need', 'Нет потребности', 180),
  reason('no_budget', 'No budget', 'Нет бюджета', 90),
  reason('wrong_contact', 'Wrong contact', 'Не тот контакт', 14, { needsComment: true }),
  reason('not_reachable', 'Not reachable', 'Не дозвонились', 14),
  reason('duplicate', 'Duplicate', 'Дубль', null),
  reason('outside_territory', 'Outside our territory', 'Не наша территория', null),
  reason('not_target', 'Not our target customer', 'Не наш клиент', null, { needsComment: true }),
  reason('too_early', 'Too early', 'Ещё рано', 60, { countsAgainstMarketing: false }),
  reason('other', 'Other', 'Другое', 30, { needsComment: true, countsAgainstMarketing: false }),
]

function reason(
  code: string,
  nameEn: string,
  nameRu: string,
  nurtureDays: number | null,
  more: { needsComment?: boolean; countsAgainstMarketing?: boolean } = {},
): NewReason & { code: string } {
  const outcome = nurtureDays === null ? 'disqualified' : 'nurture'
  return {
    code,
    nameEn,
    nameRu,
    outcome,
    nurtureDays,
    needsComment: false,
    countsAgainstMarketing: true,
    ...more,
  }
}
