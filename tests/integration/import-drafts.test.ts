import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createChannel } from '@/lib/channels/commands'
import { countValues } from '@/lib/imports/commands/count-values'
import {
  beginDraft,
  discardDraft,
  matchAnew,
  saveColumnsStep,
  saveFileStep,
  saveValuesStep,
} from '@/lib/imports/commands/draft'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { deleteTemplate, renameTemplate, restoreTemplate } from '@/lib/imports/commands/templates'
import { mappingOf } from '@/lib/imports/draft'
import { importById } from '@/lib/imports/queries/runs'
import { listTemplates } from '@/lib/imports/queries/templates'
import { foundValues } from '@/lib/imports/queries/values'
import { columnsStepInput, fileStepInput, valuesStepInput } from '@/lib/imports/schema'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { makeCompany } from '../support/api'

let claire: Actor
let head: Actor
let salesHead: Actor
let reader: Actor

beforeAll(async () => {
  await makeCompany()
  const admin = await actorWith({ roles: ['admin'] })
  for (const name of ['Paid search', 'Trade shows']) {
    const made = await createChannel(admin, { name })
    if (!made.ok && made.failure.code !== 'ALREADY_EXISTS') throw new Error(made.failure.code)
  }
  claire = await actorWith({ roles: ['marketer'] })
  head = await actorWith({ roles: ['marketer'], headOf: ['marketing'] })
  salesHead = await actorWith({ roles: ['sales'], headOf: ['sales'] })
  reader = await actorWith({ roles: ['executive'] })
})

beforeEach(async () => {
  await db.run(sql`delete from import_template`)
})

async function* once(text: string) {
  yield Buffer.from(text)
}

const HEADER = 'Badge,E-Mail,Source,Scan date,Interest'
const ROWS = ['B1,ann@acme.example,cpc,03-04-2026,A', 'B2,bo@acme.example,Expo,05-06-2026,C', 'B3,,Expo,,']

async function upload(
  text = [HEADER, ...ROWS].join('\n'),
  fileName = 'scanner_2026-11-22.csv',
  actor = claire,
) {
  return must(await keepFile(actor, { fileName, bytes: once(text) })).importId
}

async function draftOf(importId: number) {
  const run = await importById(claire, importId)
  if (!run) throw new Error('no such import')
  return run
}

const fileStep = async (importId: number, more: object = {}) =>
  fileStepInput.parse({
    importId,
    version: (await draftOf(importId)).version,
    kind: 'leads',
    go: 'next',
    ...more,
  })
const columnsStep = async (importId: number, more: object = {}) =>
  columnsStepInput.parse({ importId, version: (await draftOf(importId)).version, go: 'next', ...more })
const valuesStep = async (importId: number, more: object = {}) =>
  valuesStepInput.parse({ importId, version: (await draftOf(importId)).version, go: 'next', ...more })

/** What stands in the values step for each value, as the screen would send it. */
async function choices(importId: number, choose: (field: string, text: string) => string) {
  const { draft } = await draftOf(importId)
  const found = await foundValues(db, importId, draft)
  if (!found || 'problem' in found) throw new Error('not counted')
  return Object.fromEntries(
    found.fields.flatMap(({ field, values }) =>
      values.map(({ text }, index) => [`${field}-${index}`, choose(field, text)]),
    ),
  )
}

const WANTED: Record<string, string> = { cpc: '=Paid search', Expo: '=Trade shows', A: '=hot', C: '-' }

async function throughTheSteps(importId: number, source: string) {
  must(await saveFileStep(claire, await fileStep(importId)))
  must(await saveColumnsStep(claire, await columnsStep(importId)))
  await countValues(importId, claire.at)
  const to = await choices(importId, (_, text) => WANTED[text] ?? '')
  return saveValuesStep(claire, await valuesStep(importId, { to, source, dateFormat: 'DD-MM-YYYY' }))
}

