import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ApiDocument, detailsOf, operationsOf } from './api-reference'
import { openApiDocument } from './openapi'
import { defineRoute } from './route'

const part: z.ZodType = z.strictObject({ id: z.int(), name: z.string().max(80) }).meta({ id: 'Part' })

const document = openApiDocument(
  [
    defineRoute({
      method: 'PUT',
      path: '/things/{id}',
      tag: 'Things',
      summary: 'Change a thing',
      query: z.strictObject({ from: z.iso.date(), size: z.enum(['small', 'large']).optional() }),
      body: z.strictObject({ title: z.string(), parts: z.array(part).optional(), maker: part.nullable() }),
      ifMatch: 'required',
      responses: { 200: z.strictObject({ part, at: z.string().meta({ description: 'when' }) }), 204: null },
      handle: async () => ({}),
    }),
  ],
  { title: 'x', version: '1', description: 'x', server: '/api/v1' },
) as ApiDocument

describe('the reference', () => {
  it('lists operations', () => {
    expect(operationsOf(document)).toEqual([
      { id: 'putThingsById', method: 'PUT', path: '/things/{id}', summary: 'Change a thing', tag: 'Things' },
    ])
    expect(detailsOf(document, 'nothing')).toBeNull()
    expect(detailsOf(document, '__proto__')).toBeNull()
  })

  it('says of each field what it may be, those of records it holds too', () => {
    const details = detailsOf(document, 'putThingsById')
    expect(
      details?.parameters.map(({ name, in: where, type, required }) => [name, where, type, required]),
    ).toEqual([
      ['id', 'path', 'integer', true],
      ['from', 'query', 'string (date)', true],
      ['size', 'query', '"small" | "large"', false],
      ['If-Match', 'header', 'string', true],
    ])
    expect(details?.body?.fields.map(({ name, type, required }) => [name, type, required])).toEqual([
      ['title', 'string', true],
      ['parts', 'list of Part', false],
      ['parts[].id', 'integer', true],
      ['parts[].name', 'string, up to 80', true],
      ['maker', 'Part | null', true],
      ['maker.id', 'integer', true],
      ['maker.name', 'string, up to 80', true],
    ])
    const good = details?.answers.find(({ status }) => status === '200')
    expect(good?.fields).toMatchObject([
      { name: 'part' },
      { name: 'part.id' },
      { name: 'part.name' },
      { name: 'at', description: 'when' },
    ])
    expect(details?.answers.find(({ status }) => status === '428')?.description).toBe('If-Match is missing')
  })
})
