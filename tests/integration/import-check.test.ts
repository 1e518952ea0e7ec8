import { beforeAll, describe, expect, it } from 'vitest'
import { checkImport } from '@/lib/imports/commands/check'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { fixCells, leaveOut, replaceValue } from '@/lib/imports/commands/repair'
import { workOnImport } from '@/lib/imports/commands/run'
import { sendAgain } from '@/lib/imports/commands/send-again'
import { answerQuestions, saveDuplicatesStep, startImport } from '@/lib/imports/commands/start'
import type { Findings } from '@/lib/imports/findings'
import { type ImportView, importById } from '@/lib/imports/queries/runs'
import { duplicatesStepInput, questionsInput } from '@/lib/imports/schema'
import { listLeads } from '@/lib/leads/queries/list'
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

describe('what else it foresees', () => {
  it.each(Array.from({ length: 6 }, (_, seed) => ({ seed })))('outcomes ($seed)', async ({ seed }) => {
    const { pick, next } = randomFrom(seed + 77)
    const ids = Array.from({ length: 14 }, (_, n) => `o${seed}-${n}`)
    await importFileAs(
      rep,
      `id,mail,won\n${ids.map((id, n) => `${id},${id}@out.example,${n % 5 === 0 ? '2025-01-01' : ''}`).join('\n')}\n`,
      { kind: 'leads', columns: { id: 'externalId', mail: 'email', won: 'wonAt' }, dateFormat: 'YYYY-MM-DD' },
    )
    const row = () => {
      const id = pick([...ids, 'nobody'])
      return `${next() < 0.5 ? id : ''},${id}@out.example,${pick(['won', 'lost', 'lost', ''])}`
    }
    const importId = await drafted(rep, `id,mail,end\n${Array.from({ length: 60 }, row).join('\n')}\n`, {
      kind: 'outcomes',
      columns: { id: 'externalId', mail: 'email', end: 'outcome' },
    })
    const { matches } = await found(importId)
    expect(matches).toEqual(countsOf(await ran(rep, importId, 1 + Math.floor(next() * 20))))
  })

  it('costs, also of channels that are made on the way', async () => {
    const { pick, next } = randomFrom(5)
    const row = () =>
      [
        pick(['Paid search', 'paid search', 'Trade shows', 'Cost check new', 'cost CHECK new']),
        pick(['marketing', 'sales', 'nobody']),
        pick(['2025-01', '2025-02', '2025-03']),
        Math.floor(next() * 900),
      ].join(',')
    const importId = await drafted(
      rep,
      `where,side,when,sum\n${Array.from({ length: 80 }, row).join('\n')}\n`,
      {
        kind: 'spend',
        columns: { where: 'channel', side: 'side', when: 'month', sum: 'amount' },
        createMissing: ['channel'],
        decimal: '.',
      },
    )
    const { matches } = await found(importId)
    expect(matches).toEqual(countsOf(await ran(rep, importId, 9)))
    expect(matches.updated).toBeGreaterThan(0)
    expect(matches.rejected).toBeGreaterThan(0)
  })
})

const BAD = [
  'id,mail,source,made',
  'r1,one@repair.example,cpc,2025-01-01',
  'r2,two at repair,cpc,2025-01-02',
  'r3,three@repair.example,cpc,2025-01-03',
  'r4,four@repair.example,Trade shows,yesterday',
  'r5,five@repair.example',
  ',,,',
  ',,Trade shows,2025-01-01',
].join('\n')
const BAD_DRAFT = {
  kind: 'leads',
  columns: { id: 'externalId', mail: 'email', source: 'channel', made: 'createdAt' },
  dateFormat: 'YYYY-MM-DD',
}
const kindsOf = ({ problems }: Findings) =>
  Object.fromEntries(problems.map(({ code, column, count }) => [`${code} ${column ?? ''}`.trim(), count]))

async function findingsNow(importId: number): Promise<Findings> {
  const run = await db.one<{ findings: Findings }>(
    sql`select findings from import_run where id = ${importId}`,
  )
  if (!run?.findings) throw new Error('nothing was found')
  return run.findings
}

