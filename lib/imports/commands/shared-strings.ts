import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnreadableFile } from '../unreadable-file'

const PAGE = 64 * 1024
/** What stays in memory of a workbook's strings; the rest waits in a file that has no name any more. */
const PAGES_HELD = 128
const PAGES_REMEMBERED = 64
const MAX_STRINGS = 10_000_000
const MAX_BYTES = 1024 ** 3
const PER_BLOCK = 64 * 1024

/**
 * The shared strings of a workbook, which may be more than memory should hold. Cells mostly refer to them in the order in
 * which they come, so the pages of the file are read once or twice.
 */
export class SharedStrings {
  private count = 0
  private size = 0
  private readonly starts: Float64Array[] = []
  private readonly pages: Buffer[] = []
  private current = Buffer.allocUnsafe(PAGE)
  private file: number | null = null
  private readonly remembered = new Map<number, Buffer>()

  add(text: string): void {
    if (this.count === MAX_STRINGS || this.size > MAX_BYTES) throw new UnreadableFile('workbook_too_large')
    this.mark(this.count++)
    const place = this.size % PAGE
    if (place + Buffer.byteLength(text) < PAGE) {
      this.size += this.current.write(text, place)
      this.mark(this.count)
      return
    }
    const bytes = Buffer.from(text, 'utf8')
    for (let at = 0; at < bytes.length; ) {
      const from = this.size % PAGE
      const copied = bytes.copy(this.current, from, at, Math.min(bytes.length, at + PAGE - from))
      at += copied
      this.size += copied
      if (this.size % PAGE === 0) this.turnPage()
    }
    this.mark(this.count)
  }

  /** Empty for a number that the workbook does not have. */
  at(index: number): string {
    if (index >= this.count) return ''
    const [start, end] = [this.startOf(index), this.startOf(index + 1)]
    const first = Math.floor(start / PAGE)
    if (first === Math.floor(end / PAGE)) return this.page(first).toString('utf8', start % PAGE, end % PAGE)
    const parts: Buffer[] = []
    for (let at = start; at < end; at = (Math.floor(at / PAGE) + 1) * PAGE) {
      parts.push(this.page(Math.floor(at / PAGE)).subarray(at % PAGE, Math.min(PAGE, (at % PAGE) + end - at)))
    }
    return Buffer.concat(parts).toString('utf8')
  }

  close(): void {
    if (this.file !== null) closeSync(this.file)
    this.file = null
  }

  private mark(index: number): void {
    const block = Math.floor(index / PER_BLOCK)
    this.starts[block] ??= new Float64Array(PER_BLOCK)
    this.starts[block][index % PER_BLOCK] = this.size
  }

  private startOf(index: number): number {
    return this.starts[Math.floor(index / PER_BLOCK)]?.[index % PER_BLOCK] ?? 0
  }

  private turnPage(): void {
    const full = this.size / PAGE - 1
    if (full < PAGES_HELD) {
      this.pages.push(this.current)
      this.current = Buffer.allocUnsafe(PAGE)
    } else {
      this.file ??= namelessFile()
      writeSync(this.file, this.current, 0, PAGE, (full - PAGES_HELD) * PAGE)
    }
  }

  private page(number: number): Buffer {
    if (number < this.pages.length) return this.pages[number] ?? this.current
    if (this.file === null || number >= Math.floor(this.size / PAGE)) return this.current
    const known = this.remembered.get(number) ?? this.read(this.file, number)
    this.remembered.delete(number)
    this.remembered.set(number, known)
    return known
  }

  private read(file: number, number: number): Buffer {
    const [oldest] = this.remembered.keys()
    const isFull = this.remembered.size >= PAGES_REMEMBERED && oldest !== undefined
    const page = (isFull ? this.remembered.get(oldest) : undefined) ?? Buffer.allocUnsafe(PAGE)
    if (isFull) this.remembered.delete(oldest)
    readSync(file, page, 0, PAGE, (number - PAGES_HELD) * PAGE)
    return page
  }
}

/** Gone with the process that has it open. */
function namelessFile(): number {
  const folder = mkdtempSync(join(tmpdir(), 'baton-strings-'))
  const file = openSync(join(folder, 'strings'), 'wx+', 0o600)
  try {
    rmSync(folder, { recursive: true, force: true })
  } catch {
    // where an open file cannot be removed, it stays with the other temporary ones
  }
  return file
}
