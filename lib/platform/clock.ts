/** For work that takes a while: the moment of its job and what has passed since then. */
export function clockFrom(at: Date): () => Date {
  const began = performance.now()
  return () => new Date(at.getTime() + Math.round(performance.now() - began))
}

/** For news of work under way: says yes the first time, and then at most once in so many milliseconds. */
export function atMostEvery(milliseconds: number): () => boolean {
  let said = Number.NEGATIVE_INFINITY
  return () => {
    const at = performance.now()
    if (at - said < milliseconds) return false
    said = at
    return true
  }
}

/** The event loop gets its turn between pieces of pure work. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
