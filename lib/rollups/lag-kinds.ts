/** Durations whose histograms are kept. Days are calendar days in the organisation's zone. */
export const LAG_KINDS = [
  'dealCycle', // by the day of the win: days since the lead was created
  'salesCycle', // by the day of the win: days since it was accepted
  'response', // by the day of the verdict: working minutes since the offer
  'wonAfter', // by the day of creation: days until the win
  // By the day of creation: days from the stage before, of leads whose times of both are known.
  'toQualified',
  'toHandedOff',
  'toAccepted',
  'toDeal',
  'toWon',
] as const
export type LagKind = (typeof LAG_KINDS)[number]
