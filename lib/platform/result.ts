/**
 * Expected outcomes are values, bugs are thrown. Only the code and its parameters reach a client, which words them
 * (namespace `errors`); the HTTP status of each code is in `platform/http/problem.ts`.
 */
export const FAILURE_CODES = [
  'INVALID', // fields say what
  'NOT_FOUND',
  'FORBIDDEN',
  'SIGNED_OUT',
  'FOREIGN_ORIGIN',
  'UNAVAILABLE', // the database cannot be reached just now
  'STALE_VERSION', // params: version (the current one); fields: what differs
  'WRONG_STATE', // params: status, step
  'ALREADY_DECIDED', // params: by, verdict, at
  'ALREADY_TAKEN', // params: by
  'UNDO_TOO_LATE', // params: seconds
  'CHANGED_SINCE', // somebody worked on it since: there is no going back
  'ALREADY_ASKED',
  'ALREADY_CONTESTED', // params: by
  'CONTEST_TOO_LATE', // params: days
  'POSITION_GIVEN', // params: by
  'HEADS_FIRST', // an executive settles once the heads had their say; params: dueAt
  'NOT_IMPARTIAL', // who took part in a contest does not settle it
  'ALREADY_SETTLED', // params: by, outcome
  'NOTHING_ASKED',
  'MEETING_OPEN', // one goes on already; params: by, id
  'MEETING_CLOSED', // params: by
  'NO_MEETING', // earlier decisions are carried over by a meeting that goes on
  'DECISION_SETTLED', // params: state
  'MERGED', // the lead is part of another one; params: into
  'BOTH_IN_PROGRESS', // two leads at work cannot be merged
  'MERGE_TOO_LATE', // params: days
  'ALREADY_EXISTS', // params: name
  'HAS_PLAN', // the lead follows a nurture plan already; params: plan
  'DRAFT_EXISTS', // params: by, version
  'ALREADY_SIGNED', // params: by, side
  'SAME_SIGNER', // params: side
  'IN_USE',
  'TEAM_IN_USE', // params: rules
  'PERSON_AWAY', // params: name, until
  'NOT_SALES_READY', // needs overrideReason
  'OVERRIDE_NEEDS_REASON',
  'UNKNOWN_CHANNEL', // params: name
  'UNKNOWN_CAMPAIGN', // params: name
  'UNKNOWN_PERSON', // params: name
  'UNKNOWN_REASON', // params: name
  'REASON_NEEDS_COMMENT',
  'ATTEMPTS_MISSING', // params: made, needed
  'LAST_ADMIN',
  'ALREADY_SET_UP',
  'LINK_USED',
  'TOO_MANY_ATTEMPTS', // params: seconds
  'WRONG_CREDENTIALS',
  'IDEMPOTENCY_MISMATCH',
  'IDEMPOTENCY_IN_FLIGHT',
  'TOO_LARGE',
  'FILE_TOO_LARGE', // params: megabytes
  'UNREADABLE_FILE', // params: problem
  'ANSWERS_MISSING', // nobody has asked the qualification questions yet
  'TOO_MANY_LEADS', // params: limit
  'TOO_MANY_VIEWS', // params: limit
  'VIEW_IS_DEFAULT', // a role's list opens with it
  'TOO_MANY_DRAFTS', // params: drafts, megabytes
  'IMPORT_STATE', // params: state, step (stop, resume, undo)
  'IMPORT_UNDO_TOO_LATE', // params: days
  'IMPORT_UNCHECKED', // the whole file is looked at, and its questions answered, before it is written
] as const

export type FailureCode = (typeof FAILURE_CODES)[number]

export type FailureParams = Record<string, string | number | null>

/** A problem with one field: `path` as in the input ("utm.source"), `code` is worded like a failure code. */
export type FieldProblem = { path: string; code: string; message: string; params?: FailureParams }

export type Failure = { code: FailureCode; params: FailureParams; fields: FieldProblem[] }

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function fail(
  code: FailureCode,
  params: FailureParams = {},
  fields: FieldProblem[] = [],
): { ok: false; failure: Failure } {
  return { ok: false, failure: { code, params, fields } }
}

/** Thrown inside a transaction to roll it back with an expected outcome; `inTransaction` turns it into a Result. */
export class Refusal extends Error {
  constructor(readonly failure: Failure) {
    super(failure.code)
  }
}

export function refuse(code: FailureCode, params: FailureParams = {}, fields: FieldProblem[] = []): never {
  throw new Refusal({ code, params, fields })
}

/** For callers that know the outcome must be good (the demo company, tests): a failure becomes a thrown bug. */
export function must<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Error(`${result.failure.code} ${JSON.stringify(result.failure)}`)
}
