import { beforeAll, expect, it } from 'vitest'
import { forgetFiles } from '@/lib/imports/commands/forget-files'
import { db, sql } from '@/lib/platform/db/sql'
import { type Client, clientWith, makeCompany } from '../support/api'
import { importFile } from '../support/imports'

let marketer: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
})

const NOW = new Date('2026-11-22T08:00:00Z')
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3600 * 1000)

async function draft(createdAt: Date, fileSize: number): Promise<number> {
  const made = await db.one<{ id: number }>(sql`
    insert into import_run (kind, state, file_name, file_size, created_by_id, created_at)
    values ('leads', 'draft', 'x.csv', ${fileSize}, ${marketer.actor.personId}, ${createdAt}::timestamptz)
    returning id`)
  const id = made?.id ?? 0
  await db.run(sql`insert into import_chunk (import_id, position, bytes) values (${id}, 0, 'x')`)
  return id
}

it('lets go of what nobody comes back to, and of nothing else', async () => {
  const gone = [await draft(daysAgo(31), 5), await draft(daysAgo(0.3), 0)]
  const staying = [await draft(daysAgo(29), 5), await draft(daysAgo(0.1), 0)]
  const old = await importFile(marketer, 'email\nnone\nold@x.example\n', {
    kind: 'leads',
    columns: { email: 'email' },
  })
  const young = await importFile(marketer, 'email\nyoung@x.example\n', {
    kind: 'leads',
    columns: { email: 'email' },
  })
  await db.run(sql`update import_run set finished_at = ${daysAgo(31)}::timestamptz where id = ${old.id}`)
  await db.run(sql`update import_run set finished_at = ${daysAgo(29)}::timestamptz where id = ${young.id}`)
  await forgetFiles(NOW)
  const left = await db.rows<{ id: number; pieces: number }>(sql`
    select i.id, count(c.import_id)::int as pieces from import_run i left join import_chunk c on c.import_id = i.id
    group by i.id order by i.id`)
  expect(left).toEqual([
    ...staying.map((id) => ({ id, pieces: 1 })),
    { id: old.id, pieces: 0 },
    { id: young.id, pieces: 1 },
  ])
  expect(left.map(({ id }) => id)).not.toEqual(expect.arrayContaining(gone))
  const { body } = await marketer.get(`/imports/${old.id}`)
  expect(body).toMatchObject({ state: 'done', created: 1, rejected: 1 })
  expect((await marketer.get(`/imports/${old.id}/rejected.csv`)).body).toContain('none,email: email')
  // its file is gone, and that is what looking at it says
  expect((await marketer.get(`/imports/${old.id}/preview`)).status).toBe(404)
})
