import { beforeAll, describe, expect, it } from 'vitest'
import { checkImport } from '@/lib/imports/commands/check'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { workOnImport } from '@/lib/imports/commands/run'
import { startImport } from '@/lib/imports/commands/start'
import type { Findings } from '@/lib/imports/findings'
import { type ImportView, importById } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { makeCompany } from '../support/api'

let marketer: Actor
let rep: Actor

beforeAll(async () => {
  await makeCompany()
  marketer = await actorWith({ roles: ['marketer'] })
  rep = await actorWith({ roles: ['marketer', 'sales'] })
})

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}

/** A file that has come to the step of the wizard where it is checked. */
async function drafted(actor: Actor, text: string, draft: object): Promise<number> {
  const { importId } = must(await keepFile(actor, { fileName: 'file.csv', bytes: oneChunk(text) }))
  await db.run(sql`
    update import_run set draft = ${JSON.stringify({ step: 'check', ...draft })}::jsonb where id = ${importId}`)
  return importId
}

async function found(importId: number): Promise<Findings> {
  await checkImport(importId, new Date())
  const run = await db.one<{ findings: Findings }>(
    sql`select findings from import_run where id = ${importId}`,
  )
  if (!run?.findings) throw new Error('nothing was found')
  return run.findings
}

async function ran(actor: Actor, importId: number, batch?: number): Promise<ImportView> {
  const before = await importById(actor, importId)
  must(await startImport(actor, { importId, version: before?.version ?? 0 }))
  await workOnImport(importId, new Date(), batch)
  const run = await importById(actor, importId)
  if (!run) throw new Error('gone')
  return run
}

const countsOf = ({
  created,
  updated,
  touched,
  skipped,
  rejected,
}: Record<keyof Findings['matches'], number>) => ({
  created,
  updated,
  touched,
  skipped,
  rejected,
})

/** Seeded: the same files each time. */
function randomFrom(seed: number) {
  let state = seed
  const next = () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
  return { next, pick: <T>(from: readonly T[]): T => from[Math.floor(next() * from.length)] as T }
}

describe('the check of a whole file', () => {
  it.each(
    Array.from({ length: 24 }, (_, seed) => ({
      seed,
      onMatch: (['touch', 'update', 'skip', 'create'] as const)[seed % 4],
      matchBy: ([undefined, 'email', 'phone', 'externalId'] as const)[Math.floor(seed / 4) % 4],
    })),
  )('foresees what the run does: leads $onMatch by $matchBy ($seed)', async ({ seed, onMatch, matchBy }) => {
    const { pick, next } = randomFrom(seed + 1)
    const mails = Array.from({ length: 12 }, (_, n) => `m${n}@check${seed}.example`)
    const phones = Array.from({ length: 8 }, (_, n) => `+4930123${seed + 10}${n}0`)
    const row = (): string =>
      [
        next() < 0.6 ? `x${seed}-${Math.floor(next() * 15)}` : '',
        next() < 0.7 ? pick([...mails, 'no address', pick(mails).toUpperCase()]) : '',
        next() < 0.4 ? pick(phones) : '',
        pick(['', 'Acme', 'Bolt', 'Coil']),
        pick(['', 'Paid search', 'paid SEARCH', 'Carrier pigeon']),
        pick(['', '', '', `Person ${seed}`]),
        pick(['', '', '', '2025-03-01', '2190-01-01']),
        pick(['', '', '2025-02-01']),
      ].join(',')
    const file = (rows: number) =>
      `id,mail,phone,company,channel,owner,won,made\n${Array.from({ length: rows }, row).join('\n')}\n`
    const mapping = {
      kind: 'leads',
      columns: {
        id: 'externalId',
        mail: 'email',
        phone: 'phone',
        company: 'company',
        channel: 'channel',
        owner: 'owner',
        won: 'wonAt',
        made: 'createdAt',
      },
      createMissing: seed % 2 ? ['person'] : ['person', 'channel'],
      dateFormat: 'YYYY-MM-DD',
    }
    // what is there already
    await importFileAs(rep, file(20), { ...mapping, onMatch: 'create' })
    const importId = await drafted(rep, file(120), { ...mapping, onMatch, matchBy })
    const findings = await found(importId)
    // in batches small enough for a row to meet what an earlier batch wrote
    const run = await ran(rep, importId, 1 + Math.floor(next() * 40))
    expect(findings.rows).toBe(run.total)
    expect(findings.matches).toEqual(countsOf(run))
    expect(run.state).toBe('done')
  })
})

async function importFileAs(actor: Actor, text: string, mapping: object): Promise<void> {
  const importId = await drafted(actor, text, mapping)
  await found(importId)
  await ran(actor, importId)
}
