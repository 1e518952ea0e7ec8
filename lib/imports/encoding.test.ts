import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decode, detectEncoding, ENCODINGS, type Encoding } from './encoding'
import { UnreadableFile } from './unreadable-file'

/** What a program of that encoding would write; the runtime itself only writes UTF-8. */
function encode(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-8') return new TextEncoder().encode(text)
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(text, 'utf16le'))
  if (encoding === 'utf-16be') return new Uint8Array(Buffer.from(text, 'utf16le').swap16())
  const decoder = new TextDecoder(encoding)
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Uint8Array.from(text, (character) => {
    const byte = bytes.get(character)
    if (byte === undefined) throw new Error(`${character} is not in ${encoding}`)
    return byte
  })
}

function pieces(bytes: Uint8Array, size: number): Uint8Array[] {
  const result = []
  for (let at = 0; at < bytes.length; at += size) result.push(bytes.subarray(at, at + size))
  return result
}

async function decoded(chunks: Uint8Array[], encoding: Encoding): Promise<string> {
  let text = ''
  for await (const piece of decode(chunks, encoding)) text += piece
  return text
}

const RUSSIAN = 'Компания;Телефон\r\nООО «Ромашка»;8 495\r\nЁлка;№ 5\r\n'
const GERMAN = 'Firma;Straße\r\nMüller & Söhne;Große Allee\r\nÄrzte;Öl\r\n'
const PORTUGUESE = 'empresa,região\nPADARIA SÃO JOÃO,AÇÃO\nIndústria,Ceará\n'
const PLAIN = 'a,b\n1,2\n'

describe('detectEncoding', () => {
  test.each([
    ['plain', PLAIN, 'utf-8', 'utf-8'],
    ['Russian', RUSSIAN, 'utf-8', 'utf-8'],
    ['Russian', RUSSIAN, 'windows-1251', 'windows-1251'],
    ['Ukrainian', 'Назва;Місто\nЇжак;Київ\nЄва;Ґанок\n', 'windows-1251', 'windows-1251'],
    ['German', GERMAN, 'windows-1252', 'windows-1252'],
    ['Portuguese', PORTUGUESE, 'windows-1252', 'windows-1252'],
    ['Portuguese', PORTUGUESE, 'utf-8', 'utf-8'],
    ['a euro sign', 'price\n5 €\n', 'windows-1252', 'windows-1252'],
    ['plain', PLAIN, 'utf-16le', 'utf-16le'],
    ['Russian', RUSSIAN, 'utf-16le', 'utf-16le'],
    ['Russian', RUSSIAN, 'utf-16be', 'utf-16be'],
    ['marked', `\ufeff${RUSSIAN}`, 'utf-8', 'utf-8'],
    ['marked', `\ufeff${RUSSIAN}`, 'utf-16le', 'utf-16le'],
    ['marked Chinese', '\ufeff公司名称公司名称', 'utf-16be', 'utf-16be'],
    ['one NUL', 'a,b\n1\u0000,2\n', 'utf-8', 'utf-8'],
  ] as const)('%s %j in %s', async (_, text, encoding, expected) => {
    for (const size of [1e9, 1024]) {
      const chunks = pieces(encode(text, encoding), size)
      expect(await detectEncoding(chunks)).toBe(expected)
      expect(await decoded(chunks, expected)).toBe(text.replace('\ufeff', '').replace('\u0000', '\ufffd'))
    }
  })

  test('looks at the whole file, not at its beginning', async () => {
    const late = `${PLAIN.repeat(100_000)}Привет,мир\n`
    expect(await detectEncoding(pieces(encode(late, 'windows-1251'), 65_536))).toBe('windows-1251')
    expect(await detectEncoding(pieces(encode(late, 'utf-8'), 65_536))).toBe('utf-8')
  })

  test('UTF-8 that ends within a character is not UTF-8', async () => {
    expect(await detectEncoding([encode('привет', 'utf-8').subarray(0, 11)])).not.toBe('utf-8')
  })

  test.each([
    ['empty_file', []],
    ['empty_file', [new Uint8Array()]],
    ['not_text', [Uint8Array.of(0x50, 0x4b, 3, 4, 20, 0)]],
    ['old_workbook', [Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 1, 2)]],
    ['protected_workbook', [new Uint8Array(Buffer.from('\ucfd0\ue011\u0000EncryptedPackage', 'utf16le'))]],
    ['not_text', [encode('%PDF-1.7', 'utf-8')]],
    ['not_text', [Uint8Array.from({ length: 999 }, (_, index) => index % 7)]],
  ])('%s', async (code, chunks) => {
    await expect(detectEncoding(chunks)).rejects.toMatchObject({ code })
  })

  test('any text comes back from any of its encodings, in any pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('utf-8', 'utf-16le', 'utf-16be'),
        fc.integer({ min: 1, max: 9 }),
        async (text, encoding, size) => {
          if (!text.isWellFormed() || text.startsWith('\ufeff')) return
          expect(await decoded(pieces(encode(text, encoding), size), encoding)).toBe(
            text.replaceAll('\u0000', '\ufffd'),
          )
          if (encoding === 'utf-8' && !/\p{Cc}/u.test(text))
            expect(await detectEncoding(pieces(encode(`a,b\n${text}`, encoding), 1e9))).toBe('utf-8')
        },
      ),
      { seed: 22, numRuns: 300 },
    )
  })
})

describe('decode', () => {
  test('never makes up characters', async () => {
    const bytes = encode(RUSSIAN, 'windows-1251')
    await expect(decoded([bytes], 'utf-8')).rejects.toBeInstanceOf(UnreadableFile)
    await expect(decoded([encode('ab', 'utf-8'), Uint8Array.of(0xd0)], 'utf-8')).rejects.toMatchObject({
      code: 'wrong_encoding',
      params: { encoding: 'utf-8' },
    })
  })

  test('knows all encodings', async () => {
    for (const encoding of ENCODINGS) expect(await decoded([encode(PLAIN, encoding)], encoding)).toBe(PLAIN)
  })
})