describe('repairing', () => {
  it('says what is wrong by kind, and looks at a repaired row at once', async () => {
    const importId = await drafted(marketer, BAD, BAD_DRAFT)
    const findings = await found(importId)
    expect(findings).toMatchObject({ rows: 7, matches: { created: 0, skipped: 1, rejected: 6 } })
    expect(kindsOf(findings)).toEqual({
      'unknown_channel source': 2,
      'email mail': 1,
      'unreadable_date made': 1,
      too_few_cells: 1,
      'identity id': 1,
    })
    // the second row has two problems, one after the other
    const first = must(
      await fixCells(marketer, { importId, cells: [{ row: 2, column: 1, value: 'two@repair.example' }] }),
    )
    expect(first.rows).toEqual([
      { row: 2, problems: [{ column: 'source', code: 'unknown_channel', value: 'cpc' }] },
    ])
    expect(kindsOf(await findingsNow(importId))).toMatchObject({ 'unknown_channel source': 3 })
    expect(kindsOf(await findingsNow(importId))).not.toHaveProperty('email mail')
    // one of three cells that say the same: the others are offered
    const one = must(
      await fixCells(marketer, { importId, cells: [{ row: 1, column: 2, value: 'Paid search' }] }),
    )
    expect(one).toMatchObject({
      rows: [{ row: 1, problems: [] }],
      same: { column: 'source', from: 'cpc', count: 2 },
    })
    // and what was done can be taken back
    const back = must(await fixCells(marketer, { importId, cells: one.before }))
    expect(back.rows[0]?.problems).toHaveLength(1)

    const all = must(
      await replaceValue(marketer, { importId, column: 'source', from: 'cpc', to: 'Paid search' }),
    )
    expect(all.rows.every(({ problems }) => problems.length === 0)).toBe(true)
    must(await leaveOut(marketer, { importId, rows: [4], out: true }))
    // a row that is too short is taken as it stands once somebody has looked at it
    must(await fixCells(marketer, { importId, cells: [{ row: 5, column: 2, value: 'Trade shows' }] }))
    expect(kindsOf(await findingsNow(importId))).toEqual({ 'identity id': 1 })

    // what was counted on the way is what the whole file says
    const again = await found(importId)
    expect(kindsOf(again)).toEqual({ 'identity id': 1 })
    expect(again.matches).toEqual({ created: 4, updated: 0, touched: 0, skipped: 2, rejected: 1 })
    const run = await ran(marketer, importId)
    expect(countsOf(run)).toEqual(again.matches)
    const leads = must(
      await listLeads(marketer, {
        filters: { import: importId, fate: 'created' },
        sort: 'createdAt',
        limit: 50,
      }),
    )
    expect(leads.rows.map(({ externalId }) => externalId).sort()).toEqual(['r1', 'r2', 'r3', 'r5'])
  })

  it('takes a repair back when the file was looked at since', async () => {
    const importId = await drafted(marketer, 'id,mail\nback1,bad\n', {
      kind: 'leads',
      columns: { id: 'externalId', mail: 'email' },
    })
    await found(importId)
    const mail = (value: string) => ({ row: 1, column: 1, value })
    must(await fixCells(marketer, { importId, cells: [mail('still bad')] }))
    const { before } = must(await fixCells(marketer, { importId, cells: [mail('back@repair.example')] }))
    expect(kindsOf(await found(importId))).toEqual({})
    must(await fixCells(marketer, { importId, cells: before }))
    expect(kindsOf(await found(importId))).toEqual({ 'email mail': 1 })
    must(await leaveOut(marketer, { importId, rows: [1], out: true }))
    expect(kindsOf(await found(importId))).toEqual({})
    must(await leaveOut(marketer, { importId, rows: [1], out: false }))
    expect(kindsOf(await found(importId))).toEqual({ 'email mail': 1 })
  })

  it('is for who works on the import, and only while it is a draft', async () => {
    const importId = await drafted(marketer, BAD, BAD_DRAFT)
    await found(importId)
    const cells = [{ row: 2, column: 1, value: 'x@repair.example' }]
    const colleague = await actorWith({ roles: ['marketer'] })
    const executive = await actorWith({ roles: ['executive'] })
    const head = await actorWith({ roles: ['marketer'], headOf: ['marketing'] })
    for (const other of [colleague, executive]) {
      expect(await fixCells(other, { importId, cells })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
      expect(await leaveOut(other, { importId, rows: [2], out: true })).toMatchObject({
        failure: { code: 'FORBIDDEN' },
      })
      expect(await replaceValue(other, { importId, column: 'source', from: 'cpc', to: '' })).toMatchObject({
        failure: { code: 'FORBIDDEN' },
      })
    }
    for (const column of ['constructor', '__proto__', 'mail?']) {
      expect(await replaceValue(head, { importId, column, from: 'cpc', to: 'x' })).toMatchObject({
        failure: { code: 'INVALID', fields: [{ code: 'unmapped' }] },
      })
    }
    must(await fixCells(head, { importId, cells }))
    // cells and rows that the grid does not show are not kept
    must(
      await fixCells(head, {
        importId,
        cells: [
          { row: 999, column: 1, value: 'x' },
          { row: 2, column: 99, value: 'x' },
        ],
      }),
    )
    const kept = await db.one<{ fixes: number }>(
      sql`select count(*)::int as fixes from import_fix where import_id = ${importId}`,
    )
    expect(kept).toEqual({ fixes: 1 })
    await found(importId)
    await ran(marketer, importId)
    expect(await fixCells(marketer, { importId, cells })).toMatchObject({ failure: { code: 'IMPORT_STATE' } })
    expect(await fixCells(marketer, { importId: 2_000_000_000, cells })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
  })

  it('takes two windows that repair the same cell one after the other', async () => {
    const importId = await drafted(marketer, BAD, BAD_DRAFT)
    await found(importId)
    const texts = Array.from({ length: 8 }, (_, n) => `window${n}@repair.example`)
    const results = await Promise.all(
      texts.map((value) => fixCells(marketer, { importId, cells: [{ row: 2, column: 1, value }] })),
    )
    expect(results.every(({ ok }) => ok)).toBe(true)
    const versions = results.map((result) => must(result).version)
    expect(new Set(versions).size).toBe(8)
    const last = texts[versions.indexOf(Math.max(...versions))]
    const fixes = await db.rows<{ value: string }>(
      sql`select value from import_fix where import_id = ${importId}`,
    )
    expect(fixes).toEqual([{ value: last }])
    const counted = kindsOf(await findingsNow(importId))
    expect(counted).toEqual(kindsOf(await found(importId)))
  })

  it('looks again when the draft changed under its eyes', async () => {
    const importId = await drafted(
      marketer,
      `id,mail\n${Array.from({ length: 9000 }, (_, n) => `big${n},big${n % 4000}@repair.example`).join('\n')}\n`,
      { kind: 'leads', columns: { id: 'externalId', mail: 'email' } },
    )
    const change = async (onMatch: 'skip' | 'update') => {
      const run = await importById(marketer, importId)
      return saveDuplicatesStep(
        marketer,
        duplicatesStepInput.parse({ importId, version: run?.version, matchBy: 'email', onMatch }),
      )
    }
    const checking = checkImport(importId, new Date())
    await change('update')
    await change('skip')
    await checking
    await checkImport(importId, new Date())
    const run = await importById(marketer, importId)
    const findings = await findingsNow(importId)
    expect(findings.version).toBe(run?.version)
    expect(findings.matches).toMatchObject({ created: 4000, skipped: 5000 })
    expect(findings.inFile).toBe(5000)
  })
})

describe('starting', () => {
  it('waits for the check of what stands there now, and for the answers to its questions', async () => {
    const importId = await drafted(marketer, 'id,made\ns1,03-04-2018\ns2,05-06-2018\n', {
      kind: 'leads',
      columns: { id: 'externalId', made: 'createdAt' },
    })
    const version = async () => (await importById(marketer, importId))?.version ?? 0
    expect(await startImport(marketer, { importId, version: await version() })).toMatchObject({
      failure: { code: 'IMPORT_UNCHECKED' },
    })
    const asked = await found(importId)
    expect(asked.questions).toMatchObject([{ code: 'ambiguous_date', column: 'made' }])
    expect(await startImport(marketer, { importId, version: await version() })).toMatchObject({
      failure: { code: 'IMPORT_UNCHECKED' },
    })
    must(
      await answerQuestions(
        marketer,
        questionsInput.parse({ importId, version: await version(), dateFormat: 'DD-MM-YYYY', decimal: '' }),
      ),
    )
    expect(await startImport(marketer, { importId, version: await version() })).toMatchObject({
      failure: { code: 'IMPORT_UNCHECKED' },
    })
    expect(await found(importId)).toMatchObject({ questions: [], matches: { created: 2 } })
    expect(await startImport(marketer, { importId, version: 1 })).toMatchObject({
      failure: { code: 'STALE_VERSION' },
    })
    expect(await ran(marketer, importId)).toMatchObject({ state: 'done', created: 2 })
  })

  it('happens once, however often it is pressed', async () => {
    const importId = await drafted(marketer, 'id\nonce1\nonce2\n', {
      kind: 'leads',
      columns: { id: 'externalId' },
    })
    await found(importId)
    const version = (await importById(marketer, importId))?.version ?? 0
    const pressed = await Promise.all(
      Array.from({ length: 5 }, () => startImport(marketer, { importId, version })),
    )
    expect(pressed.filter(({ ok }) => ok)).toHaveLength(1)
    for (const result of pressed) if (!result.ok) expect(result.failure.code).toBe('IMPORT_STATE')
    await workOnImport(importId, new Date())
    expect(await importById(marketer, importId)).toMatchObject({ state: 'done', created: 2, touched: 0 })
  })
})

describe('sending refused rows again', () => {
  it('makes a draft of them with the same mapping, to be repaired and imported', async () => {
    const importId = await drafted(marketer, BAD.replaceAll(/\br(\d)/g, 'again$1'), BAD_DRAFT)
    await found(importId)
    expect(await sendAgain(marketer, { importId })).toMatchObject({ failure: { code: 'NOT_FOUND' } })
    await ran(marketer, importId)
    const reader = await actorWith({ roles: ['executive'] })
    expect(await sendAgain(reader, { importId })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    const again = must(await sendAgain(marketer, { importId })).importId
    expect(await importById(marketer, again)).toMatchObject({
      state: 'draft',
      fileName: 'file-rejected.csv',
      draft: { step: 'check', kind: 'leads', columns: BAD_DRAFT.columns, dateFormat: 'YYYY-MM-DD' },
    })
    const findings = await found(again)
    expect(findings).toMatchObject({ rows: 6, matches: { rejected: 6 } })
    must(await replaceValue(marketer, { importId: again, column: 'source', from: 'cpc', to: 'Paid search' }))
    await found(again)
    const run = await ran(marketer, again)
    expect(run).toMatchObject({ state: 'done', created: 2, rejected: 4 })
    // and the rest once more, and none of it twice
    const rest = must(await sendAgain(marketer, { importId: again })).importId
    expect(await found(rest)).toMatchObject({ rows: 4 })
  })
})

describe('the leads behind the counts of an import', () => {
  it('are those that it created, and those that it touched or changed', async () => {
    await importFileAs(marketer, 'id,mail,name\nback1,back1@x.example,A\nback2,back2@x.example,B\n', {
      kind: 'leads',
      columns: { id: 'externalId', mail: 'email', name: 'contactName' },
    })
    const text = 'mail,name\nback1@x.example,A\nback9@x.example,N\nback9@x.example,N\n'
    const draft = { kind: 'leads', columns: { mail: 'email', name: 'contactName' } }
    const touching = await drafted(marketer, text, draft)
    await found(touching)
    expect(await ran(marketer, touching)).toMatchObject({ created: 1, touched: 2 })
    const updating = await drafted(marketer, text.replace(',A', ',Renamed'), { ...draft, onMatch: 'update' })
    await found(updating)
    expect(await ran(marketer, updating)).toMatchObject({ created: 0, updated: 1, skipped: 2 })
    const of = async (importId: number, fate?: 'created' | 'updated' | 'touched') => {
      const page = must(
        await listLeads(marketer, { filters: { import: importId, fate }, sort: 'createdAt', limit: 50 }),
      )
      return page.rows.map(({ contactName }) => contactName).sort()
    }
    expect(await of(touching, 'created')).toEqual(['N'])
    expect(await of(touching, 'touched')).toEqual(['N', 'Renamed'])
    expect(await of(updating, 'updated')).toEqual(['Renamed'])
    expect(await of(updating)).toEqual(['Renamed'])
  })
})
