import { isDatabaseAway, isDataException, isRetryable } from '@/lib/platform/db/errors'
import { WORDS } from '@/lib/platform/input'
import { log } from '@/lib/platform/log'
import {
  type FailureCode,
  type FailureParams,
  type FieldProblem,
  Refusal,
  type Result,
} from '@/lib/platform/result'

/** What a request itself can be wrong in, besides the codes of the commands. */
type TransportCode =
  | 'MALFORMED'
  | 'NO_KEY'
  | 'NO_SUCH_ENDPOINT'
  | 'METHOD_NOT_ALLOWED'
  | 'UNSUPPORTED_MEDIA_TYPE'
  | 'PRECONDITION_REQUIRED'
  | 'UNEXPECTED'
  | 'KEY_SCOPE'

export type ProblemCode = FailureCode | TransportCode

type Wording = { status: number; title: string; detail: string | ((params: FailureParams) => string) }

const PROBLEMS: Record<ProblemCode, Wording> = {
  MALFORMED: {
    status: 400,
    title: 'Malformed request',
    detail: ({ why }) => `${why ?? 'The request cannot be read'}.`,
  },
  NO_KEY: {
    status: 401,
    title: 'No valid key',
    detail: 'Send a valid API key as "Authorization: Bearer <key>".',
  },
  SIGNED_OUT: { status: 401, title: 'Signed out', detail: 'Nobody is signed in.' },
  WRONG_CREDENTIALS: { status: 401, title: 'Wrong credentials', detail: 'E-mail and password do not match.' },
  FORBIDDEN: {
    status: 403,
    title: 'Not allowed',
    detail: ({ field }) =>
      field ? `Your role may not change "${field}" of this record.` : 'Your role does not include this step.',
  },
  FOREIGN_ORIGIN: { status: 403, title: 'Foreign origin', detail: 'The request came from another site.' },
  NOT_FOUND: { status: 404, title: 'Not found', detail: 'There is no such record.' },
  NO_SUCH_ENDPOINT: {
    status: 404,
    title: 'No such endpoint',
    detail: 'There is nothing at this address; /api/v1/openapi.json lists what there is.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'Method not allowed',
    detail: ({ allow }) => `This address answers to ${allow}.`,
  },
  WRONG_STATE: {
    status: 409,
    title: 'Not possible in this state',
    detail: ({ status, step }) =>
      step ? `The step "${step}" is not possible in the state "${status}".` : `The state is "${status}".`,
  },
  ALREADY_DECIDED: {
    status: 409,
    title: 'Already decided',
    detail: ({ by, verdict }) => `${by || 'Somebody'} has already ${verdict ?? 'decided'} this handoff.`,
  },
  ALREADY_TAKEN: {
    status: 409,
    title: 'Already taken',
    detail: ({ by }) => `${by || 'Somebody'} has already taken this lead.`,
  },
  UNDO_TOO_LATE: {
    status: 409,
    title: 'Too late to undo',
    detail: ({ seconds }) => `A verdict can be undone for ${seconds} seconds.`,
  },
  CHANGED_SINCE: {
    status: 409,
    title: 'Changed since',
    detail: 'Somebody has worked on the lead since; it cannot be undone any more.',
  },
  ALREADY_ASKED: {
    status: 409,
    title: 'Already asked',
    detail: 'A question was asked in this round already; there is one per round.',
  },
  ALREADY_CONTESTED: {
    status: 409,
    title: 'Already contested',
    detail: ({ by }) => `${by || 'Somebody'} has contested this rejection already; it can be contested once.`,
  },
  CONTEST_TOO_LATE: {
    status: 409,
    title: 'Too late to contest',
    detail: ({ days }) => `A rejection can be contested for ${days} days.`,
  },
  POSITION_GIVEN: {
    status: 409,
    title: 'Position given',
    detail: ({ by }) => `${by || 'Somebody'} has given this position already.`,
  },
  HEADS_FIRST: {
    status: 409,
    title: 'The heads come first',
    detail: ({ dueAt }) => `The heads of both sides have until ${dueAt} to give their positions.`,
  },
  NOT_IMPARTIAL: {
    status: 403,
    title: 'Not impartial',
    detail: 'You took part in this contest; another executive settles it.',
  },
  ALREADY_SETTLED: {
    status: 409,
    title: 'Already settled',
    detail: ({ by, outcome }) => `${by || 'Somebody'} has settled this contest: ${outcome}.`,
  },
  NOTHING_ASKED: { status: 409, title: 'Nothing asked', detail: 'There is no question to answer.' },
  MERGED: {
    status: 410,
    title: 'Merged into another lead',
    detail: ({ into }) => `This lead was merged into lead ${into}.`,
  },
  BOTH_IN_PROGRESS: {
    status: 409,
    title: 'Both in progress',
    detail: 'Both leads have an undecided handoff, an open deal or a won one; finish one of them first.',
  },
  MEETING_OPEN: {
    status: 409,
    title: 'A meeting goes on',
    detail: ({ by }) => `${by || 'Somebody'} has opened a meeting that is not closed yet.`,
  },
  MEETING_CLOSED: {
    status: 409,
    title: 'The meeting is closed',
    detail: ({ by }) => `${by || 'Somebody'} has closed this meeting; its minutes do not change any more.`,
  },
  NO_MEETING: {
    status: 409,
    title: 'No later meeting goes on',
    detail: 'An earlier decision is carried over by a later meeting that goes on.',
  },
  DECISION_SETTLED: {
    status: 409,
    title: 'Settled already',
    detail: ({ state }) => `The decision is ${state}.`,
  },
  MERGE_TOO_LATE: {
    status: 409,
    title: 'Too late to undo',
    detail: ({ days }) => `A merge can be undone for ${days} days.`,
  },
  ALREADY_EXISTS: {
    status: 409,
    title: 'Already exists',
    detail: ({ name }) => `"${name}" exists already.`,
  },
  HAS_PLAN: {
    status: 409,
    title: 'Has a plan',
    detail: ({ plan }) => `The lead follows the plan "${plan}" already.`,
  },
  DRAFT_EXISTS: {
    status: 409,
    title: 'Draft exists',
    detail: ({ by, version }) =>
      `${by || 'Somebody'} has begun version ${version ?? ''} already; go on with that draft.`,
  },
  ALREADY_SIGNED: {
    status: 409,
    title: 'Already signed',
    detail: ({ by, side }) => `${by || 'Somebody'} has signed for ${side} already.`,
  },
  SAME_SIGNER: {
    status: 409,
    title: 'Two people sign',
    detail: ({ side }) => `You have signed for the other side; somebody else signs for ${side}.`,
  },
  TEAM_IN_USE: {
    status: 409,
    title: 'Team in use',
    detail: ({ rules }) => `Rules send leads to this team: ${rules}.`,
  },
  PERSON_AWAY: {
    status: 409,
    title: 'Person away',
    detail: ({ name, until }) => `${name} is away until ${until}.`,
  },
  IN_USE: { status: 409, title: 'In use', detail: 'It is in use and cannot be removed.' },
  LAST_ADMIN: { status: 409, title: 'Last administrator', detail: 'Somebody must remain administrator.' },
  ALREADY_SET_UP: {
    status: 409,
    title: 'Already set up',
    detail: 'This installation has its administrator.',
  },
  LINK_USED: { status: 409, title: 'Link used', detail: 'The link has been used or has expired.' },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    title: 'Still in flight',
    detail: 'The first request with this Idempotency-Key has not been answered yet.',
  },
  STALE_VERSION: {
    status: 412,
    title: 'Stale version',
    detail: ({ version }) =>
      `Somebody changed the record meanwhile${version ? `; it is at version ${version} now` : ''}.`,
  },
  TOO_LARGE: { status: 413, title: 'Too large', detail: 'The body is larger than this endpoint takes.' },
  FILE_TOO_LARGE: {
    status: 413,
    title: 'File too large',
    detail: ({ megabytes }) => `A file has at most ${megabytes} MB.`,
  },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'Unsupported media type',
    detail: ({ expected }) => `Send the body as ${expected}.`,
  },
  INVALID: {
    status: 422,
    title: 'Invalid fields',
    detail: 'Some fields are not valid; "errors" says which.',
  },
  NOT_SALES_READY: {
    status: 422,
    title: 'Not sales-ready',
    detail: 'The sales-ready definition in force does not include this lead; give an overrideReason.',
  },
  OVERRIDE_NEEDS_REASON: {
    status: 422,
    title: 'Override needs a reason',
    detail: ({ computedGrade }) =>
      `The answers make this lead ${computedGrade ?? 'another grade'}; another grade needs an overrideReason.`,
  },
  UNKNOWN_CHANNEL: {
    status: 422,
    title: 'Unknown channel',
    detail: ({ name }) => `There is no channel "${name}".`,
  },
  UNKNOWN_CAMPAIGN: {
    status: 422,
    title: 'Unknown campaign',
    detail: ({ name }) => `The channel has no campaign "${name}".`,
  },
  UNKNOWN_PERSON: {
    status: 422,
    title: 'Unknown person',
    detail: ({ name }) => `There is no "${name}" among the people who could do this.`,
  },
  UNKNOWN_REASON: {
    status: 422,
    title: 'Unknown reason',
    detail: ({ name }) => `"${name}" is not on the list of rejection reasons.`,
  },
  ATTEMPTS_MISSING: {
    status: 409,
    title: 'Too few attempts',
    detail: ({ made, needed }) =>
      `This reason may be given after ${needed} calls or e-mails by sales since the offer; ${made} are recorded.`,
  },
  REASON_NEEDS_COMMENT: {
    status: 422,
    title: 'Reason needs a comment',
    detail: 'This reason asks for a comment.',
  },
  IDEMPOTENCY_MISMATCH: {
    status: 422,
    title: 'Idempotency-Key used before',
    detail: 'This Idempotency-Key came with another request before.',
  },
  UNREADABLE_FILE: {
    status: 422,
    title: 'Unreadable file',
    detail: ({ problem }) => `The file cannot be read${problem ? `: ${problem}` : ''}.`,
  },
  ANSWERS_MISSING: {
    status: 422,
    title: 'No answers yet',
    detail: 'The lead has no qualification answers to keep; send answers.',
  },
  TOO_MANY_VIEWS: {
    status: 409,
    title: 'Too many views',
    detail: ({ limit }) => `One person keeps up to ${limit} views.`,
  },
  VIEW_IS_DEFAULT: {
    status: 409,
    title: 'First for a role',
    detail: 'The list of leads opens with this view for a role; let it open with another one first.',
  },
  TOO_MANY_LEADS: {
    status: 422,
    title: 'Too many leads',
    detail: ({ limit }) => `One run takes up to ${limit} leads; narrow the filter.`,
  },
  TOO_MANY_DRAFTS: {
    status: 409,
    title: 'Too many drafts',
    detail: ({ drafts, megabytes }) =>
      `The files of one person's unfinished imports may be up to ${drafts}, with ${megabytes} MB together; finish or discard some.`,
  },
  IMPORT_STATE: {
    status: 409,
    title: 'Not possible in this state',
    detail: ({ state, step }) => `"${step}" is not possible: the import is "${state}".`,
  },
  IMPORT_UNDO_TOO_LATE: {
    status: 409,
    title: 'Too late to undo',
    detail: ({ days }) => `An import can be undone for ${days} days.`,
  },
  IMPORT_UNCHECKED: {
    status: 409,
    title: 'Not checked yet',
    detail: 'The file is looked at as a whole, and its questions are answered, before it is imported.',
  },
  PRECONDITION_REQUIRED: {
    status: 428,
    title: 'If-Match required',
    detail: "Send the ETag that you saw as If-Match, so that nobody's change is overwritten.",
  },
  KEY_SCOPE: {
    status: 403,
    title: 'Beyond this key',
    detail: ({ scope }) =>
      scope === 'read' ? 'This key only reads.' : 'This key only sends leads and touches in.',
  },
  TOO_MANY_ATTEMPTS: {
    status: 429,
    title: 'Too many requests',
    detail: ({ seconds }) => `Try again in ${seconds ?? 'some'} s.`,
  },
  UNEXPECTED: { status: 500, title: 'Unexpected error', detail: 'This is our fault. It has been logged.' },
  UNAVAILABLE: {
    status: 503,
    title: 'Unavailable',
    detail: 'The database cannot be reached just now. Try again shortly.',
  },
}

