import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Which process has a data folder. A file with the holder's id and birth: ids are used again, births are not. */
export type Holder = { pid: number; born: string; since: string; port: number; stopping?: boolean }

type Lock = { stopping: () => void; release: () => void }

/** Takes the folder, or says who has it. A holder that was killed is simply succeeded. */
export function takeData(folder: string, port: number): Lock | { holder: Holder } {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const path = join(folder, 'lock')
  const mine: Holder = { pid: process.pid, born: birthOf(process.pid), since: new Date().toISOString(), port }
  const draft = `${path}.${process.pid}`
  writeFileSync(draft, JSON.stringify(mine))
  try {
    for (;;) {
      // A hard link appears whole or not at all, and fails where the name is taken.
      if (linked(draft, path)) {
        const stopping = () => writeFileSync(path, JSON.stringify({ ...mine, stopping: true }))
        return { stopping, release: () => release(path, mine) }
      }
      const holder = readHolder(path)
      if (holder && isAlive(holder)) return { holder }
      removeStale(path, holder)
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

export function holderOf(folder: string): Holder | undefined {
  const holder = readHolder(join(folder, 'lock'))
  return holder && isAlive(holder) ? holder : undefined
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function readHolder(path: string): Holder | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** Two starts may find the same stale lock: the one that moved away a fresh one puts it back. */
function removeStale(path: string, seen: Holder | undefined) {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = readHolder(aside)
  if (moved && (moved.pid !== seen?.pid || moved.born !== seen.born)) linked(aside, path)
  rmSync(aside, { force: true })
}

function release(path: string, mine: Holder) {
  if (readHolder(path)?.pid === mine.pid) rmSync(path, { force: true })
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  return birthOf(holder.pid) === holder.born
}

function birthOf(pid: number): string {
  try {
    if (process.platform === 'linux') {
      // Field 22, counted after the command's name, which may hold spaces and brackets.
      const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
      return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? ''
    }
    if (process.platform === 'win32') return ''
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
