import { beforeAll, describe, expect, it } from 'vitest'
import { workOnImport } from '@/lib/imports/commands/run'
import { db, sql } from '@/lib/platform/db/sql'
import { type Client, clientWith, type Json, makeCompany, newLead } from '../support/api'
import { importFile, sendFile } from '../support/imports'

let marketer: Client
let rep: Client
let executive: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
  rep = await clientWith({ roles: ['sales'] })
  executive = await clientWith({ roles: ['executive'] })
})

const COLUMNS = { Company: 'company', Mail: 'email', Phone: 'phone', Source: 'channel' }

function addsUp(run: Json): boolean {
  return run.total === run.created + run.updated + run.touched + run.skipped + run.rejected
}

async function leadOf(email: string): Promise<Json> {
  return (await marketer.get(`/leads?q=${encodeURIComponent(email)}`)).body.data[0]
}

describe('leads', () => {
  it('creates, keeps repeats as touches, and refuses bad rows with their reasons', async () => {
    await newLead(marketer, { email: 'known@acme.example' })
    const run = await importFile(
      marketer,
      [
        'Company;Mail;Phone;Source',
        'Ромашка;ROMASHKA@flora.example;;Paid search',
        'Known;Known@Acme.example;;Trade show',
        'Twice;twice@x.example;;',
        'Twice again;Twice@x.example;;',
        'No such;nobody@x.example;;Carrier pigeon',
        'Nothing to reach;;;',
        'Bad mail;not an address;;',
        ';;;',
      ].join('\r\n'),
      { kind: 'leads', columns: COLUMNS },
    )
    expect(run).toMatchObject({ state: 'done', total: 8, created: 2, touched: 2, skipped: 1, rejected: 3 })
    expect(addsUp(run)).toBe(true)
    expect(await leadOf('romashka@flora.example')).toMatchObject({
      company: 'Ромашка',
      channel: 'Paid search',
    })

    const refused = await marketer.get(`/imports/${run.id}/rejected.csv`)
    expect(refused.headers.get('content-type')).toContain('text/csv')
    expect(refused.body.split('\r\n')).toEqual([
      'Company,Mail,Phone,Source,error',
      'No such,nobody@x.example,,Carrier pigeon,unknown_channel',
      'Nothing to reach,,,,identity',
      'Bad mail,not an address,,,Mail: email',
      '',
    ])
  })

  it('updates, skips or creates again, as it is told', async () => {
    const file = 'Company,Mail\nFirst,again@x.example\n'
    const columns = { Company: 'company', Mail: 'email' }
    const first = await importFile(marketer, file, { kind: 'leads', columns })
    expect(first.created).toBe(1)
    const changed = file.replace('First', 'Renamed')
    const skipped = await importFile(marketer, changed, { kind: 'leads', columns, onMatch: 'skip' })
    expect(skipped).toMatchObject({ skipped: 1, created: 0 })
    expect((await leadOf('again@x.example')).company).toBe('First')
    const updated = await importFile(marketer, changed, { kind: 'leads', columns, onMatch: 'update' })
    expect(updated).toMatchObject({ updated: 1, created: 0 })
    const lead = await leadOf('again@x.example')
    expect(lead).toMatchObject({ company: 'Renamed', displayName: 'Renamed', version: 2 })
    const history = (await marketer.get(`/leads/${lead.id}/history`)).body.data
    expect(history.at(-1)).toMatchObject({
      type: 'edited',
      changes: { company: { from: 'First', to: 'Renamed' } },
    })
    const created = await importFile(marketer, changed, { kind: 'leads', columns, onMatch: 'create' })
    expect(created).toMatchObject({ created: 1 })
  })

  it('gives rows without an identity one of their own: equal rows are different leads', async () => {
    const run = await importFile(marketer, 'Company\nSame\nSame\nSame\n', {
      kind: 'leads',
      columns: { Company: 'company' },
      identity: 'row',
    })
    expect(run).toMatchObject({ state: 'done', created: 3 })
  })

  it('imports the stage times and closes what they say is closed', async () => {
    const run = await importFile(
      marketer,
      [
        'id,created,qualified,accepted,won,by',
        'A,2025-01-10,2025-01-11,2025-01-13,2025-02-01,sr-1',
        'B,2025-01-10,2025-01-12,,,',
        'C,2025-01-10,,,2190-01-01,',
      ].join('\n'),
      {
        kind: 'leads',
        columns: {
          id: 'externalId',
          created: 'createdAt',
          qualified: 'qualifiedAt',
          accepted: 'acceptedAt',
          won: 'wonAt',
          by: 'assignee',
        },
        createMissing: ['person'],
      },
    )
    expect(run).toMatchObject({ created: 2, rejected: 1 })
    const a = (await marketer.get('/leads?status=won&q=A')).body.data.find(
      (lead: Json) => lead.externalId === 'A',
    )
    // midnight in Berlin, the company's zone
    expect(a).toMatchObject({
      status: 'won',
      createdAt: '2025-01-09T23:00:00.000Z',
      wonAt: '2025-01-31T23:00:00.000Z',
    })
    expect(a.assignee).toMatchObject({ name: 'sr-1', email: null })
    const types = (await marketer.get(`/leads/${a.id}/history`)).body.data.map((event: Json) => event.type)
    expect(types).toEqual(['created', 'qualified', 'accepted', 'won'])
    const refused = await marketer.get(`/imports/${run.id}/rejected.csv`)
    expect(refused.body).toContain('won: future')
  })

  it('asks about dates that can be read in two ways, and takes the answer', async () => {
    const file = 'id,created\nX1,03-04-2018\nX2,05-06-2018\n'
    const mapping = { kind: 'leads', columns: { id: 'externalId', created: 'createdAt' } }
    const asked = await importFile(marketer, file, mapping)
    expect(asked).toMatchObject({ state: 'failed', created: 0, failure: { code: 'questions' } })
    expect(asked.failure.questions[0].column).toBe('created')
    const told = await importFile(marketer, file, {
      ...mapping,
      dateFormat: asked.failure.questions[0].options[0],
    })
    expect(told).toMatchObject({ state: 'done', created: 2 })
  })

  it.each([
    ['a column that is not there', 'a,b\n1,2\n', { kind: 'leads', columns: { c: 'externalId' } }, 'columns'],
    ['a file of blank lines', '\n\n', { kind: 'leads', columns: { c: 'externalId' } }, 'file'],
    ['a workbook', 'PK\u0003\u0004rest', { kind: 'leads', columns: { c: 'externalId' } }, 'file'],
  ])('fails as a whole on %s', async (_, file, mapping, code) => {
    const run = await importFile(marketer, file, mapping)
    expect(run).toMatchObject({ state: 'failed', failure: { code }, created: 0 })
  })

  it('goes on where it stopped and doubles nothing', async () => {
    const rows = Array.from({ length: 4500 }, (_, n) => `R${n},Company ${n}`)
    const sent = await sendFile(marketer, ['id,company', ...rows].join('\n'), {
      kind: 'leads',
      columns: { id: 'externalId', company: 'company' },
    })
    const id = sent.body.id
    // Two workers at once, as after a crash whose job was given out again: one works, the other leaves it alone.
    await Promise.all([workOnImport(id, new Date()), workOnImport(id, new Date())])
    // A crash after the first batch, before the rest was known to be done.
    await db.run(sql`update import_run set state = 'running', cursor = 2000, created = 2000 where id = ${id}`)
    await workOnImport(id, new Date())
    const run = (await marketer.get(`/imports/${id}`)).body
    // What is behind the place in the file was there already: repeats are touches, not second leads.
    expect(run).toMatchObject({ state: 'done', total: 4500, created: 2000, touched: 2500 })
    const { leads } = (await db.one<{ leads: number }>(
      sql`select count(*)::int as leads from lead where external_id ~ '^R[0-9]+$'`,
    )) ?? { leads: 0 }
    expect(leads).toBe(4500)
  })
})

