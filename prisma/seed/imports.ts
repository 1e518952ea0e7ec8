import { checkImport } from '@/lib/imports/commands/check'
import { countValues } from '@/lib/imports/commands/count-values'
import { beginDraft, saveColumnsStep, saveFileStep, saveValuesStep } from '@/lib/imports/commands/draft'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { workOnImport } from '@/lib/imports/commands/run'
import { goToStep, startImport } from '@/lib/imports/commands/start'
import { workOnUndo } from '@/lib/imports/commands/take-back'
import { undoImport } from '@/lib/imports/commands/undo'
import { columnsStepInput, fileStepInput, valuesStepInput } from '@/lib/imports/schema'
import { addActivity } from '@/lib/leads/commands/contact'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { seeded } from './random'

const DAY = 86_400_000

const FIRST = [
  'Ada',
  'Bruno',
  'Chiara',
  'Daan',
  'Elif',
  'Femke',
  'Goran',
  'Hanna',
  'Igor',
  'Jana',
  'Kofi',
  'Lucía',
]
const LAST = [
  'Bauer',
  'Costa',
  'Dahl',
  'Eriksen',
  'Fontaine',
  'Gruber',
  'Horvat',
  'Ivanova',
  'Jansen',
  'Kowalska',
]
const WORKS = ['Stadtwerke', 'Aquaservice', 'Hidroplan', 'Vandværk', 'Wodociągi', 'Acque', 'Водоканал']
const TOWNS = [
  'Ulm',
  'Linz',
  'Porto',
  'Brno',
  'Aarhus',
  'Gdynia',
  'Parma',
  'Тверь',
  'Graz',
  'Bergen',
  'Namur',
]

/**
 * A trade show whose badges were imported, with some rows that could not be; the wrong file, imported and taken back but for
 * a lead that somebody had called by then; and a file that somebody is still repairing.
 */
export async function importFiles(as: (key: string, at: Date) => Actor, now: Date): Promise<void> {
  const { between, pick } = seeded(51)
  const badge = (n: number): string[] => {
    const [first, last, town] = [pick(FIRST), pick(LAST), pick(TOWNS)]
    const mail = `${first}.${last}${n}@${pick(['wasser', 'aqua', 'hydro'])}-${n}.example`
      .normalize('NFD')
      .replace(/[^\w.@-]/g, '')
      .toLowerCase()
    const phone = `+49 731 ${between(2_000_000, 2_899_999)}`
    return [`IFAT-${1000 + n}`, `${first} ${last}`, `${pick(WORKS)} ${town}`, mail, phone, 'Trade shows', '']
  }
  const show = Array.from({ length: 84 }, (_, n) => badge(n))
  edit(show, 7, 3, 'no card')
  edit(show, 7, 4, '')
  edit(show, 21, 3, 'chiara.costa at aqua')
  edit(show, 35, 4, '')
  edit(show, 35, 3, '')
  edit(show, 35, 0, '')
  edit(show, 52, 5, 'Stand B4')
  show.push([...(show[3] ?? [])], [...(show[18] ?? [])])
  const lists = new Date(now.getTime() - 16 * DAY)
  const wrong = await drafted(
    as('jonas', lists),
    'newsletter-unsubscribed.csv',
    Array.from({ length: 38 }, (_, n) => badge(400 + n)),
    'Newsletter',
  )
  must(await startImport(wrong.actor, { importId: wrong.id, version: wrong.version }))
  await workOnImport(wrong.id, new Date(lists.getTime() + 60_000))
  const called = await db.one<{ id: number }>(
    sql`select id from lead where import_id = ${wrong.id} order by id limit 1`,
  )
  if (called)
    must(
      await addActivity(as('sofia', new Date(lists.getTime() + 20 * 60_000)), {
        leadId: called.id,
        kind: 'call',
        text: 'Asked for the price list, although they had left the newsletter.',
      }),
    )
  const back = new Date(lists.getTime() + 45 * 60_000)
  must(await undoImport(as('jonas', back), { importId: wrong.id }))
  await workOnUndo(wrong.id, back)

  const done = await drafted(as('miguel', new Date(now.getTime() - 9 * DAY)), 'ifat-badges.csv', show)
  must(await startImport(done.actor, { importId: done.id, version: done.version }))
  await workOnImport(done.id, new Date(now.getTime() - 9 * DAY + 60_000))

  const cabinet = Array.from({ length: 46 }, (_, n) => badge(200 + n))
  for (const [n, row] of cabinet.entries()) {
    row[0] = `AD-${7000 + n}`
    row[5] = n % 3 === 0 ? 'cpc_brand' : n % 7 === 0 ? 'paid_social_eu' : 'Paid search'
    if (n % 11 === 4) row[3] = `${row[1]?.toLowerCase().replace(' ', '.')}@`
    if (n === 17) row[4] = '4.97312E+11'
    if (n === 30) [row[0], row[3], row[4]] = ['', '', '']
  }
  const open = await drafted(
    as('anna', new Date(now.getTime() - 3 * 3_600_000)),
    'ad-cabinet-october.csv',
    cabinet,
  )
  must(await goToStep(open.actor, { importId: open.id, version: open.version, step: 'check' }))
}

function edit(rows: string[][], row: number, column: number, text: string): void {
  const cells = rows[row]
  if (cells) cells[column] = text
}

async function drafted(actor: Actor, fileName: string, rows: string[][], last = 'Note') {
  const text = [['Id', 'Name', 'Company', 'E-mail', 'Phone', 'Source', last], ...rows]
    .map((row) => row.join(';'))
    .join('\n')
  const { importId } = must(await keepFile(actor, { fileName, bytes: oneChunk(text) }))
  must(await beginDraft(actor, { importId, kind: 'leads' }))
  const file = must(
    await saveFileStep(actor, fileStepInput.parse({ importId, version: 2, go: 'next', kind: 'leads' })),
  )
  const columns = must(
    await saveColumnsStep(actor, columnsStepInput.parse({ importId, version: file.version, go: 'next' })),
  )
  await countValues(importId, actor.at)
  const values = must(
    await saveValuesStep(actor, valuesStepInput.parse({ importId, version: columns.version, go: 'next' })),
  )
  await checkImport(importId, actor.at)
  return { actor, id: importId, version: values.version }
}

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
