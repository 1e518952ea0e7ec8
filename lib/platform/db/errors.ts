/** Reading the driver's errors in one place; pinned by tests/integration/database-errors.test.ts. */

function codeOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}

/** Name of the violated unique index or constraint, if that is what the error is. */
export function uniqueViolation(error: unknown): string | undefined {
  if (codeOf(error) !== '23505') return undefined
  const { constraint } = error as { constraint?: unknown }
  return typeof constraint === 'string' ? constraint : undefined
}

/** Serialisation failure, deadlock, lock timeout: the same transaction may succeed when it is run again. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01', '55P03'].includes(codeOf(error) ?? '')
}

/** SQLSTATE class 22: a value that its type cannot hold. */
export function isDataException(error: unknown): boolean {
  return codeOf(error)?.startsWith('22') ?? false
}

const AWAY = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'ETIMEDOUT',
  '57P01',
  '57P02',
  '57P03',
])

/** The database cannot be reached just now: the client should try again (503). */
export function isDatabaseAway(error: unknown): boolean {
  const code = codeOf(error)
  if (code && (AWAY.has(code) || code.startsWith('08') || code === '53300')) return true
  if (error instanceof AggregateError) return error.errors.some(isDatabaseAway)
  if (!(error instanceof Error)) return false
  if (/Connection terminated|timeout exceeded when trying to connect/.test(error.message)) return true
  return error.cause !== undefined && isDatabaseAway(error.cause)
}