describe('a draft', () => {
  it('is matched by what it looks like, and becomes a mapping step by step', async () => {
    const importId = await upload()
    must(await beginDraft(claire, { importId, kind: 'leads' }))
    must(await saveFileStep(claire, await fileStep(importId)))
    const guessed = await draftOf(importId)
    expect(guessed.draft).toMatchObject({
      step: 'columns',
      columns: {
        Badge: 'externalId',
        'E-Mail': 'email',
        Source: 'channel',
        'Scan date': 'createdAt',
        Interest: 'grade',
      },
    })
    expect(guessed.source).toBeNull()

    must(
      await saveColumnsStep(
        claire,
        await columnsStep(importId, { constant: { origin: 'marketing', note: '' } }),
      ),
    )
    await countValues(importId, claire.at)
    const counted = await draftOf(importId)
    expect(counted.draft).toMatchObject({ step: 'values', constants: { origin: 'marketing' } })
    const found = await foundValues(db, importId, counted.draft)
    expect(found).toMatchObject({
      rows: 3,
      fields: [
        {
          field: 'channel',
          values: [
            { text: 'Expo', count: 2 },
            { text: 'cpc', count: 1 },
          ],
          rest: 0,
          empty: 0,
        },
        {
          field: 'grade',
          values: [
            { text: 'A', count: 1 },
            { text: 'C', count: 1 },
          ],
          empty: 1,
        },
      ],
      questions: [{ code: 'ambiguous_date', column: 'Scan date', example: '03-04-2026' }],
    })

    // what the file leaves open is asked, not guessed
    const to = await choices(importId, (_, text) => WANTED[text] ?? '')
    expect(await saveValuesStep(claire, await valuesStep(importId, { to }))).toMatchObject({
      failure: { code: 'INVALID', fields: [{ path: 'dateFormat', code: 'required' }] },
    })
    must(await saveValuesStep(claire, await valuesStep(importId, { to, dateFormat: 'DD-MM-YYYY' })))
    const done = await draftOf(importId)
    expect(done).toMatchObject({ source: 'scanner', draft: { step: 'check' } })
    expect(mappingOf(done.draft).data).toMatchObject({
      kind: 'leads',
      values: { channel: { cpc: 'Paid search', Expo: 'Trade shows' }, grade: { A: 'hot', C: '' } },
      createMissing: [],
      dateFormat: 'DD-MM-YYYY',
    })
  })

  it('of a source that we know is matched as the last time, also its rejected rows', async () => {
    must(await throughTheSteps(await upload(), 'Badge scanner'))
    const header = 'badge,e-mail,source,scan_date,INTEREST,error'
    const again = await upload(`${header}\nB9,x@acme.example,cpc,01-02-2026,A,too long`, 'rejected.csv')
    must(await saveFileStep(claire, await fileStep(again)))
    const { draft, source, version } = await draftOf(again)
    expect(source).toBe('Badge scanner')
    expect(draft).toMatchObject({
      step: 'columns',
      columns: { badge: 'externalId', scan_date: 'createdAt', INTEREST: 'grade' },
      values: { channel: { cpc: 'Paid search' }, grade: { A: 'hot', C: '' } },
      dateFormat: 'DD-MM-YYYY',
    })
    expect(draft.columns).not.toHaveProperty('error')
    // but nobody is held to it
    must(await matchAnew(claire, { importId: again, version }))
    expect(await draftOf(again)).toMatchObject({ source: null, draft: { values: {} } })
    // a file of the same columns about something else is not of this source
    const other = await upload(`${header}\nB9,x@acme.example,cpc,01-02-2026,A,`, 'spend.csv')
    must(await saveFileStep(claire, await fileStep(other, { kind: 'spend' })))
    expect((await draftOf(other)).source).toBeNull()
  })

  it('keeps what was matched when somebody goes back without changing how the file is read', async () => {
    const importId = await upload()
    must(await saveFileStep(claire, await fileStep(importId)))
    must(await saveColumnsStep(claire, await columnsStep(importId, { go: 'stay', column: { 4: '' } })))
    must(await saveFileStep(claire, await fileStep(importId)))
    expect((await draftOf(importId)).draft.columns).toMatchObject({ Badge: 'externalId', Interest: null })
    // another kind has other fields
    must(await saveFileStep(claire, await fileStep(importId, { kind: 'spend' })))
    expect((await draftOf(importId)).draft.columns).toMatchObject({ Source: 'channel', 'Scan date': 'day' })
  })

  it('forgets what the check had found as soon as it changes', async () => {
    const importId = await upload()
    must(await saveFileStep(claire, await fileStep(importId)))
    await db.run(sql`update import_run set findings = '{}'::jsonb where id = ${importId}`)
    must(await saveColumnsStep(claire, await columnsStep(importId, { go: 'stay' })))
    expect(
      await db.one(sql`select from import_run where id = ${importId} and findings is null`),
    ).toBeDefined()
  })

  it('has its values counted anew for other columns', async () => {
    const importId = await upload()
    must(await saveFileStep(claire, await fileStep(importId)))
    must(await saveColumnsStep(claire, await columnsStep(importId)))
    await countValues(importId, claire.at)
    must(await saveColumnsStep(claire, await columnsStep(importId, { column: { 4: '' } })))
    const { draft } = await draftOf(importId)
    expect(await foundValues(db, importId, draft)).toBeUndefined()
    expect(await saveValuesStep(claire, await valuesStep(importId))).toMatchObject({
      failure: { code: 'IMPORT_STATE' },
    })
    await countValues(importId, claire.at)
    expect(await foundValues(db, importId, draft)).toMatchObject({ fields: [{ field: 'channel' }] })
  })
})

