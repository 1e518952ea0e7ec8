import { ownText } from './own-text'

/**
 * What the rows of a file have done to leads so far, beside what the database knows of them. The run keeps one for a
 * batch, because the database has what the batches before it wrote; the check, which writes nothing, keeps one for the
 * whole file. Whichever way a file is cut, the same row is about the same lead.
 */

/** A lead that has a key. `lasting`: from a merge, whatever becomes of the lead's own e-mail or phone. */
export type Candidate = { id: number; closed: boolean; lasting: boolean }
export type Candidates = ReadonlyMap<string, readonly Candidate[]>

/** A lead that a row is about, and by which of its keys: `i:` our own number, `x:` an external id, `e:` an e-mail, `p:` a phone. */
export type Found = { id: number; key: string }

export class LeadLedger {
  private readonly added = new Map<string, Candidate[]>()
  private readonly dropped = new Map<string, Set<number>>()
  private readonly closedNow = new Set<number>()

  /** `limit`: of keys that are remembered; a check of a giant file does not fill the memory */
  constructor(private readonly limit = Number.POSITIVE_INFINITY) {}

  get isFull(): boolean {
    return this.added.size >= this.limit
  }

  /**
   * The lead that the first key that any lead has names: an open one before a closed one, the older first. Our number
   * and an external id name a lead whatever its state; an e-mail or phone names a closed one only where `closedToo`: a repeat enquiry
   * of a closed lead is a new lead.
   */
  find(keys: readonly string[], known: Candidates, closedToo: boolean): Found | undefined {
    for (const key of keys) {
      const best = this.best(key, known, closedToo || /^[ix]:/.test(key))
      if (best !== undefined) return { id: best, key }
    }
    return undefined
  }

  add(id: number, keys: readonly string[], closed: boolean): void {
    const candidate = { id, closed, lasting: false }
    for (const key of keys) {
      const there = this.added.get(key)
      if (!there && this.isFull) continue
      if (there) there.push(candidate)
      else this.added.set(ownText(key), [candidate])
    }
  }

  /** A row gave the lead other keys. */
  move(id: number, from: readonly string[], to: readonly string[], closed: boolean): void {
    for (const key of from.filter((one) => !to.includes(one))) {
      const there = this.added.get(key)?.filter((one) => one.id !== id)
      if (there) this.added.set(key, there)
      const dropped = this.dropped.get(key) ?? new Set()
      this.dropped.set(key, dropped.add(id))
    }
    for (const key of to.filter((one) => !from.includes(one))) {
      this.dropped.get(key)?.delete(id)
      this.add(id, [key], closed)
    }
  }

  close(id: number): void {
    this.closedNow.add(id)
  }

  private best(key: string, known: Candidates, closedToo: boolean): number | undefined {
    const there = known.get(key)
    const added = this.added.get(key)
    if (!there && !added) return undefined
    const dropped = this.dropped.get(key)
    let best: { id: number; closed: boolean } | undefined
    for (const { id, closed, lasting } of [...(there ?? []), ...(added ?? [])]) {
      if (dropped?.has(id) && !lasting) continue
      const one = { id, closed: closed || this.closedNow.has(id) }
      if (one.closed && !closedToo) continue
      if (!best || (one.closed === best.closed ? one.id < best.id : best.closed)) best = one
    }
    return best?.id
  }
}
