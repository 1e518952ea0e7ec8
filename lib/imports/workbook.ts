import type { Readable } from 'node:stream'
import { SaxesParser, type SaxesTagPlain } from 'saxes'
import type { Entry, ZipFile } from 'yauzl'
import { MAX_CELL, RECORD_REACH } from './csv'
import { builtInKind, kindOf, type NumberKind, numberText } from './number-format'
import { UnreadableFile } from './unreadable-file'

/**
 * A workbook (XLSX, XLSM) read as a stream: the archive by its directory, so only the parts that matter are unpacked, and
 * these piece by piece. Limits are on what comes out, not on what was sent, so no archive unpacks into trouble.
 */

/** Excel's own. */
const MAX_ROWS = 1_048_576
const MAX_COLUMNS = 16_384

const MAX_ENTRIES = 10_000
/** Of the archive's directory, which is held as a whole. */
const MAX_DIRECTORY = 8 * 1024 * 1024
const MAX_SHEETS = 1000
/** Excel's own is 31. */
const MAX_SHEET_NAME = 100
const MAX_UNPACKED = 2 * 1024 ** 3
/** Sheets unpack to ten or twenty times their size; what is far beyond is no sheet. */
const MAX_RATIO = 200
const RATIO_MATTERS_FROM = 50 * 1024 * 1024
const MAX_SMALL_PART = 32 * 1024 * 1024
/** Between two tags: a cell has 32,767 characters. */
const MAX_TEXT = 4 * 1024 * 1024
/** Tags within tags; a sheet has seven. */
const MAX_DEPTH = 100
/** So much of a part goes to the handlers at once: a few bytes may stand for a cell of a long text. */
const MOUTHFUL = 8 * 1024

export type WorkbookSheet = { name: string; hidden: boolean; part: string }
export type Workbook = {
  sheets: WorkbookSheet[]
  is1904: boolean
  /** by the number of a cell's style */
  formats: NumberKind[]
  strings: string | null
  parts: Parts
}

/** The parts of an archive by name, unpacked within the limits. */
type Parts = {
  has: (name: string) => boolean
  read: (name: string) => Promise<Readable>
}