describe('who may change a draft', () => {
  it('is whose it is and the head of their side', async () => {
    const importId = await upload()
    const input = await fileStep(importId, { go: 'stay' })
    const colleague = await actorWith({ roles: ['marketer'] })
    for (const actor of [colleague, salesHead, reader])
      expect(await saveFileStep(actor, input)).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    must(await saveFileStep(head, input))
    const { version } = await draftOf(importId)
    for (const change of [matchAnew, discardDraft])
      expect(await change(colleague, { importId, version })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    must(await discardDraft(claire, { importId, version }))
    expect(await discardDraft(claire, { importId, version })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
    expect(await db.one(sql`select from import_chunk where import_id = ${importId}`)).toBeUndefined()
  })

  it('is of what they may import: outcomes are sales’ to say', async () => {
    const importId = await upload()
    const forbidden = { failure: { code: 'FORBIDDEN' } }
    expect(await beginDraft(claire, { importId, kind: 'outcomes' })).toMatchObject(forbidden)
    for (const go of ['stay', 'next'])
      expect(await saveFileStep(claire, await fileStep(importId, { kind: 'outcomes', go }))).toMatchObject(
        forbidden,
      )
    const rep = await actorWith({ roles: ['sales'] })
    const own = await upload(undefined, undefined, rep)
    must(await beginDraft(rep, { importId: own, kind: 'outcomes' }))
  })

  it('is one at a time: of two windows the second is told', async () => {
    const importId = await upload()
    const input = await fileStep(importId)
    const answers = await Promise.all([saveFileStep(claire, input), saveFileStep(head, input)])
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ failure: { code: 'STALE_VERSION' } })
  })

  it('ends with the draft', async () => {
    const importId = await upload()
    const input = await fileStep(importId)
    await db.run(sql`
      update import_run set state = 'queued', mapping = '{}'::jsonb where id = ${importId}`)
    for (const answer of [await saveFileStep(claire, input), await discardDraft(claire, input)])
      expect(answer).toMatchObject({ failure: { code: 'IMPORT_STATE', params: { state: 'queued' } } })
    await db.run(sql`delete from import_run where id = ${importId}`)
  })
})

