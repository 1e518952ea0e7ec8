import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importDraft, mappingOf } from './draft'
import { FIELDS, IMPORT_KINDS } from './mapping'
import { needsOf } from './needs'

describe('needsOf', () => {
  it('asks for what a mapping needs, no more and no less', () => {
    const drafts = fc.constantFrom(...IMPORT_KINDS).chain((kind) =>
      fc.record({
        kind: fc.constant(kind),
        mapped: fc.uniqueArray(fc.constantFrom(...FIELDS[kind]), { minLength: 1, maxLength: 8 }),
        constants: fc.uniqueArray(fc.constantFrom(...FIELDS[kind]), { maxLength: 2 }),
        own: fc.boolean(),
      }),
    )
    fc.assert(
      fc.property(drafts, ({ kind, mapped, constants, own }) => {
        const hasId = [...mapped, ...constants].some((field) => field === 'externalId')
        const draft = importDraft.parse({
          kind,
          columns: Object.fromEntries(mapped.map((field) => [`column ${field}`, field])),
          constants: Object.fromEntries(constants.map((field) => [field, 'x'])),
          identity: own && kind === 'leads' && !hasId ? 'row' : undefined,
        })
        expect(needsOf(draft).every(({ isMet }) => isMet)).toBe(mappingOf(draft).success)
      }),
      { seed: 20, numRuns: 500 },
    )
  })
})
