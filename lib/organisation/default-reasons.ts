import type { NewReason } from './schema'

/** The list that a new company starts from (the contract's nine). The codes are what the API and imports may say. */
export const DEFAULT_REASONS: readonly (NewReason & { code: string })[] = [
  reason('no_need', 'No need', 'Нет потребности', 180, {
    nextStepEn: 'Ask whether the need has come up',
    nextStepRu: 'Спросить, не появилась ли потребность',
  }),
  reason('no_budget', 'No budget', 'Нет бюджета', 90, {
    nextStepEn: 'Ask about the next budget',
    nextStepRu: 'Спросить про новый бюджет',
  }),
  reason('wrong_contact', 'Wrong contact', 'Не тот контакт', 14, {
    needsComment: true,
    nextStepEn: 'Find out who decides',
    nextStepRu: 'Выяснить, кто принимает решение',
  }),
  reason('not_reachable', 'Not reachable', 'Не дозвонились', 14, {
    needsAttempts: true,
    nextStepEn: 'Reach them another way: a letter, another number',
    nextStepRu: 'Связаться иначе: письмом или по другому номеру',
  }),
  reason('duplicate', 'Duplicate', 'Дубль', null),
  reason('outside_territory', 'Outside our territory', 'Не наша территория', null),
  reason('not_target', 'Not our target customer', 'Не наш клиент', null, { needsComment: true }),
  reason('too_early', 'Too early', 'Ещё рано', 60, {
    countsAgainstMarketing: false,
    nextStepEn: 'Ask whether the time has come',
    nextStepRu: 'Спросить, не пришло ли время',
  }),
  reason('other', 'Other', 'Другое', 30, {
    needsComment: true,
    countsAgainstMarketing: false,
    nextStepEn: 'Read the comment and decide',
    nextStepRu: 'Прочитать комментарий и решить, что дальше',
  }),
]

function reason(
  code: string,
  nameEn: string,
  nameRu: string,
  nurtureDays: number | null,
  more: Partial<NewReason> = {},
): NewReason & { code: string } {
  const outcome = nurtureDays === null ? 'disqualified' : 'nurture'
  return {
    code,
    nameEn,
    nameRu,
    outcome,
    nurtureDays,
    needsComment: false,
    needsAttempts: false,
    nextStepEn: null,
    nextStepRu: null,
    countsAgainstMarketing: true,
    ...more,
  }
}
