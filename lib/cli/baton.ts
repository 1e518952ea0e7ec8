import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { runningCluster, startCluster } from '@/lib/platform/postgres/cluster'
import { ensureGenerated } from './build'
import { CommandError } from './command-error'
import { holderOf, takeData } from './data-lock'

const USAGE = `Usage: npm run baton -- COMMAND

  user add --email E --name N --role R[,R] [--head]   adds a person, prints a one-time sign-in link
                                                      (roles: marketer, sales, executive, admin)
  key add --user E --name N [--scope S] [--until D]   prints a new API key as its last line
                                                      (scopes: write, read, intake; D: its last day)
  backup FILE                                         writes everything into one file
  restore FILE [--replace]                            reads it back; --replace overwrites what is there

They work beside a running Baton and without one.`

const [first = '', second = '', ...rest] = process.argv.slice(2)

async function main() {
  // What a command has to say it says itself.
  process.env.LOG_LEVEL ||= 'error'
  if (existsSync('.env')) process.loadEnvFile('.env')
  const command = await commandFor()
  if (!command) {
    process.stderr.write(`${USAGE}\n`)
    return 1
  }
  await ensureGenerated()
  await withDatabase(command)
  return 0
}

async function commandFor(): Promise<((url: string) => Promise<void>) | undefined> {
  const people = async () => import('./accounts')
  if (first === 'user' && second === 'add') return async () => (await people()).addUser(rest)
  if (first === 'key' && second === 'add') return async () => (await people()).addKey(rest)
  if (first === 'backup' && second && rest.length === 0) {
    return async (url) => (await import('./backup')).backUp(url, resolve(second))
  }
  const replace = rest.join(' ') === '--replace'
  if (first === 'restore' && second && (replace || rest.length === 0)) {
    return async (url) => (await import('./restore')).restore(url, resolve(second), replace)
  }
  return undefined
}

/** The company's server, ours if it runs, else ours for as long as the command takes. */
async function withDatabase(work: (url: string) => Promise<void>) {
  const folder = resolve(process.env.BATON_DATA || '.data')
  const given = process.env.DATABASE_URL
  if (given) return await prepared(given, work)
  const holder = holderOf(folder)
  const running = holder && runningCluster(folder)
  if (running) {
    process.env.PORT ||= String(holder.port)
    return await prepared(running, work)
  }
  const lock = takeData(folder, Number(process.env.PORT || 3000))
  if ('holder' in lock)
    throw new CommandError('Baton is just starting or stopping here. Try again in a moment.')
  // A start meanwhile waits for us, as for a Baton that is about to stop.
  lock.stopping()
  try {
    const cluster = await startCluster(folder)
    try {
      await prepared(cluster.url, work)
    } finally {
      await cluster.stop()
    }
  } finally {
    lock.release()
  }
}

async function prepared(url: string, work: (url: string) => Promise<void>) {
  process.env.DATABASE_URL = url
  await applyMigrations(url)
  try {
    await work(url)
  } finally {
    const [{ closePool }, { closeSender }] = await Promise.all([
      import('@/lib/platform/db/pool'),
      import('@/lib/platform/jobs/queue'),
    ])
    await closeSender()
    await closePool()
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const text = error instanceof Error ? error.stack : String(error)
    process.stderr.write(`${error instanceof CommandError ? error.message : text}\n`)
    process.exit(1)
  },
)