describe('outcomes', () => {
  it('closes leads that are there, once, and says what it could not do', async () => {
    const id = await newLead(marketer, { externalId: 'deal-1' })
    await newLead(marketer, { externalId: 'deal-2' })
    const columns = { id: 'externalId', what: 'outcome', on: 'wonAt', sum: 'amount', why: 'reason' }
    const file = [
      'id,what,on,sum,why',
      'deal-1,won,2024-05-06,"1,234.50",',
      'deal-2,lost,,,Too dear',
      'deal-1,won,2024-05-07,1.00,',
      'deal-9,won,2024-05-07,1.00,',
    ].join('\n')
    const run = await importFile(rep, file, { kind: 'outcomes', columns })
    expect(run).toMatchObject({ state: 'done', total: 4, updated: 2, skipped: 1, rejected: 1 })
    const { body: lead } = await marketer.get(`/leads/${id}`)
    expect(lead).toMatchObject({ status: 'won', wonAt: '2024-05-05T22:00:00.000Z' })
    const deals = (await marketer.get('/deals?state=won')).body.data
    expect(deals.find((deal: Json) => deal.leadId === id)).toMatchObject({ amount: '1234.50' })
    const refused = await marketer.get(`/imports/${run.id}/rejected.csv`)
    expect(refused.body).toContain('unknown_lead')
  })

  it('is sales’ step; a reason may be given by its code or its name, in either language', async () => {
    const columns = { id: 'externalId', what: 'outcome', why: 'reason' }
    const reasons = ['No_Budget', 'no BUDGET', 'НЕТ БЮДЖЕТА', 'No budget till May']
    const file = ['id,what,why', ...reasons.map((reason, n) => `why-${n},lost,${reason}`)].join('\n')
    for (const n of reasons.keys()) await newLead(marketer, { externalId: `why-${n}` })
    const sent = await sendFile(marketer, file, { kind: 'outcomes', columns })
    expect(sent).toMatchObject({ status: 403, body: { type: 'urn:baton:problem:forbidden' } })
    const run = await importFile(rep, file, { kind: 'outcomes', columns })
    expect(run).toMatchObject({ state: 'done', updated: reasons.length })
    const told = await db.rows<{ words: string }>(sql`
      select d.lost_reason as words from deal d join lead l on l.id = d.lead_id
      where l.external_id like 'why-%' order by l.external_id`)
    expect(told.map(({ words }) => words)).toEqual([...Array(3).fill('No budget'), 'No budget till May'])
  })
})

