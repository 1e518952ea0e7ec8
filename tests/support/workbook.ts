import { inflateRawSync } from 'node:zlib'

/** What is in an .xlsx, read without the library that wrote it: a ZIP archive of XML. */

export type ReadCell = { text: string | null; number: number | null; format: string; isFormula: boolean }
export type ReadTab = { name: string; rows: (ReadCell | undefined)[][]; frozenRows: number }

export function readWorkbook(file: Uint8Array): ReadTab[] {
  const parts = unzip(Buffer.from(file))
  const part = (name: string) => {
    const found = parts.get(name)
    if (found === undefined) throw new Error(`no ${name} in the workbook`)
    return found
  }
  const strings = all(parts.get('xl/sharedStrings.xml') ?? '', /<si>(.*?)<\/si>/gs).map(([, item = '']) =>
    textIn(item),
  )
  const formats = formatsOf(part('xl/styles.xml'))
  const names = all(part('xl/workbook.xml'), /<sheet [^>]*name="([^"]*)"/g).map(([, name = '']) =>
    unescaped(name),
  )
  return names.map((name, index) => {
    const xml = part(`xl/worksheets/sheet${index + 1}.xml`)
    const rows = all(xml, /<row [^>]*?(?:\/>|>(.*?)<\/row>)/gs).map(([, row = '']) => {
      const cells: (ReadCell | undefined)[] = []
      for (const [, attributes = '', content = ''] of all(row, /<c ([^>]*?)(?:\/>|>(.*?)<\/c>)/gs)) {
        const value = /<v>(.*?)<\/v>/s.exec(content)?.[1] ?? null
        const isText = /t="s"/.test(attributes)
        const isInline = /t="inlineStr"/.test(attributes)
        cells[columnOf(/r="([A-Z]+)\d+"/.exec(attributes)?.[1] ?? 'A')] = {
          text: isInline
            ? textIn(content)
            : value !== null && isText
              ? (strings[Number(value)] ?? null)
              : null,
          number: value !== null && !isText ? Number(value) : null,
          format: formats[Number(/s="(\d+)"/.exec(attributes)?.[1] ?? 0)] ?? '',
          isFormula: /<f[ >]/.test(content),
        }
      }
      return cells
    })
    return { name, rows, frozenRows: Number(/ySplit="(\d+)"/.exec(xml)?.[1] ?? 0) }
  })
}

/** The files of an archive, by its central directory. */
function unzip(file: Buffer): Map<string, string> {
  const end = file.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  const parts = new Map<string, string>()
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left--) {
    const method = file.readUInt16LE(at + 10)
    const size = file.readUInt32LE(at + 20)
    const nameLength = file.readUInt16LE(at + 28)
    const start = file.readUInt32LE(at + 42)
    const name = file.toString('utf8', at + 46, at + 46 + nameLength)
    const data = start + 30 + file.readUInt16LE(start + 26) + file.readUInt16LE(start + 28)
    const packed = file.subarray(data, data + size)
    parts.set(name, (method === 0 ? packed : inflateRawSync(packed)).toString('utf8'))
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return parts
}

function textIn(item: string): string {
  return unescaped(
    all(item, /<t[^>]*>(.*?)<\/t>/gs)
      .map(([, text = '']) => text)
      .join(''),
  )
}

/** The number format of each cell style. */
function formatsOf(styles: string): string[] {
  const own = new Map(
    all(styles, /<numFmt numFmtId="(\d+)" formatCode="([^"]*)"/g).map(([, id = '', code = '']) => [
      id,
      unescaped(code),
    ]),
  )
  const cellStyles = /<cellXfs[^>]*>(.*?)<\/cellXfs>/s.exec(styles)?.[1] ?? ''
  return all(cellStyles, /<xf ([^>]*)/g).map(
    ([, attributes = '']) => own.get(/numFmtId="(\d+)"/.exec(attributes)?.[1] ?? '') ?? '',
  )
}

function columnOf(letters: string): number {
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

function all(text: string, pattern: RegExp): RegExpExecArray[] {
  return [...text.matchAll(pattern)]
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll(/&#39;|&apos;/g, "'")
    .replaceAll('&amp;', '&')
}
