import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readMultipart } from './multipart'

type Told = { name: string; fileName: string | null; bytes: Buffer }

function requestWith(body: Uint8Array, type: string, sizes: readonly number[] = []): Request {
  const pieces = async function* () {
    let at = 0
    for (let turn = 0; at < body.length; turn++) {
      const size = sizes[turn % Math.max(1, sizes.length)] ?? body.length
      yield body.subarray(at, at + size)
      at += size
    }
  }
  return new Request('http://baton.test/', {
    method: 'POST',
    headers: { 'Content-Type': type },
    body: pieces() as unknown as BodyInit,
    duplex: 'half',
  } as RequestInit)
}

async function told(request: Request, limit = 1_000_000): Promise<Told[]> {
  const parts: Told[] = []
  for await (const { bytes, ...part } of readMultipart(request, limit)) {
    const pieces: Uint8Array[] = []
    for await (const piece of bytes) pieces.push(piece)
    parts.push({ ...part, bytes: Buffer.concat(pieces) })
  }
  return parts
}

const by = (boundary: string, ...lines: string[]) =>
  requestWith(Buffer.from(lines.join('\r\n')), `multipart/form-data; boundary=${boundary}`)

describe('readMultipart', () => {
  it('reads what any client encodes, however it is cut', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.uint8Array({ maxLength: 300 }),
      fc.constantFrom('\r\n--', '\r\n', '--', '\r', Buffer.from([13, 10, 45, 45])),
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ name: fc.stringMatching(/^[a-z"]{1,5}$/), value }), { maxLength: 4 }),
        fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 }),
        async (fields, sizes) => {
          const form = new FormData()
          for (const { name, value } of fields) {
            if (typeof value === 'string') form.append(name, value)
            else form.append(name, new File([value as BlobPart], 'Лиды "2026".csv'))
          }
          const encoded = new Response(form)
          const type = encoded.headers.get('content-type') ?? ''
          const body = new Uint8Array(await encoded.arrayBuffer())
          const parts = await told(requestWith(body, type, sizes))
          // Undici, which encoded it, also decodes it.
          const decoded = await new Response(body, { headers: { 'Content-Type': type } }).formData()
          const expected = await Promise.all(
            [...decoded].map(async ([name, value]) => ({
              name,
              fileName: typeof value === 'string' ? null : value.name,
              bytes: typeof value === 'string' ? Buffer.from(value) : Buffer.from(await value.arrayBuffer()),
            })),
          )
          expect(parts).toEqual(expected)
        },
      ),
      { seed: 5, numRuns: 300 },
    )
  })

  it('passes over what nobody reads, a preamble and what comes after the end', async () => {
    const names: string[] = []
    const request = by(
      'b',
      'hello',
      '--b',
      'content-disposition: form-data; name="a"',
      '',
      'long',
      '--b  ',
      "Content-Disposition: form-data; name=b; filename*=UTF-8''%D0%AF.csv",
      'Content-Type: text/csv',
      '',
      '',
      '--b--',
      'epilogue',
    )
    for await (const { name, fileName } of readMultipart(request, 1000)) names.push(`${name} ${fileName}`)
    expect(names).toEqual(['a null', 'b Я.csv'])
  })

  it.each([
    ['nothing', by('b', '')],
    ['no end', by('b', '--b', 'Content-Disposition: form-data; name="a"', '', 'long')],
    ['no content', by('b', '--b', 'Content-Disposition: form-data; name="a"')],
    ['no name', by('b', '--b', 'Content-Type: text/csv', '', 'x', '--b--')],
    ['a strange boundary', by('b', '--bb', '', 'x', '--b--')],
    ['no boundary', requestWith(Buffer.from('x'), 'multipart/form-data; charset=utf-8')],
    ['an endless header', by('b', '--b', `X: ${'x'.repeat(20_000)}`, '', 'x', '--b--')],
    [
      'too many parts',
      by('b', ...Array(30).fill('--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n'), '--b--'),
    ],
  ])('refuses a body with %s', async (_, request) => {
    await expect(told(request)).rejects.toMatchObject({ code: 'MALFORMED' })
  })

  it('stops at the limit', async () => {
    const request = by('b', '--b', 'Content-Disposition: form-data; name="a"', '', 'x'.repeat(500), '--b--')
    await expect(told(request, 200)).rejects.toMatchObject({ code: 'TOO_LARGE' })
  })
})