const NO_STORE = 'no-store'

/** An expected outcome on the way to the command: thrown by the wrapper, worded here. */
export class HttpProblem extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly params: FailureParams = {},
    readonly fields: FieldProblem[] = [],
  ) {
    super(code)
  }
}

/** The value of a command that went well; its failure becomes the problem that answers the request. */
export function settle<T>(result: Result<T>): T {
  if (result.ok) return result.value
  throw new Refusal(result.failure)
}

export type Answer = {
  status: number
  body?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>
  headers: Record<string, string>
}

/** A problem as RFC 9457 has it. */
export function problem(code: ProblemCode, params: FailureParams = {}, fields: FieldProblem[] = []): Answer {
  const { status, title, detail } = PROBLEMS[code]
  const known = Object.keys(params).length > 0
  const body = {
    type: `urn:baton:problem:${code.toLowerCase().replaceAll('_', '-')}`,
    title,
    status,
    detail: typeof detail === 'function' ? detail(params) : detail,
    ...(known ? { params } : {}),
    ...(fields.length > 0 || code === 'INVALID'
      ? { errors: fields.slice(0, MAX_ERRORS).map(fieldError) }
      : {}),
  }
  const headers: Record<string, string> = {
    'Content-Type': 'application/problem+json',
    'Cache-Control': NO_STORE,
  }
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer'
  if (status === 405) headers.Allow = String(params.allow)
  if (status === 429) headers['Retry-After'] = String(params.seconds ?? 1)
  if (status === 503 || code === 'IDEMPOTENCY_IN_FLIGHT') headers['Retry-After'] = '1'
  return { status, headers, body: JSON.stringify(body) }
}

/** What was sent is not sent back at length. */
const MAX_ERRORS = 50
const MAX_PATH = 200

function fieldError({ path, code, message, params }: FieldProblem) {
  return { path: path.slice(0, MAX_PATH), message: WORDS[code] ?? message, code, ...params }
}

/** What any thrown thing answers. A bug is logged and tells the client nothing. */
export function problemOf(error: unknown, where: string): Answer {
  if (error instanceof HttpProblem) return problem(error.code, error.params, error.fields)
  if (error instanceof Refusal) {
    const { code, params, fields } = error.failure
    return problem(code, params, fields)
  }
  if (isDatabaseAway(error) || isRetryable(error)) {
    log.warn({ where, error: error instanceof Error ? error.message : 'unknown' }, 'database away')
    return problem('UNAVAILABLE')
  }
  log.error({ where, stack: error instanceof Error ? error.stack : String(error) }, 'bug')
  // A schema has let through what the column cannot hold: our bug, but the client's to correct.
  return isDataException(error) ? problem('INVALID') : problem('UNEXPECTED')
}
