/** Named sets of handoffs behind the numbers that count rounds and not leads. */
export const HANDOFF_SETS = [
  'decided', // accepted or rejected in the period
  'accepted', // accepted in the period
  'timed', // decided in the period, with a known response time
  'settled', // decided in time or fallen due in the period, whichever came first
  'inTime', // of these, decided in time
] as const
export type HandoffSet = (typeof HANDOFF_SETS)[number]
