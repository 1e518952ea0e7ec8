import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** Waits a moment for a port that a killed predecessor may still hold. */
export async function isPortFree(port: number): Promise<boolean> {
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await canListen(port)) return true
    await sleep(100)
  }
  return false
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, () => server.close(() => resolve(true)))
  })
}

/** Who listens there, in words, where the system tells us (Linux). */
export function whoListens(port: number): string {
  try {
    const inode = ['tcp', 'tcp6'].map((table) => listeningInode(table, port)).find(Boolean)
    const pid = inode && readdirSync('/proc').find((name) => /^\d+$/.test(name) && hasSocket(name, inode))
    if (!pid) return 'another program'
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter(Boolean)
      .slice(0, 2)
      .join(' ')
    return `process ${pid} (${command.slice(0, 80)})`
  } catch {
    return 'another program'
  }
}

const LISTENING = '0A'

function listeningInode(table: string, port: number): string | undefined {
  const hex = port.toString(16).toUpperCase().padStart(4, '0')
  for (const line of readFileSync(`/proc/net/${table}`, 'utf8').split('\n')) {
    const columns = line.trim().split(/\s+/)
    if (columns[1]?.endsWith(`:${hex}`) && columns[3] === LISTENING) return columns[9]
  }
  return undefined
}

function hasSocket(pid: string, inode: string): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`) === `socket:[${inode}]`
      } catch {
        return false
      }
    })
  } catch {
    return false
  }
}
