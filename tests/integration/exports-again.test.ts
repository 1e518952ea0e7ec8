import fc from 'fast-check'
import Papa from 'papaparse'
import { beforeAll, describe, expect, it } from 'vitest'
import { createLead } from '@/lib/leads/commands/create'
import { type CreateLeadInput, createLeadInput } from '@/lib/leads/schema'
import { db, sql } from '@/lib/platform/db/sql'
import { type Client, clientWith, makeCompany } from '../support/api'
import { importFile } from '../support/imports'
import { readWorkbook } from '../support/workbook'

/** What an export says of leads, imported again over the same leads, changes none of them. */

const LEADS = 120

let marketer: Client

/** The fields that a column of the export goes back into. */
const FIELDS: Record<string, string> = {
  'Baton ID': 'leadId',
  Company: 'company',
  Contact: 'contactName',
  'Job title': 'jobTitle',
  'E-mail': 'email',
  Phone: 'phone',
  Website: 'website',
  Country: 'country',
  Region: 'region',
  Segment: 'segment',
  'Expected, EUR': 'expectedAmount',
  Channel: 'channel',
  Campaign: 'campaign',
  'Who found it': 'origin',
  Owner: 'owner',
  'External ID': 'externalId',
}

const MAPPING = {
  kind: 'leads',
  values: { origin: { Marketing: 'marketing', Sales: 'sales' } },
  decimal: '.',
  onMatch: 'update',
}

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'], name: '=Mara +Keter' })
  const bits = [
    '=',
    '+',
    '-',
    '@',
    "'",
    '"',
    ';',
    ',',
    ' ',
    '  ',
    '0',
    '7.9E+10',
    '1.000,50',
    'a',
    'Ж',
    'ё',
    '🍕',
    '株',
    '\u00a0',
    '=1+1',
    "'=x",
    '<b>',
    '&amp;',
    '_x0041_',
    '\\',
    '\u200d',
    '--',
    '1/2',
  ]
  const text = fc.string({ unit: fc.constantFrom(...bits), minLength: 1, maxLength: 8 })
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
  const phone = fc.constantFrom(
    '+49 30 1234567',
    '8 (495) 123-45-67',
    '0049 30/1234567',
    '79161234567',
    '+1 (415) 555-2671 ext. 9',
  )
  const lead = fc.record({
    company: maybe(text),
    contactName: maybe(text),
    jobTitle: maybe(text),
    phone: maybe(phone),
    website: maybe(text),
    country: maybe(text),
    region: maybe(text),
    segment: maybe(text),
    expectedAmount: maybe(fc.constantFrom('0.00', '1250.50', '999999999999.99', '1000.00')),
    externalId: maybe(fc.oneof(text, fc.constantFrom('00042', '12345678901234567890', '2024-10-01', '-5'))),
    channel: maybe(fc.constant('Paid search')),
  })
  let made = 0
  for (const drawn of fc.sample(lead, { seed: 20_261_124, numRuns: LEADS })) {
    // the same identity twice would be a touch
    const externalId = drawn.externalId && `${drawn.externalId}${made}`
    const email = made % 3 === 0 ? `+lead.${made}@example.com` : undefined
    const parsed = createLeadInput.safeParse({
      ...drawn,
      phone: email || externalId ? undefined : drawn.phone,
      externalId,
      email,
    })
    if (!parsed.success) continue
    const { ok } = await createLead(marketer.actor, parsed.data as CreateLeadInput)
    if (ok) made++
  }
  expect(made).toBeGreaterThan(LEADS / 2)
})

async function everything(): Promise<string> {
  const rows = await db.rows(sql`select to_jsonb(lead) - 'updated_at' as lead from lead order by id`)
  return JSON.stringify(rows)
}

function columnsOf(header: readonly string[]): Record<string, string> {
  return Object.fromEntries(header.flatMap((name) => (FIELDS[name] ? [[name, FIELDS[name]]] : [])))
}

