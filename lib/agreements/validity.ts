type Version = {
  version: number
  state: 'initial' | 'draft' | 'signed' | 'withdrawn'
  inForceFrom: string | null
}

/**
 * When a version counts: `from` its day to (not including) the day of the next one. `never`: signed, and replaced before
 * its day had come.
 */
export type Validity =
  | { is: 'draft' | 'withdrawn' | 'never' }
  | { is: 'in_force' | 'to_come' | 'past'; from: string | null; to: string | null }

/** Of all versions of a kind. The newest signed one whose day has come counts. */
export function validityOf(versions: readonly Version[], today: string): Map<number, Validity> {
  const signed = versions
    .filter(({ state }) => state === 'signed' || state === 'initial')
    .toSorted((a, b) => a.version - b.version)
  const validity = new Map<number, Validity>()
  for (const { version, state } of versions) {
    if (state === 'draft' || state === 'withdrawn') validity.set(version, { is: state })
  }
  for (const { version, inForceFrom: from } of signed) {
    const later = signed
      .filter((other) => other.version > version)
      .flatMap(({ inForceFrom }) => inForceFrom ?? [])
    const to = later.toSorted()[0] ?? null
    if (to !== null && from !== null && to <= from) validity.set(version, { is: 'never' })
    else if (from !== null && from > today) validity.set(version, { is: 'to_come', from, to })
    else validity.set(version, { is: to !== null && to <= today ? 'past' : 'in_force', from, to })
  }
  return validity
}
