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
  /** of each key the leads that got it from the file, as `codeOf` writes them: mostly one, and there may be very many keys */
  private readonly added = new Map<string, number | readonly number[]>()
  private readonly dropped = new Map<string, Set<number>>()
  private readonly closedNow = new Set<number>()

  /** `limit`: of keys that are remembered; a check of a giant file does not fill the memory */
  constructor(private limit = Number.POSITIVE_INFINITY) {}

  get isFull(): boolean {
    return this.added.size >= this.limit
  }

  /** Nothing more is to be remembered. */
  fill(): void {
    this.limit = 0
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
    const code = codeOf(id, closed)
    for (const key of keys) {
      if (this.isFull) return
      const there = this.codes(key)
      this.added.set(ownText(key), there.length === 0 ? code : [...there, code])
    }
  }

  /** A row gave the lead other keys. */
  move(id: number, from: readonly string[], to: readonly string[], closed: boolean): void {
    for (const key of from.filter((one) => !to.includes(one))) {
      if (this.added.has(key))
        this.added.set(
          key,
          this.codes(key).filter((code) => candidateOf(code).id !== id),
        )
      const dropped = this.dropped.get(key) ?? new Set()
      this.dropped.set(key, dropped.add(id))
    }
    for (const key of to.filter((one) => !from.includes(one))) {
      this.dropped.get(key)?.delete(id)
      this.add(id, [key], closed)
    }
  }

  private codes(key: string): readonly number[] {
    const codes = this.added.get(key) ?? []
    return typeof codes === 'number' ? [codes] : codes
  }

  close(id: number): void {
    this.closedNow.add(id)
  }

  private best(key: string, known: Candidates, closedToo: boolean): number | undefined {
    const there = known.get(key)
    const added = this.codes(key)
    if (!there && added.length === 0) return undefined
    const dropped = this.dropped.get(key)
    let best: { id: number; closed: boolean } | undefined
    for (const { id, closed, lasting } of [...(there ?? []), ...added.map(candidateOf)]) {
      if (dropped?.has(id) && !lasting) continue
      const one = { id, closed: closed || this.closedNow.has(id) }
      if (one.closed && !closedToo) continue
      if (!best || (one.closed === best.closed ? one.id < best.id : best.closed)) best = one
    }
    return best?.id
  }
}

/** One number says it all. */
function codeOf(id: number, closed: boolean): number {
  return 2 * id + (closed ? 1 : 0)
}

function candidateOf(code: number): Candidate {
  return { id: Math.floor(code / 2), closed: code % 2 === 1, lasting: false }
}
