import pg from 'pg'
import { beforeEach, expect, it } from 'vitest'
import { workOnImport } from '@/lib/imports/commands/run'
import { workOnUndo } from '@/lib/imports/commands/take-back'
import { undoImport } from '@/lib/imports/commands/undo'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { renewKeys } from '@/lib/leads/commands/renew-keys'
import { phoneKey } from '@/lib/leads/identity'
import { updateOrganisation } from '@/lib/organisation/commands'
import { getOrganisation } from '@/lib/organisation/queries'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { seeded } from '@/prisma/seed/random'
import { resetDatabase } from '../support/database'
import { queuedFile } from '../support/imports'
import { type Company, makePeople } from '../support/life'

/** The company moves to another country while leads come in: no phone number stays read as one of the old country. */

const NOW = new Date('2026-11-16T10:00:00Z')
let people: Company

beforeEach(async () => {
  process.env.DATABASE_POOL = '20'
  await resetDatabase()
  people = await makePeople(NOW)
  await renewKeys()
})

/** As the screen does it, and then the job. */
async function move(defaultCountry: string): Promise<void> {
  const { name, currency, timeZone, version } = await getOrganisation(people.admin)
  must(await updateOrganisation(people.admin, { name, currency, timeZone, version, defaultCountry }))
  await renewKeys()
}

async function expectKeysOf(country: string, leads: number): Promise<void> {
  const rows = await db.rows<{ phone: string; key: string }>(sql`
    select phone, phone_key as key from lead where phone is not null
    union all select before->'merged'->>'phone', phone_key from lead_merge where live_id is not null`)
  expect(rows).toHaveLength(leads)
  for (const { phone, key } of rows) expect({ phone, key }).toEqual({ phone, key: phoneKey(phone, country) })
}

/** Nothing is written to leads before it opens; what was read by then has been read. */
async function behindGate(works: readonly (() => Promise<unknown>)[]): Promise<void> {
  const [gate, watch] = [1, 2].map(() => new pg.Client({ connectionString: process.env.DATABASE_URL }))
  if (!gate || !watch) throw new Error('no client')
  await Promise.all([gate.connect(), watch.connect()])
  try {
    await gate.query('begin')
    await gate.query('lock table lead in share mode')
    const running: Promise<unknown>[] = []
    for (const work of works) {
      running.push(work())
      for (let waiting = 0; waiting < running.length; ) {
        const { rows } = await watch.query(`
          select count(*)::int as count from pg_stat_activity
          where datname = current_database() and wait_event_type = 'Lock'`)
        waiting = rows[0]?.count
      }
    }
    await gate.query('commit')
    await Promise.all(running)
  } finally {
    await Promise.all([gate.end(), watch.end()])
  }
}

const lead = (phone: string, more: object = {}) => createLead(people.marketer, { phone, ...more })
const FILE = 'phone\n(11) 98765-4321\n(11) 98765-4322\n(11) 98765-4323\n'
const MAPPING = { kind: 'leads', columns: { phone: 'phone' }, onMatch: 'update' }

it.each<[string, number, () => Promise<() => Promise<unknown>>]>([
  ['an enquiry', 1, async () => async () => must(await lead('(11) 98765-4321'))],
  [
    'an edit',
    1,
    async () => {
      const { id } = must(await lead('(11) 98765-4321', { externalId: 'x' })).lead
      const patch = { phone: '(11) 98765-4322' }
      return async () => must(await editLead(people.marketer, { leadId: id, version: 1, patch }))
    },
  ],
  [
    'a file, whatever of it comes later',
    3,
    async () => {
      const id = await queuedFile(people.marketer, FILE, MAPPING)
      return () => workOnImport(id, NOW, 1)
    },
  ],
  [
    'the undo of a file',
    1,
    async () => {
      must(await lead('(11) 98765-4321', { externalId: 'x' }))
      const mapping = { kind: 'leads', columns: { id: 'externalId', phone: 'phone' }, onMatch: 'update' }
      const importId = await queuedFile(people.marketer, 'id,phone\nx,(11) 98765-4329\n', mapping)
      await workOnImport(importId, NOW)
      must(await undoImport(people.marketer, { importId }))
      return () => workOnUndo(importId, NOW)
    },
  ],
])('%s that has read the country before', async (_, leads, prepared) => {
  const work = await prepared()
  await behindGate([work, () => move('BR')])
  await expectKeysOf('BR', leads)
})

it('at any moment of much that happens at once', async () => {
  const { next } = seeded(20_261_122)
  const number = () => `(11) 9${1000 + Math.floor(next() * 9000)}-${1000 + Math.floor(next() * 9000)}`
  const id = await queuedFile(
    people.marketer,
    ['phone,id', ...Array.from({ length: 60 }, (_, n) => `${number()},file-${n}`)].join('\n'),
    { kind: 'leads', columns: { phone: 'phone', id: 'externalId' }, matchBy: 'externalId' },
  )
  const enquiries = async () => {
    for (let n = 0; n < 25; n++) must(await lead(number(), { externalId: `enquiry-${next()}` }))
  }
  const merges = async () => {
    for (let n = 0; n < 8; n++) {
      const [one, other] = [must(await lead(number())).lead.id, must(await lead(number())).lead.id]
      const kept = { leadId: one, otherId: other, fields: { phone: one } }
      await mergeLeads(people.marketer, kept)
    }
  }
  const moves = async () => {
    for (const country of ['BR', 'US', 'DE', 'BR']) await move(country)
  }
  await Promise.all([workOnImport(id, NOW, 4), enquiries(), enquiries(), merges(), moves()])
  const count = await db.one<{ n: number }>(sql`
    select (select count(*) from lead where phone is not null)
      + (select count(*) from lead_merge where live_id is not null) as n`)
  await expectKeysOf('BR', Number(count?.n))
})
