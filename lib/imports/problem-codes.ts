/** Everything that can be wrong with a row, each with its words in the messages (`problem.<code>`). */
export const PROBLEM_CODES = [
  'identity',
  'email',
  'phone',
  'required',
  'not_an_option',
  'unreadable_date',
  'future',
  'number',
  'negative',
  'too_precise',
  'too_long',
  'text',
  'unstorable',
  'invalid',
  'needs_channel',
  'won_and_lost',
  'month_or_day',
  'one_time',
  'monthly_months',
  'from_after_to',
  'range_too_long',
  'channel_or_split',
  'channel_and_split',
  'shared_is_money',
  'shares_need_fixed',
  'not_hundred',
  'unknown_channel',
  'unknown_campaign',
  'unknown_person',
  'unknown_lead',
  'already_closed',
  'waits_for_verdict',
  'not_your_side',
  'not_your_field',
  'bad_quotes',
  'unclosed_quote',
  'too_few_cells',
  'too_many_cells',
  'cell_too_long',
  'cell_error',
] as const
export type ProblemCode = (typeof PROBLEM_CODES)[number]

/** The code under which the words stand. */
export function wordedCode(code: string): ProblemCode | 'other' {
  return PROBLEM_CODES.find((one) => one === code) ?? 'other'
}