describe('bad input', () => {
  it('is refused with what is wrong', async () => {
    const importId = await upload('a,b\n1,2\n3,4')
    must(await saveFileStep(claire, await fileStep(importId)))
    expect(
      await saveColumnsStep(claire, await columnsStep(importId, { column: { 0: '', 1: '' } })),
    ).toMatchObject({
      failure: { code: 'INVALID', fields: [{ path: 'columns', code: 'required' }, { path: 'identity' }] },
    })
    const twice = await columnsStep(importId, { column: { 0: 'email', 1: 'email' } })
    expect(await saveColumnsStep(claire, twice)).toMatchObject({
      failure: { code: 'INVALID', fields: [{ path: 'columns', code: 'repeated' }] },
    })
    // a place that the file does not have says nothing
    must(await saveColumnsStep(claire, await columnsStep(importId, { go: 'stay', column: { 999: 'phone' } })))
    expect((await draftOf(importId)).draft.columns).not.toHaveProperty('undefined')
    expect(columnsStepInput.safeParse({ importId, version: 1, column: { 0: 'password' } }).success).toBe(
      false,
    )
    expect(
      columnsStepInput.safeParse({ importId, version: 1, column: { __proto__x: 'email' } }).success,
    ).toBe(false)
    expect(
      valuesStepInput.safeParse({ importId, version: 1, to: { 'channel-0': 'x'.repeat(501) } }).success,
    ).toBe(false)
    expect(fileStepInput.safeParse({ importId, version: 1, kind: 'leads', headerRow: '51' }).success).toBe(
      false,
    )
  })

  it('a file that is no table says so instead of failing', async () => {
    const importId = await upload('\n\n')
    expect(await saveFileStep(claire, await fileStep(importId))).toMatchObject({
      failure: { code: 'UNREADABLE_FILE', params: { problem: 'no_header' } },
    })
  })
})

describe('what files of a source are matched by', () => {
  const matchedAs = async () => {
    const importId = await upload(undefined, 'next.csv')
    must(await beginDraft(claire, { importId, kind: 'leads' }))
    must(await saveFileStep(claire, await fileStep(importId)))
    return (await draftOf(importId)).source
  }
  const keep = async (source: string) => {
    const importId = await upload()
    must(await beginDraft(claire, { importId, kind: 'leads' }))
    must(await throughTheSteps(importId, source))
  }

  it('is renamed, deleted and brought back by whoever imports', async () => {
    await keep('Scanner')
    const [kept] = await listTemplates(reader)
    expect(kept).toMatchObject({ name: 'Scanner', kind: 'leads', columns: 5 })
    const templateId = kept?.id ?? 0
    for (const change of [deleteTemplate, restoreTemplate])
      expect(await change(reader, { templateId })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    expect(await renameTemplate(reader, { templateId, name: 'x' })).toMatchObject({
      failure: { code: 'FORBIDDEN' },
    })
    must(await renameTemplate(salesHead, { templateId, name: 'Hall scanner' }))
    expect(await matchedAs()).toBe('Hall scanner')
    expect(await deleteTemplate(salesHead, { templateId })).toMatchObject({
      value: { id: templateId, name: 'Hall scanner' },
    })
    expect(await listTemplates(reader)).toEqual([])
    expect(await matchedAs()).toBeNull()
    expect(await renameTemplate(claire, { templateId, name: 'x' })).toMatchObject({
      failure: { code: 'NOT_FOUND' },
    })
    must(await restoreTemplate(claire, { templateId }))
    expect(await matchedAs()).toBe('Hall scanner')
  })

  it('has a name of its own among those of its kind', async () => {
    await keep('Scanner')
    const [first] = await listTemplates(claire)
    const templateId = first?.id ?? 0
    must(await deleteTemplate(claire, { templateId }))
    // the name is free, and another one takes it
    await keep('scanner')
    expect(await restoreTemplate(claire, { templateId })).toMatchObject({
      failure: { code: 'ALREADY_EXISTS' },
    })
    await keep('Fair')
    const fair = (await listTemplates(claire)).find(({ name }) => name === 'Fair')
    expect(await renameTemplate(claire, { templateId: fair?.id ?? 0, name: 'SCANNER' })).toMatchObject({
      failure: { code: 'ALREADY_EXISTS', fields: [{ path: 'name', code: 'taken' }] },
    })
    must(await renameTemplate(claire, { templateId: fair?.id ?? 0, name: 'FAIR' }))
  })
})
