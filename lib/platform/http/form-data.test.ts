import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { readForm } from './form-data'

function form(...entries: [string, string][]): FormData {
  const data = new FormData()
  for (const [name, value] of entries) data.append(name, value)
  return data
}

describe('readForm', () => {
  it('reads text, lists and one level of nesting', () => {
    const data = form(
      ['company', 'Acme'],
      ['roles[]', ''],
      ['roles[]', 'sales'],
      ['utm.source', 'x'],
      ['utm.term', ''],
    )
    expect(readForm(data)).toEqual({ company: 'Acme', roles: ['sales'], utm: { source: 'x', term: '' } })
  })

  it('leaves out what React added', () => {
    expect(readForm(form(['$ACTION_REF_1', ''], ['$ACTION_1:0', '{}'], ['a', 'b']))).toEqual({ a: 'b' })
  })

  it('makes an empty list out of a hidden empty entry', () => {
    expect(readForm(form(['roles[]', '']))).toEqual({ roles: [] })
  })

  it.each([
    [form(['__proto__', 'x'])],
    [form(['__proto__.admin', 'x'])],
    [form(['name', 'a'], ['name', 'b'])],
    [form(['name', 'a'], ['name.inner', 'b'])],
    [form(['constructor', 'x'])],
    [form(['__proto__[]', 'x'])],
  ])('cannot reach a prototype or smuggle a second value past a strict schema', (data) => {
    const schema = z.strictObject({ name: z.string().optional() })
    expect(schema.safeParse(readForm(data)).success).toBe(false)
    expect(Object.prototype).not.toHaveProperty('admin')
  })
})
