/**
 * What a person can be told. For each kind: how it goes by e-mail unless the person chose otherwise. Its words are in
 * the messages (`kind.<kind>`), with what `data` holds as parameters.
 */
export const NOTICE_KINDS = {
  handed_to_me: 'at_once', // a lead was handed to this rep: lead, by
  verdict_half: 'never', // half of the time for the verdict is gone: lead, dueAt
  verdict_due: 'at_once', // the time for the verdict is up: lead, dueAt
  verdict_head: 'at_once', // … and the head of sales is told: lead, dueAt, assignee
  verdict_expired: 'at_once', // it went back to the open queue: lead, assignee
  reassigned: 'at_once', // a handoff was taken from this rep or given to another: lead, by, assignee
  given_back: 'at_once', // a rep left: what they had in hand is in the open queue, to the heads of sales: person, count
  accepted: 'digest', // sales took the lead: lead, by
  rejected: 'at_once', // sales handed it back: lead, by, reason
  asked: 'at_once', // sales asks: lead, by, question
  answered: 'at_once', // marketing answered: lead, by
  answer_half: 'never',
  answer_due: 'at_once',
  answer_head: 'at_once',
  contest_opened: 'at_once', // a rejection is contested, to both heads and who rejected: lead, by
  contest_differs: 'at_once', // the heads differ, to the executives: lead
  contest_settled: 'at_once', // to everybody concerned: lead, outcome, by
  agreement_to_sign: 'at_once', // the other head signed, or asks to: kind, version, by
  agreement_voided: 'at_once', // an edit voided this head's signature: kind, version, by
  agreement_signed: 'at_once', // both signed, to everybody: kind, version, from
  lead_woke: 'digest', // a lead in nurture reached its day or did something: lead, why
  leads_woke: 'digest', // more of them than one wants to be told one by one: count, why
  nurture_steps: 'digest', // dated touches are due today: count
  nurture_quiet: 'digest', // nobody has touched leads for 6 or 12 months: count, months
  decision_given: 'at_once', // a meeting decided something that this person does: by, decision, dueOn
  decision_due: 'at_once', // … and its day has come: decision, dueOn
  target_to_agree: 'digest', // an executive set or changed targets, to the heads: by, period
  summary_weekly: 'never', // the board's page of the week, for who asks for it
  summary_monthly: 'never', // … of the month
  weekly: 'at_once', // the weekly letter of promises kept and broken
} as const satisfies Record<string, 'at_once' | 'digest' | 'never'>

export type NoticeKind = keyof typeof NOTICE_KINDS

/** Kinds that a person chooses for one by one; several leads that wake at once go with one that does. */
export type ChoosableKind = Exclude<NoticeKind, 'leads_woke'>

export function isChoosable(kind: string): kind is ChoosableKind {
  return Object.hasOwn(NOTICE_KINDS, kind) && kind !== 'leads_woke'
}

export const CHOOSABLE_KINDS = Object.keys(NOTICE_KINDS).filter(isChoosable)

export function choiceFor(kind: NoticeKind): ChoosableKind {
  return kind === 'leads_woke' ? 'lead_woke' : kind
}

/** What a handoff's verdict ends: nobody needs to read any more that it waits. */
export const SETTLED_BY_VERDICT: readonly NoticeKind[] = [
  'handed_to_me',
  'reassigned',
  'verdict_half',
  'verdict_due',
  'verdict_head',
  'verdict_expired',
  'asked',
  'answered',
  'answer_half',
  'answer_due',
  'answer_head',
]

/** … and what marketing's answer ends. */
export const SETTLED_BY_ANSWER: readonly NoticeKind[] = ['asked', 'answer_half', 'answer_due', 'answer_head']
