import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { log } from '@/lib/platform/log'
import { type Environment, hasEnded, spawnNode, stopChild } from './child'

export type WebServer = { ready: Promise<void>; stop: () => Promise<void> }
type Options = { dev: boolean; port: number; env: Environment }

const NEXT = 'node_modules/next/dist/bin/next'
const STEADY = 30_000

/** Runs the web server; `ready` when it has answered. One that dies is started again, more slowly each time. */
export function startWebServer(options: Options): WebServer {
  let child = spawn(options)
  let stopping = false
  const ready = firstAnswer(child, options.port)
  const supervise = async () => {
    for (let wait = 250; ; wait = Math.min(wait * 2, 10_000)) {
      const began = Date.now()
      if (!hasEnded(child)) await new Promise((resolve) => child.once('exit', resolve))
      if (stopping) return
      if (Date.now() - began > STEADY) wait = 250
      log.error({ code: child.exitCode, signal: child.signalCode }, 'the web server ended; starting it again')
      await sleep(wait)
      if (!stopping) child = spawn(options)
    }
  }
  ready.then(supervise, () => {})
  const stop = async () => {
    stopping = true
    await stopChild(child, 3_000)
  }
  return { ready, stop }
}

function spawn({ dev, port, env }: Options): ChildProcess {
  const quiet = !dev
  const settings = { ...env, NODE_ENV: dev ? 'development' : 'production' }
  const child = spawnNode(NEXT, [dev ? 'dev' : 'start', '-p', String(port)], settings, quiet)
  child.stderr?.pipe(process.stderr)
  child.stdout?.on('data', (part: Buffer) => {
    // Next's own greeting says where it is in Next's words; ours follows. Anything else is passed on.
    const text = part.toString()
    if (!/▲ Next|- Local:|- Network:|✓ Ready/.test(text)) process.stdout.write(text)
  })
  return child
}

async function firstAnswer(child: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (hasEnded(child)) throw new Error(`The web server did not start (exit code ${child.exitCode}).`)
    try {
      await fetch(`http://127.0.0.1:${port}/api/v1/health`)
      return
    } catch {
      await sleep(25)
    }
  }
}