describe.each<[string, { matchBy?: string }]>([
  ['by our own number', {}],
  ['by e-mail, where there is one', { matchBy: 'email' }],
  ['by external id, where there is one', { matchBy: 'externalId' }],
])('an export that is imported again, %s', (_how, how) => {
  const only = (row: Record<string, string>) =>
    how.matchBy === 'email'
      ? row['E-mail'] !== ''
      : how.matchBy === 'externalId'
        ? row['External ID'] !== ''
        : true

  it('changes nothing, as CSV', async () => {
    const before = await everything()
    const { status, bytes } = await marketer.get('/exports/leads?format=csv')
    expect(status).toBe(200)
    const text = new TextDecoder().decode(bytes)
    const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true })
    expect(Object.keys(columnsOf(meta.fields ?? [])).sort()).toEqual(Object.keys(FIELDS).sort())
    const kept = data.filter(only)
    expect(kept.length).toBeGreaterThan(10)
    const sent = how.matchBy ? Papa.unparse(kept) : text
    const done = await importFile(marketer, sent, {
      ...MAPPING,
      ...how,
      columns: columnsOf(meta.fields ?? []),
    })
    expect(done).toMatchObject({ state: 'done', total: kept.length, skipped: kept.length, rejected: 0 })
    expect(await everything()).toBe(before)
  })
})

it('changes nothing, as a workbook', async () => {
  const before = await everything()
  const { bytes } = await marketer.get('/exports/leads?format=xlsx')
  const [table] = readWorkbook(bytes)
  const header = table?.rows[0]?.map((cell) => cell?.text ?? '') ?? []
  const rows = (table?.rows.length ?? 1) - 1
  const done = await importFile(marketer, bytes, { ...MAPPING, columns: columnsOf(header) })
  expect(done).toMatchObject({ state: 'done', total: rows, skipped: rows, rejected: 0 })
  expect(await everything()).toBe(before)
})

it('refuses the number of a lead that is not there', async () => {
  const file = 'Baton ID,Company\n2000000000,Acme\nx,Acme\n'
  const done = await importFile(marketer, file, {
    ...MAPPING,
    columns: { 'Baton ID': 'leadId', Company: 'company' },
    values: {},
  })
  expect(done).toMatchObject({ state: 'done', rejected: 2, created: 0 })
})

it('has the chosen columns alone, and e-mail and phone for whoever sees them on the screen', async () => {
  const rep = await clientWith({ roles: ['sales'] })
  const head = async (query: string) => {
    const { bytes } = await rep.get(`/exports/leads?format=csv${query}`)
    return new TextDecoder().decode(bytes).replace('\uFEFF', '').split('\r\n')[0]
  }
  expect(await head('&cols=phone,source')).toBe('Baton ID,Company,Phone,Channel,Campaign')
  expect(await head('')).toContain('E-mail,Phone')
  expect((await rep.get('/exports/leads?format=csv&cols=password')).status).toBe(422)
})

it('is sent as it is read, page after page, and stops when nobody reads on', async () => {
  await db.run(sql`
    insert into lead (external_id, company, display_name, sort_name, created_at, updated_at, status_since, last_contact_at)
    select 'bulk' || n, 'Bulk', 'Bulk', 'bulk', now(), now(), now(), now() from generate_series(1, 2500) n`)
  const { bytes } = await marketer.get('/exports/leads?format=csv&q=bulk')
  const rows = new TextDecoder().decode(bytes).trim().split('\r\n').slice(1)
  expect(new Set(rows.map((row) => row.split(',')[0])).size).toBe(0)
  const all = await marketer.get('/exports/leads?format=csv&sort=company')
  const ids = new TextDecoder()
    .decode(all.bytes)
    .trim()
    .split('\r\n')
    .slice(1)
    .map((row) => row.split(',')[0])
  expect(new Set(ids).size).toBeGreaterThan(2500)
})
