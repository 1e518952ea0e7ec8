import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { runNode } from './child'
import { takeData } from './data-lock'

const GENERATED = 'lib/platform/db/generated'
const NOT_IN_BUILD = [GENERATED, 'lib/cli']

/** The Prisma client, made from the schema. Needs no database, and no native engine: any existing file passes for one. */
export async function ensureGenerated(): Promise<void> {
  const stamp = fingerprint(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json'])
  await unlessStamped(join(GENERATED, '.stamp'), stamp, () =>
    runNode('node_modules/prisma/build/index.js', ['generate'], {
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    }),
  )
}

const SOURCES = [
  'app',
  'components',
  'lib',
  'prisma/schema',
  'public',
  'instrumentation.ts',
  'next.config.ts',
  'postcss.config.mjs',
  'proxy.ts',
  'tsconfig.json',
  'package-lock.json',
]

/** The web application. A build is good as long as no source of it has changed. */
export async function ensureBuilt(announce: (message: string) => void): Promise<void> {
  await ensureGenerated()
  await unlessStamped('.next/baton-stamp', fingerprint(SOURCES), async () => {
    announce('Building (once, about a minute) …')
    await runNode('node_modules/next/dist/bin/next', ['build'], { NODE_ENV: 'production' })
  })
}

async function unlessStamped(path: string, stamp: string, work: () => Promise<void>) {
  const isCurrent = () => existsSync(path) && readFileSync(path, 'utf8') === stamp
  if (isCurrent()) return
  // Two starts of one clone (on a shared database) would build into the same folder.
  const release = await takeTurn()
  try {
    if (isCurrent()) return
    await work()
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, stamp)
  } finally {
    release()
  }
}

async function takeTurn(): Promise<() => void> {
  for (;;) {
    const lock = takeData('node_modules/.cache/baton', 0)
    if (!('holder' in lock)) return lock.release
    await sleep(200)
  }
}

function fingerprint(paths: string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const path of paths) {
    if (existsSync(path)) feed(hash, path)
  }
  return hash.digest('hex')
}

function feed(hash: ReturnType<typeof createHash>, path: string) {
  if (NOT_IN_BUILD.includes(path) || path.endsWith('.test.ts')) return
  if (!statSync(path).isDirectory()) {
    hash.update(`${path}\0`).update(readFileSync(path))
    return
  }
  for (const name of readdirSync(path).sort()) feed(hash, join(path, name))
}