describe('what a file may not do for its sender', () => {
  it('change what sales may not change one by one, or make channels for sales', async () => {
    await newLead(marketer, { email: 'theirs@x.example', company: 'Theirs' })
    const columns = { company: 'company', mail: 'email', source: 'channel' }
    const mapping = { kind: 'leads', columns, onMatch: 'update' }
    const file =
      'company,mail,source\nRenamed,theirs@x.example,\nAgain,theirs@x.example,Paid search\nOwn,own@x.example,\n'
    const run = await importFile(rep, file, mapping)
    expect(run).toMatchObject({ created: 1, updated: 1, rejected: 1 })
    expect(await leadOf('theirs@x.example')).toMatchObject({
      company: 'Renamed',
      channel: null,
      origin: 'marketing',
    })
    expect((await leadOf('own@x.example')).origin).toBe('sales')
    expect((await marketer.get(`/imports/${run.id}/rejected.csv`)).body).toContain('not_your_field')
    const sent = await sendFile(rep, file, { ...mapping, createMissing: ['person', 'channel'] })
    expect(sent.status).toBe(403)
    expect(sent.body.detail).toContain('createMissing.channel')
  })

  it('take back through the API, once, and says what is left', async () => {
    const file = 'company,mail\nGone,gone@x.example\nStays,stays@x.example\n'
    const run = await importFile(marketer, file, {
      kind: 'leads',
      columns: { company: 'company', mail: 'email' },
    })
    const stays = await leadOf('stays@x.example')
    await marketer.post(`/leads/${stays.id}/activities`, { kind: 'call', text: 'Spoke' })
    expect((await rep.post(`/imports/${run.id}/undo`)).status).toBe(403)
    const asked = await marketer.post(`/imports/${run.id}/undo`)
    expect(asked).toMatchObject({ status: 202, body: { id: run.id, state: 'undone' } })
    expect((await marketer.post(`/imports/${run.id}/undo`)).status).toBe(409)
    expect((await marketer.get(`/imports/${run.id}`)).body).toMatchObject({
      state: 'undone',
      undo: { removed: 1, restored: 0, kept: 1 },
    })
    const kept = await marketer.get(`/imports/${run.id}/kept`)
    expect(kept.body).toMatchObject({
      data: [
        {
          kind: 'created',
          lead: stays.id,
          cost: null,
          name: 'Stays',
          why: 'activity',
          by: marketer.actor.name,
        },
      ],
      nextCursor: null,
    })
    expect(await leadOf('gone@x.example')).toBeUndefined()
    for (const step of ['stop', 'resume', 'undo'])
      expect((await marketer.post(`/imports/${run.id}/${step}`)).body.status).toBe(409)
    expect((await marketer.post('/imports/999999/undo')).status).toBe(404)
  })
})

describe('spend', () => {
  it('writes costs once, of one’s own side only', async () => {
    const mapping = {
      kind: 'spend',
      columns: { channel: 'channel', month: 'month', side: 'side', cost: 'amount' },
    }
    const file =
      'channel,month,side,cost\nPaid search,2025-03,marketing,100.10\nPaid search,2025-03,sales,5\n'
    const first = await importFile(marketer, file, mapping)
    expect(first).toMatchObject({ created: 1, rejected: 1 })
    const again = await importFile(marketer, file.replace('100.10', '99.90'), mapping)
    expect(again).toMatchObject({ created: 0, updated: 1, rejected: 1 })
    const { body } = await marketer.get('/funnel?from=2025-03-01&to=2025-03-31&basis=cohort&groupBy=channel')
    expect(body.rows.some((row: Json) => row.label === 'Paid search')).toBe(true)
  })
})

describe('who and what may come in', () => {
  it('takes files from marketers and reps only', async () => {
    const sent = await sendFile(executive, 'id\n1\n', { kind: 'leads', columns: { id: 'externalId' } })
    expect(sent.status).toBe(403)
  })

  it.each<[string, object, string]>([
    ['an unknown field', { kind: 'leads', columns: { a: 'salary' } }, 'mapping.columns'],
    ['an unknown kind', { kind: 'people', columns: { a: 'name' } }, 'mapping.kind'],
    ['no identity', { kind: 'leads', columns: { a: 'company' } }, 'mapping.identity'],
    ['an extra key', { kind: 'leads', columns: { a: 'email' }, and: 1 }, 'mapping.and'],
  ])('refuses a mapping with %s', async (_, mapping, path) => {
    const sent = await sendFile(marketer, 'a\n1\n', mapping)
    expect(sent.status).toBe(422)
    expect(sent.body.errors[0].path).toContain(path)
  })

  it('tells a body that is no form from one that is too strange', async () => {
    const json = await marketer.post('/imports', { file: 'x' })
    expect(json.status).toBe(415)
    expect((await marketer.get('/imports/999999')).status).toBe(404)
  })
})