/** What the workbook has, and where: not_a_workbook, broken_workbook, workbook_too_large. */
export async function openWorkbook(zip: ZipFile): Promise<Workbook> {
  const parts = await partsOf(zip)
  const root = await relationsOf(parts, '_rels/.rels', '')
  const path =
    [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ?? 'xl/workbook.xml'
  if (!parts.has(path) || !path.endsWith('.xml')) throw new UnreadableFile('not_a_workbook')
  const folder = path.slice(0, path.lastIndexOf('/') + 1)
  const related = await relationsOf(parts, `${folder}_rels/${path.slice(folder.length)}.rels`, folder)
  const one = (type: string) => [...related.values()].find((relation) => relation.type.endsWith(type))?.target
  const sheets: WorkbookSheet[] = []
  let is1904 = false
  await readXml(await parts.read(path), MAX_SMALL_PART, {
    open(name, attributes) {
      if (name === 'workbookPr') is1904 = isTrue(attributes.date1904)
      if (name !== 'sheet') return
      const relation = related.get(attribute(attributes, 'id') ?? '')
      if (!relation?.type.endsWith('/worksheet') || !parts.has(relation.target)) return
      const hidden = attributes.state === 'hidden' || attributes.state === 'veryHidden'
      if (sheets.length === MAX_SHEETS) throw new UnreadableFile('workbook_too_large')
      const called = (attributes.name ?? '').slice(0, MAX_SHEET_NAME).toWellFormed()
      sheets.push({ name: called, hidden, part: relation.target })
    },
  })
  const styles = one('/styles')
  const strings = one('/sharedStrings')
  return {
    sheets,
    is1904,
    formats: styles && parts.has(styles) ? await formatsOf(await parts.read(styles)) : [],
    strings: strings && parts.has(strings) ? strings : null,
    parts,
  }
}

async function partsOf(zip: ZipFile): Promise<Parts> {
  const entries = new Map<string, Entry>()
  if (zip.entryCount > MAX_ENTRIES) throw new UnreadableFile('workbook_too_large')
  let size = 0
  await orBroken(async () => {
    for await (const entry of zip.eachEntry()) {
      size += entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength
      if (size > MAX_DIRECTORY) throw new UnreadableFile('workbook_too_large')
      entries.set(entry.fileName.toLowerCase(), entry)
    }
  })
  const find = (name: string) => entries.get(name.toLowerCase())
  return {
    has: (name) => find(name) !== undefined,
    async read(name) {
      const entry = find(name)
      if (!entry) throw new UnreadableFile('broken_workbook')
      // The archive itself says how much this will be, and yauzl ends the reading where it is more.
      const { uncompressedSize: size, compressedSize } = entry
      const isBomb = size > RATIO_MATTERS_FROM && size > MAX_RATIO * compressedSize
      if (isBomb || size > MAX_UNPACKED) throw new UnreadableFile('workbook_too_large')
      if (entry.isEncrypted()) throw new UnreadableFile('protected_workbook')
      return await orBroken(() => zip.openReadStreamPromise(entry))
    },
  }
}

type Relation = { type: string; target: string }

async function relationsOf(parts: Parts, path: string, folder: string): Promise<Map<string, Relation>> {
  const relations = new Map<string, Relation>()
  if (!parts.has(path)) return relations
  await readXml(await parts.read(path), MAX_SMALL_PART, {
    open(name, { Id, Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || !Id || TargetMode === 'External') return
      relations.set(Id, {
        type: Type,
        target: Target.startsWith('/') ? Target.slice(1) : resolved(folder, Target),
      })
    },
  })
  return relations
}

function resolved(folder: string, target: string): string {
  const path: string[] = []
  for (const name of `${folder}${target}`.split('/')) {
    if (name === '..') path.pop()
    else if (name !== '.' && name !== '') path.push(name)
  }
  return path.join('/')
}

async function formatsOf(stream: Readable): Promise<NumberKind[]> {
  const own = new Map<number, NumberKind>()
  const formats: NumberKind[] = []
  let isOfCells = false
  await readXml(stream, MAX_SMALL_PART, {
    open(name, attributes) {
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') own.set(id, kindOf(attributes.formatCode ?? ''))
      if (name === 'cellXfs') isOfCells = true
      if (name === 'xf' && isOfCells) formats.push(own.get(id) ?? builtInKind(id))
    },
    close(name) {
      if (name === 'cellXfs') isOfCells = false
    },
  })
  return formats
}

/** The strings that cells refer to by their number, in batches. */
export async function* readStrings(workbook: Workbook): AsyncGenerator<string[]> {
  if (!workbook.strings) return
  let ready: string[] = []
  let text = ''
  let inText = false
  let inPhonetic = false
  const handlers: Handlers = {
    open(name) {
      if (name === 'si') text = ''
      if (name === 'rPh') inPhonetic = true
      if (name === 't') inText = !inPhonetic
    },
    close(name) {
      if (name === 'si') ready.push(unescaped(text))
      if (name === 'rPh') inPhonetic = false
      if (name === 't') inText = false
    },
    text(piece) {
      if (inText) text = joined(text, piece)
    },
  }
  for await (const _ of xmlPieces(await workbook.parts.read(workbook.strings), MAX_UNPACKED, handlers)) {
    yield ready
    ready = []
  }
}

export type SheetRow = { row: number; cells: string[] }

/**
 * The rows of a sheet that have something in them, in batches, as text: dates as `YYYY-MM-DD`, of a formula its value,
 * of merged cells the first. `stringAt` knows the strings.
 */
export async function* readSheet(
  workbook: Workbook,
  sheet: WorkbookSheet,
  stringAt: (index: number) => string,
): AsyncGenerator<SheetRow[]> {
  let ready: SheetRow[] = []
  let row: SheetRow = { row: 0, cells: [] }
  let cell = { column: -1, type: 'n', style: 0 }
  let gathered = 0
  let text = ''
  let isValue = false
  let inPhonetic = false
  const handlers: Handlers = {
    open(name, attributes) {
      switch (name) {
        case 'row':
          row = { row: placeOf(attributes.r, row.row + 1), cells: [] }
          if (row.row > MAX_ROWS) throw new UnreadableFile('broken_workbook')
          cell = { column: -1, type: 'n', style: 0 }
          gathered = 0
          break
        case 'c':
          cell = {
            column: attributes.r ? columnOf(attributes.r) : cell.column + 1,
            type: attributes.t ?? 'n',
            style: Number(attributes.s ?? 0),
          }
          if (!(cell.column < MAX_COLUMNS)) throw new UnreadableFile('broken_workbook')
          text = ''
          break
        case 'rPh':
          inPhonetic = true
          break
        case 'v':
        case 't':
          isValue = !inPhonetic
      }
    },
    close(name) {
      switch (name) {
        case 'row':
          if (row.cells.length > 0) ready.push(row)
          break
        case 'c': {
          const value = textOfCell(workbook, cell.type, cell.style, text, stringAt)
          if (value === '') break
          gathered += value.length
          if (gathered > RECORD_REACH) throw new UnreadableFile('line_too_long', { line: row.row })
          while (row.cells.length < cell.column) row.cells.push('')
          row.cells[cell.column] = value
          break
        }
        case 'rPh':
          inPhonetic = false
          break
        case 'v':
        case 't':
          isValue = false
      }
    },
    text(piece) {
      if (isValue) text = joined(text, piece)
    },
  }
  for await (const _ of xmlPieces(await workbook.parts.read(sheet.part), MAX_UNPACKED, handlers)) {
    yield ready
    ready = []
  }
}

function textOfCell(
  { formats, is1904 }: Workbook,
  type: string,
  style: number,
  text: string,
  stringAt: (index: number) => string,
): string {
  switch (type) {
    case 's':
      return /^\d+$/.test(text) ? stringAt(Number(text)) : ''
    case 'inlineStr':
    case 'str':
      return unescaped(text)
    case 'b':
      return text === '' ? '' : isTrue(text) ? 'TRUE' : 'FALSE'
    case 'd':
      return text.replace(/T00:00:00(\.0+)?Z?$/, '').replace('T', ' ')
    case 'e':
      return text
    default:
      return numberText(text, formats[style] ?? { kind: 'plain' }, is1904)
  }
}

/**
 * A text may be parted by any number of tags. What is longer than any cell may be is gathered only as far as it takes to
 * tell so (`cell_too_long`): a workbook names one text in as many cells as it likes.
 */
function joined(text: string, piece: string): string {
  const room = MAX_CELL + 1 - text.length
  if (piece.length <= room) return text + piece
  return room <= 0 ? text : Buffer.from(text + piece.slice(0, room)).toString()
}

/** Characters that XML cannot hold stand as `_x000D_`; what only looks so has its underscore written that way. */
function unescaped(text: string): string {
  if (!text.includes('_x')) return text
  return text
    .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\u0000', '')
    .toWellFormed()
}

function placeOf(text: string | undefined, next: number): number {
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : next
}

/** "AB12" is in column 27, counting from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (const character of reference) {
    const letter = character.charCodeAt(0) & ~32
    if (letter < 65 || letter > 90) break
    column = column * 26 + letter - 64
  }
  return column - 1
}

function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true'
}

/** By its local name: `r:id` is called otherwise in files of other programs. */
function attribute(attributes: Record<string, string>, local: string): string | undefined {
  return Object.entries(attributes).find(([name]) => name.endsWith(`:${local}`))?.[1]
}

type Handlers = {
  open?: (name: string, attributes: Record<string, string>) => void
  close?: (name: string) => void
  text?: (piece: string) => void
}

async function readXml(stream: Readable, limit: number, handlers: Handlers): Promise<void> {
  for await (const _ of xmlPieces(stream, limit, handlers)) {
    // all is in the handlers
  }
}

/**
 * Feeds a part to the handlers, and says after each piece that it has done so. The parser knows the five entities of XML
 * and no others: a document type defines none.
 */
async function* xmlPieces(stream: Readable, limit: number, handlers: Handlers): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false })
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let sinceTag = 0
  let size = 0
  let depth = 0
  const local = (name: string) => name.slice(name.indexOf(':') + 1)
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => {
    sinceTag = 0
    if (++depth > MAX_DEPTH) throw new UnreadableFile('broken_workbook')
    handlers.open?.(local(name), attributes)
  })
  parser.on('closetag', ({ name }) => {
    sinceTag = 0
    depth--
    handlers.close?.(local(name))
  })
  if (handlers.text) {
    parser.on('text', handlers.text)
    parser.on('cdata', handlers.text)
  }
  const feed = (work: () => void) => {
    try {
      work()
    } catch (error) {
      throw error instanceof UnreadableFile ? error : new UnreadableFile('broken_workbook')
    }
  }
  try {
    const pieces = stream[Symbol.asyncIterator]()
    for (;;) {
      const { done, value } = await orBroken(() => pieces.next())
      if (done) break
      const all: Uint8Array = value
      for (let at = 0; at < all.length; at += MOUTHFUL) {
        const bytes = all.subarray(at, at + MOUTHFUL)
        size += bytes.length
        sinceTag += bytes.length
        feed(() => parser.write(decoder.decode(bytes, { stream: true })))
        if (size > limit || sinceTag > MAX_TEXT) throw new UnreadableFile('workbook_too_large')
        yield
      }
    }
    feed(() => parser.write(decoder.decode()).close())
    yield
  } finally {
    stream.destroy()
  }
}

/** What the archive's reader complains of is the archive's fault; the database being away is not. */
async function orBroken<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof UnreadableFile || (error instanceof Error && isOfReader(error))) throw error
    throw new UnreadableFile('broken_workbook')
  }
}

/** An error that the source of the bytes has marked as its own. */
const SOURCE_FAILED = Symbol('the bytes of the archive could not be read')

export function asSourceFailure(error: Error): Error {
  return Object.assign(error, { [SOURCE_FAILED]: true })
}

function isOfReader(error: Error): boolean {
  return SOURCE_FAILED in error
}
