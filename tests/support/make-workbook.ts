import { crc32, deflateRawSync } from 'node:zlib'

/** Workbooks as other programs write them, the strange ones too: a ZIP archive of XML, made by hand. */

export type Part = string | Uint8Array | { bytes: Uint8Array; size: number }

/** An archive of these parts; a part that is packed already says how large it claims to be. */
export function zip(parts: Record<string, Part>): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, part] of Object.entries(parts)) {
    const isPacked = typeof part === 'object' && 'size' in part
    const plain = isPacked ? Buffer.alloc(0) : Buffer.from(part as string | Uint8Array)
    const packed = isPacked ? Buffer.from(part.bytes) : deflateRawSync(plain)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(0x0800, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt32LE(isPacked ? 0 : crc32(plain), 10)
    head.writeUInt32LE(packed.length, 14)
    head.writeUInt32LE(isPacked ? part.size : plain.length, 18)
    head.writeUInt16LE(Buffer.byteLength(name), 22)
    files.push(Buffer.from('PK\x03\x04', 'latin1'), head, Buffer.from(name), packed)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, Buffer.from(name))
    at += 30 + Buffer.byteLength(name) + packed.length
  }
  const listed = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Object.keys(parts).length, 8)
  end.writeUInt16LE(Object.keys(parts).length, 10)
  end.writeUInt32LE(listed.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...files, listed, end])
}

type SheetOf = { name?: string; xml: string; state?: 'hidden' | 'veryHidden' }
type Wish = {
  /** the content of `sheetData`, of each sheet */
  sheets: (string | SheetOf)[]
  strings?: string[]
  /** format codes, from style 1 on */
  formats?: string[]
  workbookPr?: string
  more?: Record<string, Part>
}

const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const relations = (inside: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inside}</Relationships>`

export function workbookParts({
  sheets,
  strings,
  formats = [],
  workbookPr = '',
  more = {},
}: Wish): Record<string, Part> {
  const all = sheets.map((sheet, index) => ({
    name: `Sheet${index + 1}`,
    ...(typeof sheet === 'string' ? { xml: sheet } : sheet),
  }))
  const listed = all.map(
    ({ name, state }, index) =>
      `<sheet name="${name}" sheetId="${index + 1}" ${state ? `state="${state}"` : ''} r:id="rId${index + 1}"/>`,
  )
  const parts: Record<string, Part> = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relations(
      `<Relationship Id="r1" Type="${TYPES}/officeDocument" Target="xl/workbook.xml"/>`,
    ),
    'xl/workbook.xml': `<?xml version="1.0" encoding="UTF-8"?>
      <workbook ${MAIN} xmlns:r="${TYPES}">${workbookPr}<sheets>${listed.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': relations(
      all
        .map(
          (_, index) =>
            `<Relationship Id="rId${index + 1}" Type="${TYPES}/worksheet" Target="worksheets/s${index + 1}.xml"/>`,
        )
        .join('') +
        `<Relationship Id="st" Type="${TYPES}/styles" Target="/xl/styles.xml"/>` +
        `<Relationship Id="ss" Type="${TYPES}/sharedStrings" Target="sharedStrings.xml"/>`,
    ),
    'xl/styles.xml': `<styleSheet ${MAIN}><numFmts>${formats
      .map((code, index) => `<numFmt numFmtId="${164 + index}" formatCode="${escaped(code)}"/>`)
      .join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${formats
      .map((_, index) => `<xf numFmtId="${164 + index}"/>`)
      .join('')}</cellXfs></styleSheet>`,
  }
  for (const [index, { xml }] of all.entries()) {
    parts[`xl/worksheets/s${index + 1}.xml`] = `<worksheet ${MAIN}><sheetData>${xml}</sheetData></worksheet>`
  }
  if (strings)
    parts['xl/sharedStrings.xml'] =
      `<sst ${MAIN}>${strings.map((text) => `<si><t>${escaped(text)}</t></si>`).join('')}</sst>`
  return { ...parts, ...more }
}

export function makeWorkbook(wish: Wish): Buffer {
  return zip(workbookParts(wish))
}

/** `sheetData` of rows of inline strings. */
export function sheetOf(rows: readonly (readonly string[])[]): string {
  return rows
    .map(
      (cells) =>
        `<row>${cells.map((cell) => `<c t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`).join('')}</row>`,
    )
    .join('')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;')
}
