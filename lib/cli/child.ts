import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'

export type Environment = Record<string, string>

const preload = pathToFileURL(resolve('lib/cli/die-with-parent.mjs')).href

/**
 * A Node program that ends when we do. It has a process group of its own, so that Ctrl-C in a terminal reaches the
 * launcher only, which then stops things in their order.
 */
export function spawnNode(script: string, args: string[], env: Environment, quiet = false): ChildProcess {
  const loader = script.endsWith('.ts') ? ['--import', 'tsx'] : []
  return spawn(process.execPath, ['--import', preload, ...loader, script, ...args], {
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', BATON_LAUNCHER: String(process.pid), ...env },
    detached: true,
    stdio: ['ignore', quiet ? 'pipe' : 'inherit', quiet ? 'pipe' : 'inherit', 'ipc'],
  })
}

export async function stopChild(child: ChildProcess, patience: number): Promise<void> {
  if (hasEnded(child)) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGTERM')
  const late = setTimeout(() => killGroup(child), patience)
  await ended
  clearTimeout(late)
  killGroup(child)
}

/** Runs a program to its end; its output is shown only if it fails. */
export async function runNode(script: string, args: string[], env: Environment): Promise<void> {
  const child = spawnNode(script, args, env, true)
  running.add(child)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part) => (output += part))
  const code = await new Promise((done) => child.once('close', done))
  running.delete(child)
  if (code !== 0) throw new Error(`${[script, ...args].join(' ')} failed:\n${output}`)
}

const running = new Set<ChildProcess>()

/** For an interrupted start: whatever is being generated or built. */
export function killRunning() {
  for (const child of running) killGroup(child)
}

export function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function killGroup(child: ChildProcess) {
  try {
    if (child.pid) process.kill(-child.pid, 'SIGKILL')
  } catch {} // nobody left
}
