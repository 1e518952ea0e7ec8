import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runningCluster } from '@/lib/platform/postgres/cluster'

export type RunningApp = {
  url: string
  folder: string
  process: ChildProcess
  databaseUrl: () => string
  output: () => string
  /** sends the signal and gives the exit code */
  stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

type Wish = { demo?: boolean; folder?: string; port?: number; env?: Record<string, string> }

/** Starts Baton as `npm start` does, on a port and a data folder of its own. The web application must be built. */
export async function startApp(wish: Wish = {}): Promise<RunningApp> {
  const app = await launchApp(wish)
  await ready(app)
  return app
}

export async function launchApp({
  demo = false,
  folder = dataFolder(),
  port,
  env = {},
}: Wish = {}): Promise<RunningApp> {
  const chosen = port ?? (await freePort())
  const { DATABASE_URL: _url, NEXTAUTH_SECRET: _secret, NODE_OPTIONS: _options, ...inherited } = process.env
  const flags = ['--max-semi-space-size=4', '--heap-growing-percent=40']
  const child = spawn(process.execPath, [...flags, '--import', 'tsx', 'lib/cli/start.ts'], {
    env: {
      ...inherited,
      NODE_ENV: 'production',
      PORT: String(chosen),
      BATON_DATA: folder,
      BATON_DEMO: demo ? '1' : '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (part) => (output += part))
  child.stderr.on('data', (part) => (output += part))
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  return {
    url: `http://localhost:${chosen}`,
    folder,
    process: child,
    databaseUrl: () => {
      const url = runningCluster(folder)
      if (!url) throw new Error('its database is not running')
      return url
    },
    output: () => output,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal)
      return ended
    },
  }
}

export async function ready({ process: child, output }: RunningApp): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const look = () => {
      if (output().includes('Baton is ready on')) resolve()
    }
    child.stdout?.on('data', look)
    child.once('exit', (code) => reject(new Error(`Baton ended with ${code}:\n${output()}`)))
    look()
  })
}

export function dataFolder(): string {
  return mkdtempSync(join(tmpdir(), 'baton-data-'))
}

export function removeFolder(folder: string) {
  rmSync(folder, { recursive: true, force: true })
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
