import { useEffect } from 'react'

/** seconds to wait before each try */
const WAITS = [2, 4, 8, 16, 30, 60, 60, 60, 60, 60]
/** seconds after which a break is one of its own and no longer the last one, come back to */
const QUIET = 150

// The page that says what broke is drawn anew after every try, so that this is not its state.
const breaks: { count: number; at: number; error?: unknown } = { count: 0, at: 0 }

/**
 * Tries again by itself, ever more seldom and for some five minutes: what broke is most often the database or the
 * server, away for a moment. Not while nobody looks.
 */
export function useRetry(error: unknown, retry: () => void): void {
  useEffect(() => {
    if (breaks.error !== error) {
      const now = performance.now()
      breaks.count = now - breaks.at > QUIET * 1000 ? 1 : breaks.count + 1
      Object.assign(breaks, { at: now, error })
    }
    const wait = WAITS[breaks.count - 1]
    if (wait === undefined) return
    let timer = setTimeout(function tryAgain() {
      if (document.hidden) timer = setTimeout(tryAgain, 1000)
      else retry()
    }, wait * 1000)
    return () => clearTimeout(timer)
  }, [error, retry])
}
