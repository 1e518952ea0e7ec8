import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, describe, expect, inject, it } from 'vitest'
import { dataFolder, launchApp, type RunningApp, removeFolder, startApp } from '../support/app'
import { emptyDatabase } from '../support/database'

/** The house itself: what `npm start` starts, and what becomes of it when something is killed. */
const apps: RunningApp[] = []

async function start(wish: Parameters<typeof startApp>[0] = {}): Promise<RunningApp> {
  const app = await startApp(wish)
  apps.push(app)
  return app
}

afterEach(async () => {
  const started = apps.splice(0)
  for (const app of started) await app.stop()
  for (const app of started) removeFolder(app.folder)
})

describe('a start', () => {
  it('serves, and a signal stops all of it', async () => {
    const app = await start()
    expect(await health(app)).toBe(200)
    const postgres = postmasterOf(app)
    expect(await app.stop('SIGINT')).toBe(0)
    await expect(fetch(app.url)).rejects.toThrow()
    expect(isAlive(postgres)).toBe(false)
  })

  it('keeps what it has through a restart, on the same address of the database', async () => {
    const first = await start()
    const database = first.databaseUrl()
    await query(database, `INSERT INTO channel (name) VALUES ('Kept')`)
    await first.stop()
    const second = await start({ folder: first.folder })
    expect(second.databaseUrl()).toBe(database)
    expect(await query(database, 'SELECT name FROM channel')).toEqual([{ name: 'Kept' }])
  })

  it('says who has the data, or the port', async () => {
    const app = await start()
    const onData = await refused({ folder: app.folder })
    expect(onData).toContain(`process ${app.process.pid}`)
    expect(onData).toContain(app.folder)
    const onPort = await refused({ port: Number(new URL(app.url).port) })
    expect(onPort).toMatch(/Port \d+ is taken by process \d+/)
    expect(await health(app)).toBe(200)
  })

  it('of two at the same moment, one has the data', async () => {
    const folder = dataFolder()
    const both = await Promise.all([launchApp({ folder }), launchApp({ folder })])
    apps.push(...both)
    const loser = await Promise.race(both.map(async (app) => ({ app, code: await ended(app) })))
    expect(loser.code).toBe(1)
    expect(loser.app.output()).toContain('Baton already runs on this data')
  })
})

describe('after kill -9', () => {
  it('of the launcher, nothing is left on the port and the next start recovers', async () => {
    const app = await start()
    await query(app.databaseUrl(), `INSERT INTO channel (name) VALUES ('Kept')`)
    await app.stop('SIGKILL')
    const next = await start({ folder: app.folder, port: Number(new URL(app.url).port) })
    expect(await health(next)).toBe(200)
    expect(await query(next.databaseUrl(), 'SELECT name FROM channel')).toEqual([{ name: 'Kept' }])
  })

  it('of the launcher and the database, too', async () => {
    const app = await start()
    process.kill(postmasterOf(app), 'SIGKILL')
    await app.stop('SIGKILL')
    expect(await health(await start({ folder: app.folder }))).toBe(200)
  })

  it('of the database, requests get 503 until it is back by itself', async () => {
    const app = await start()
    process.kill(postmasterOf(app), 'SIGKILL')
    const seen = new Set<number>()
    for (const until = Date.now() + 30_000; Date.now() < until && !(seen.has(503) && seen.has(200)); ) {
      seen.add(await health(app))
      if (seen.has(200) && !seen.has(503)) seen.delete(200)
    }
    expect(seen).toEqual(new Set([503, 200]))
  })
})

describe('a database of the company', () => {
  it('is shared by two processes, sessions included', async () => {
    const env = { DATABASE_URL: await emptyDatabase() }
    const [one, other] = await Promise.all([start({ env }), start({ env })])
    expect(await health(one)).toBe(200)
    expect(await health(other)).toBe(200)
    const secrets = await query(env.DATABASE_URL, `SELECT id FROM installation_secret WHERE id = 'session'`)
    expect(secrets).toHaveLength(1)
    expect(new URL(env.DATABASE_URL).port).toBe(new URL(inject('templateUrl')).port)
  })
})

describe('the command line', () => {
  const addAnna = [
    'user',
    'add',
    '--email',
    'Anna@Example.com',
    '--name',
    'Anna',
    '--role',
    'marketer,admin',
    '--head',
  ]

  it('adds people and keys beside a running Baton', async () => {
    const app = await start()
    const user = await baton(app.folder, addAnna)
    expect(user.code).toBe(0)
    expect(user.lastLine).toMatch(new RegExp(`^${app.url}/link/[\\w-]{43}$`))
    const key = await baton(app.folder, ['key', 'add', '--user', 'anna@example.com', '--name', 'Script'])
    expect(key.lastLine).toMatch(/^bt_[\w-]{43}$/)
    const answer = await fetch(`${app.url}/api/v1/leads`, {
      headers: { authorization: `Bearer ${key.lastLine}` },
    })
    expect(answer.status).toBe(200)
  })

  it('backs up and restores without one, and says what is wrong', async () => {
    const folder = dataFolder()
    const file = join(folder, 'backup.gz')
    expect((await baton(folder, addAnna)).code).toBe(0)
    expect((await baton(folder, addAnna)).output).toContain('anna@example.com is there already')
    expect((await baton(folder, ['backup', file])).code).toBe(0)
    expect((await baton(folder, ['restore', file])).output).toContain('--replace')
    expect((await baton(folder, ['restore', file, '--replace'])).code).toBe(0)
    expect((await baton(folder, ['dance'])).code).toBe(1)
    removeFolder(folder)
  })
})

async function health(app: RunningApp): Promise<number> {
  return (await fetch(`${app.url}/api/v1/health`)).status
}

function postmasterOf(app: RunningApp): number {
  return Number(readFileSync(join(app.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function refused(wish: Parameters<typeof launchApp>[0]): Promise<string> {
  const app = await launchApp(wish)
  expect(await ended(app)).toBe(1)
  if (!wish?.folder) removeFolder(app.folder)
  return app.output()
}

function ended({ process: child }: RunningApp): Promise<number | null> {
  return new Promise((resolve) => child.once('close', resolve))
}

async function query(url: string, text: string): Promise<object[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function baton(folder: string, args: string[]) {
  const { DATABASE_URL: _url, ...inherited } = process.env
  const env = { ...inherited, BATON_DATA: folder, PORT: '' }
  const child = spawn(process.execPath, ['--import', 'tsx', 'lib/cli/baton.ts', ...args], { env })
  let output = ''
  child.stdout.on('data', (part) => (output += part))
  child.stderr.on('data', (part) => (output += part))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output, lastLine: output.trim().split('\n').at(-1) ?? '' }
}
