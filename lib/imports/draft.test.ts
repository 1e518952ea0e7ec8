import { expect, it } from 'vitest'
import { fieldOf, importDraft, readDraft } from './draft'

it('a stored draft that no longer fits begins anew, and breaks no list', () => {
  expect(readDraft({ step: 'check', columns: { mail: 'email' } })).toMatchObject({
    step: 'check',
    columns: { mail: 'email' },
  })
  const anew = importDraft.parse({})
  for (const stored of [null, 5, { steps: 1 }, { columns: { ['x'.repeat(6000)]: 'email' } }, { step: 'x' }])
    expect(readDraft(stored)).toEqual(anew)
})

it('a column is matched with what was said of it, and with nothing that objects have by themselves', () => {
  const draft = importDraft.parse({ columns: { mail: 'email', left: null } })
  expect(['mail', 'left', 'other', 'constructor', '__proto__'].map((name) => fieldOf(draft, name))).toEqual([
    'email',
    null,
    undefined,
    undefined,
    undefined,
  ])
})
