/** What other screens learn of a change. No names of leads or people: who may see what is asked when a screen reloads it. */
export type LiveEvent = {
  topic:
    | 'lead'
    | 'handoff'
    | 'deal'
    | 'notice'
    | 'agreement'
    | 'contest'
    | 'nurture'
    | 'meeting'
    | 'bulk'
    | 'import'
    | 'form'
  id: number
  /** only these people's screens; left out: everybody's */
  to?: readonly number[]
  /** what a screen needs to act without asking: a state, an assignee's id */
  data?: Record<string, string | number | boolean | null>
}
