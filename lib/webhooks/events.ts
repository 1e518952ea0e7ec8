/**
 * What a webhook can be told: the types of the lead's history (table `lead_event`) under public names. What is not here
 * (the steps of nurture plans, positions in a contest) stays inside.
 */
export const WEBHOOK_EVENTS = {
  'lead.created': ['created'],
  'lead.changed': ['edited'],
  'lead.touched': ['touched'],
  'lead.activity': ['activity', 'task_done'],
  'lead.qualified': ['qualified'],
  'lead.nurtured': ['nurtured'],
  'lead.woke': ['woke'],
  'lead.disqualified': ['disqualified'],
  'lead.reopened': ['reopened'],
  'lead.taken': ['taken'],
  'lead.merged': ['merged', 'merged_into', 'unmerged'],
  'lead.removed': ['import_removed'],
  'lead.restored': ['import_undone'],
  'handoff.offered': ['handed_off'],
  'handoff.accepted': ['accepted'],
  'handoff.rejected': ['rejected'],
  'handoff.asked': ['asked'],
  'handoff.answered': ['answered'],
  'handoff.reassigned': ['reassigned', 'given_back', 'taken_next'],
  'handoff.expired': ['expired'],
  'handoff.undone': ['verdict_undone'],
  'handoff.contested': ['contested', 'contest_settled'],
  'deal.opened': ['deal_opened'],
  'deal.changed': ['deal_edited'],
  'deal.won': ['won'],
  'deal.lost': ['lost'],
} as const satisfies Record<string, readonly string[]>

export type WebhookEvent = keyof typeof WEBHOOK_EVENTS
export const WEBHOOK_EVENT_NAMES = Object.keys(WEBHOOK_EVENTS) as WebhookEvent[]

const NAMES = new Map<string, WebhookEvent>(
  WEBHOOK_EVENT_NAMES.flatMap((name) => WEBHOOK_EVENTS[name].map((type) => [type, name] as const)),
)

/** The type of a delivery that somebody sent to try the address. */
export const TEST_TYPE = 'test'

/** The public name of a type of the history. */
export function eventOf(type: string): WebhookEvent | typeof TEST_TYPE {
  return NAMES.get(type) ?? TEST_TYPE
}

export function typesOf(events: readonly WebhookEvent[]): string[] {
  return events.flatMap((name) => WEBHOOK_EVENTS[name])
}

export function eventsOf(types: readonly string[]): WebhookEvent[] {
  return WEBHOOK_EVENT_NAMES.filter((name) => WEBHOOK_EVENTS[name].some((type) => types.includes(type)))
}
