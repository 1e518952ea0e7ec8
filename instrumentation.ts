/** Runs once when the web server starts, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { keepSocketAddress } = await import('@/lib/platform/auth/socket-address')
  keepSocketAddress()
  const { repairRequestLines } = await import('@/lib/platform/http/request-line')
  repairRequestLines()
}
