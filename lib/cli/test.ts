import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { ensureBuilt, ensureGenerated } from './build'
import { tooOld } from './versions'

/**
 * `npm test`: every check and every test, and how many of them passed. A check counts as one. What failed, and what
 * passed only at its second try, is said again at the end: of a long output often only the end is kept.
 */
type Tally = { passed: number; failed: number }

/** What is said at the end: a line each, the reason below it. */
const remarks: string[] = []

const reports = mkdtempSync(join(tmpdir(), 'baton-reports-'))

async function main(): Promise<Tally> {
  const tallies: Tally[] = []
  const check = async (name: string, work: () => Promise<unknown>) => tallies.push(await runCheck(name, work))
  const layers = [
    '--config',
    '.dependency-cruiser.cjs',
    '--output-type',
    'err',
    'app',
    'components',
    'lib',
    'prisma',
    'tests',
  ]

  await check('prisma client', ensureGenerated)
  // Types take as long as all the others together, and one core.
  const types = check('types', () => run('typescript/bin/tsc', ['--noEmit']))
  await check('lint and format', () => run('@biomejs/biome/bin/biome', ['check', '--error-on-warnings']))
  await check('layers', () => run('dependency-cruiser/bin/dependency-cruiser.mjs', layers))
  await check('unused code', () => run('knip/bin/knip.js', ['--no-progress', '--no-config-hints']))
  await check('safe versions', async () => {
    const found = tooOld()
    if (found.length > 0) throw new Error(found.join('\n'))
  })
  await types // before the build writes types of its own
  await check('build', () => ensureBuilt(() => {}))
  tallies.push(await runVitest())
  tallies.push(await runPlaywright())
  return tallies.reduce((sum, { passed, failed }) => ({
    passed: sum.passed + passed,
    failed: sum.failed + failed,
  }))
}

async function runCheck(name: string, work: () => Promise<unknown>): Promise<Tally> {
  const began = performance.now()
  const seconds = () => ((performance.now() - began) / 1000).toFixed(1)
  try {
    await work()
    console.log(`✓ ${name} (${seconds()} s)`)
    return { passed: 1, failed: 0 }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    console.log(`✗ ${name} (${seconds()} s)\n${reason}`)
    remark(name, reason)
    return { passed: 0, failed: 1 }
  }
}

type VitestReport = {
  numPassedTests: number
  numFailedTests: number
  testResults: {
    name: string
    message: string
    status: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

async function runVitest(): Promise<Tally> {
  const file = join(reports, 'vitest.json')
  const reporters = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`]
  const code = await stream('vitest/vitest.mjs', ['run', ...reporters], {})
  const report = readReport<VitestReport>(file)
  for (const { name, message, status, assertionResults } of report?.testResults ?? []) {
    const failed = assertionResults.filter((test) => test.status === 'failed')
    for (const test of assertionResults) {
      const reason = test.failureMessages.join('\n')
      if (test.status === 'failed') remark(`${relative('.', name)} ${test.fullName}`, reason)
      else if (reason) remarkFlaky(`${relative('.', name)} ${test.fullName}`, reason)
    }
    if (status === 'failed' && failed.length === 0) remark(relative('.', name), message)
  }
  return tallyOf('vitest', code, report?.numPassedTests ?? 0, report?.numFailedTests ?? 0)
}

type PlaywrightSuite = {
  suites?: PlaywrightSuite[]
  specs?: {
    file: string
    title: string
    tests: { status: string; results: { error?: { message?: string } }[] }[]
  }[]
}
type PlaywrightReport = PlaywrightSuite & { stats: { expected: number; unexpected: number; flaky: number } }

async function runPlaywright(): Promise<Tally> {
  const file = join(reports, 'playwright.json')
  const code = await stream('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
    PLAYWRIGHT_JSON_OUTPUT_NAME: file,
  })
  const report = readReport<PlaywrightReport>(file)
  if (report) remarkBrowserTests(report)
  const stats = report?.stats
  return tallyOf('playwright', code, (stats?.expected ?? 0) + (stats?.flaky ?? 0), stats?.unexpected ?? 0)
}

function remarkBrowserTests(suite: PlaywrightSuite): void {
  for (const { file, title, tests } of suite.specs ?? []) {
    for (const { status, results } of tests) {
      if (status === 'expected' || status === 'skipped') continue
      const reasons = results.flatMap(({ error }) => error?.message ?? [])
      if (status === 'flaky') remarkFlaky(`${file} ${title}`, reasons.join('\n'))
      else remark(`${file} ${title}`, reasons.join('\n'))
    }
  }
  suite.suites?.forEach(remarkBrowserTests)
}

function remarkFlaky(name: string, reason: string): void {
  remark(`${name}: passed at its second try`, reason, '~')
}

function remark(name: string, reason: string, sign = '✗'): void {
  const lines = stripVTControlCharacters(reason).trim().split('\n').slice(0, 12)
  remarks.push([`${sign} ${name}`, ...lines.map((line) => `    ${line.slice(0, 300)}`)].join('\n'))
}

/** A runner that found nothing to run, or failed outside of any test, has failed once. */
function tallyOf(name: string, code: number, passed: number, failed: number): Tally {
  if (failed === 0 && (code !== 0 || passed === 0)) {
    remark(name, `ended with code ${code} after ${passed} tests`)
    return { passed, failed: 1 }
  }
  return { passed, failed }
}

function readReport<T>(file: string): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return undefined
  }
}

/** Tests never see the database, the port or the settings of whoever runs them. */
function environment(extra: Record<string, string>): NodeJS.ProcessEnv {
  const own = /^(DATABASE_|NEXTAUTH_|OIDC_|SMTP_|BATON_(?!BROWSER$|TEST_SERVER$)|PORT$|TZ$|NODE_OPTIONS$)/
  const kept = Object.entries(process.env).filter(([name]) => !own.test(name))
  return { ...Object.fromEntries(kept), NODE_ENV: 'test', NEXT_TELEMETRY_DISABLED: '1', ...extra }
}

function run(script: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join('node_modules', script), ...args], { env: environment({}) })
    let output = ''
    child.stdout.on('data', (part) => (output += part))
    child.stderr.on('data', (part) => (output += part))
    child.once('close', (code) => (code === 0 ? resolve() : reject(new Error(output.trim()))))
  })
}

function stream(script: string, args: string[], extra: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join('node_modules', script), ...args], {
      env: environment(extra),
      stdio: ['ignore', 'inherit', 'inherit'],
    })
    child.once('close', (code) => resolve(code ?? 1))
  })
}

main()
  .catch((error: unknown): Tally => {
    remark('npm test', (error instanceof Error && error.stack) || String(error))
    return { passed: 0, failed: 1 }
  })
  .then(({ passed, failed }) => {
    rmSync(reports, { recursive: true, force: true })
    for (const text of remarks) console.log(text)
    console.log(`${passed} passed, ${failed} failed`)
    process.exitCode = failed > 0 ? 1 : 0
  })
