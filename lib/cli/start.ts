import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { applyMigrations } from '@/lib/platform/migrations/apply'
import { ensureBuilt, ensureGenerated } from './build'
import { killRunning } from './child'
import { ensureDemoCompany, installationSecret } from './company'
import { takeData } from './data-lock'
import { openDatabase } from './database'
import { startJobWorker } from './job-worker'
import { isPortFree, whoListens } from './port'
import { startWebServer } from './web-server'

/** `npm start` and `npm run dev`: everything Baton needs, in one process tree that starts and stops as one. */
const dev = process.argv.includes('--dev')

/** What has been started, in order; stopped from the last to the first. */
const stops: (() => Promise<void> | void)[] = []
let stopping = false
let announceStop = () => {}

async function start() {
  if (existsSync('.env')) process.loadEnvFile('.env')
  const port = Number(process.env.PORT || 3000)
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    return refuse(`PORT is not a port: ${process.env.PORT}`)
  const folder = resolve(process.env.BATON_DATA || '.data')
  if (!process.env.DATABASE_URL) {
    const lock = await takeDataSoon(folder, port)
    if ('holder' in lock) {
      const { pid, since, port } = lock.holder
      return refuse(
        `Baton already runs on this data: process ${pid}, since ${since}, on http://localhost:${port} (${folder}).`,
      )
    }
    stops.push(lock.release)
    announceStop = lock.stopping
  }
  if (!(await isPortFree(port))) {
    return refuse(`Port ${port} is taken by ${whoListens(port)}. Choose another: PORT=${port + 1} npm start`)
  }

  const building = dev ? ensureGenerated() : ensureBuilt(say)
  const opening = openDatabase(folder)
  // Registered before it is ready, so that an interrupted start leaves no server behind.
  stops.push(async () => (await opening).stop())
  const [{ url }] = await Promise.all([opening, building])
  await applyMigrations(url)
  process.env.DATABASE_URL = url
  process.env.NEXTAUTH_SECRET ||= await installationSecret(url)
  await ensureDemoCompany(url, say)
  if (stopping) return

  const web = startWebServer({ dev, port, env: { PORT: String(port) } })
  stops.push(web.stop)
  await web.ready
  say(`Baton is ready on http://localhost:${port}`)
  stops.push(startJobWorker().stop)
}

/** Who restarts Baton should not have to wait in between: one that is just stopping is waited for. */
async function takeDataSoon(folder: string, port: number) {
  for (let attempt = 0; ; attempt++) {
    const lock = takeData(folder, port)
    if (!('holder' in lock) || !lock.holder.stopping || attempt > 300) return lock
    await sleep(50)
  }
}

async function stop(code: number): Promise<void> {
  if (stopping) return
  stopping = true
  announceStop()
  killRunning()
  for (const step of stops.reverse()) {
    try {
      await step()
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    }
  }
  process.exit(code)
}

function refuse(message: string): Promise<void> {
  process.stderr.write(`${message}\n`)
  return stop(1)
}

function say(message: string) {
  process.stdout.write(`${message}\n`)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0))
process.on('unhandledRejection', (error) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
})

// npm passes signals on, unless it is killed itself: then nobody would know of us any more.
const parent = process.ppid
if (process.env.npm_lifecycle_event) {
  setInterval(() => process.ppid !== parent && stop(0), 1_000).unref()
}

start().catch((error: unknown) => {
  if (stopping) return
  return refuse(error instanceof Error ? error.message : String(error))
})
