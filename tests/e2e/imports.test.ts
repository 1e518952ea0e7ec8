import { randomInt } from 'node:crypto'
import { keepFile } from '@/lib/imports/commands/keep-file'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { dropFile, expect, expectAccessible, listening, signInAs, test, wordsIn } from '../support/e2e'
import { makeWorkbook, sheetOf } from '../support/make-workbook'

/** A file on its way in, from the drop to the result, in both languages. */

/** Windows-1251, semicolons, a title above the header, a day that could be a month. */
function scans(tag: string, stand = tag): Buffer {
  const lines = [
    'Сканы с выставки;;;;;;',
    // a column that no other file has: this source is known to nobody
    `Бейдж;Имя;Почта;Источник;Дата;Интерес;Стенд ${stand}`,
    `${tag}-1;Анна Ли;${tag}-1@scan.example;Radio ${tag};03/04/2026;горячий;7`,
    `${tag}-2;Борис Ларин;${tag}-2@scan.example;Radio ${tag};05/06/2026;тёплый;7`,
    `${tag}-3;Карина Росси;${tag}-3@scan.example;;;;7`,
  ]
  const bytes = [...lines.join('\r\n')].map((letter) => {
    const code = letter.charCodeAt(0)
    if (letter === 'ё') return 0xb8
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })
  return Buffer.from(bytes)
}

test('a good file from drop to result', async ({ page }) => {
  test.slow()
  const t = wordsIn('en')
  const tag = freshName('scan').replaceAll(/\W/g, '').toLowerCase()
  await signInAs(page, await actorWith({ roles: ['marketer'], locale: 'en' }))
  const goOn = page.getByRole('button', { name: t('imports.wizard.continue'), exact: true })
  const whatIs = (column: string) =>
    page.getByRole('combobox', { name: t('imports.columnsStep.fieldOf', { column }), exact: true })

  // file: everything about it is found out
  await page.goto('/imports/new')
  await dropFile(page, `${tag}.csv`, scans(tag))
  await expect(page.getByRole('columnheader', { name: 'Бейдж' })).toBeVisible()
  await expect(page.getByLabel(t('imports.fileStep.headerRow'))).toHaveValue('2')
  await expectAccessible(page)
  await goOn.click()

  // columns: matched by name and by content; what is chosen is kept at once
  await expect(whatIs('Почта')).toHaveValue('email')
  await expect(whatIs('Источник')).toHaveValue('channel')
  await expect(whatIs('Интерес')).toHaveValue('grade')
  await whatIs('Имя').selectOption('company')
  await expect
    .poll(async () => {
      const kept = await db.one<{ field: string }>(sql`
        select draft->'columns'->>'Имя' as field from import_run where file_name = ${`${tag}.csv`}`)
      return kept?.field
    })
    .toBe('company')
  await page.reload()
  await listening(page)
  await whatIs('Имя').selectOption('contactName')
  await goOn.click()

  // values: the whole file's, with what is ambiguous asked and not guessed
  const channel = page.getByRole('combobox', {
    name: t('imports.valuesStep.oursOf', { value: `Radio ${tag}` }),
  })
  await expect(channel).toHaveValue('+', { timeout: 30_000 })
  await expectAccessible(page)
  await goOn.click()
  await expect(page.getByText(t('errors.field.required')).first()).toBeVisible()
  await page.getByRole('radio', { name: t('imports.valuesStep.dayFirst') }).check()
  await page.getByLabel(t('imports.valuesStep.source')).fill(`Scanner ${tag}`)
  await goOn.click()

  // check and duplicates: all rows are fine, nobody is there yet
  await expect(page.getByText(t('imports.checkStep.allGood', { rows: 3 }))).toBeVisible()
  await page.getByRole('button', { name: t('imports.checkStep.next') }).click()
  await page.getByRole('button', { name: t('imports.duplicatesStep.start', { rows: 3 }) }).click()

  // result: the counts add up to the file
  const counts = page.getByRole('heading', { name: t('imports.result.counts', { rows: 3 }) })
  await expect(counts).toBeVisible({ timeout: 30_000 })
  await expectAccessible(page)
  const made = await db.rows<{
    name: string
    channel: string | null
    day: string
    grade: string | null
  }>(sql`
    select l.contact_name as name, c.name as channel, (l.created_at at time zone 'Europe/Berlin')::date::text as day,
      l.grade::text as grade
    from lead l left join channel c on c.id = l.channel_id
    where l.external_id like ${`${tag}-%`} order by l.external_id`)
  expect(made).toMatchObject([
    { name: 'Анна Ли', channel: `Radio ${tag}`, day: '2026-04-03', grade: 'hot' },
    { name: 'Борис Ларин', channel: `Radio ${tag}`, day: '2026-06-05', grade: 'warm' },
    { name: 'Карина Росси', channel: null, grade: null },
  ])

  // the next file of the source is matched as this one
  await page.goto('/imports/new')
  await dropFile(page, 'next.csv', scans(`${tag}x`, tag))
  await expect(page.getByText(t('imports.fileStep.known', { source: `Scanner ${tag}` }))).toBeVisible()
  await goOn.click()
  await expect(page.getByText(t('imports.columnsStep.matchedAs', { source: `Scanner ${tag}` }))).toBeVisible()
  await expect(whatIs('Имя')).toHaveValue('contactName')
  await page
    .getByRole('button', { name: t('imports.wizard.discard') })
    .first()
    .click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('imports.wizard.discard') })
    .click()
  await expect(page).toHaveURL('/imports')
  await expect(page.getByRole('link', { name: `${tag}.csv` })).toBeVisible()
})

/** Three sheets, the second of them the table: a title over merged cells, days as numbers, a phone as a figure, formulas. */
function workbook(tag: string, phone: string): Buffer {
  const texts = (row: number, cells: string[]) =>
    `<row r="${row}">${cells.map((cell) => `<c t="inlineStr"><is><t>${cell}</t></is></c>`).join('')}</row>`
  const scan = (row: number, name: string, day: number, interest: string) =>
    `<row r="${row}"><c t="inlineStr"><is><t>${name}</t></is></c><c t="str"><f>LOWER(A1)</f><v>${tag}-${row}@scan.example</v></c>` +
    `<c><v>${phone}${row}</v></c><c s="1"><v>${day}</v></c><c t="inlineStr"><is><t>${interest}</t></is></c></row>`
  return makeWorkbook({
    formats: ['dd.mm.yyyy'],
    sheets: [
      { name: 'Обложка', xml: texts(1, ['Выставка 2026']) },
      {
        name: 'Сканы',
        xml: [
          texts(1, ['Сканы с выставки']),
          texts(3, ['Посетитель', 'Почта', 'Телефон', 'Дата', 'Интерес']),
          scan(4, 'Анна Ли', 46115, 'горячий'),
          scan(5, 'Борис Ларин', 46178.5, 'холодный'),
        ].join(''),
      },
      { name: 'списки', state: 'hidden', xml: sheetOf([['горячий'], ['холодный']]) },
    ],
  })
}

test('a workbook from its choice to its result, in Russian', async ({ page }) => {
  const t = wordsIn('ru')
  const tag = freshName('book').replaceAll(/\W/g, '').toLowerCase()
  const phone = `7916${randomInt(100_000, 999_999)}`
  await signInAs(page, await actorWith({ roles: ['marketer'], locale: 'ru' }))
  const goOn = page.getByRole('button', { name: t('imports.wizard.continue'), exact: true })

  // the sheet behind the cover is proposed, and its header found under the title; another can be chosen
  await page.goto('/imports/new')
  await listening(page)
  await page.getByLabel(t('imports.new.choose')).setInputFiles({
    name: `${tag}.xlsx`,
    mimeType: 'application/octet-stream',
    buffer: workbook(tag, phone),
  })
  const sheet = page.getByRole('combobox', { name: t('imports.fileStep.sheet') })
  await expect(sheet).toHaveValue('Сканы')
  await sheet.selectOption('Обложка')
  await expect(page.getByRole('columnheader', { name: 'Выставка 2026' })).toBeVisible()
  await sheet.selectOption('Сканы')
  await expect(page.getByRole('columnheader', { name: 'Посетитель' })).toBeVisible()
  await expect(page.getByLabel(t('imports.fileStep.headerRow'))).toHaveValue('3')
  await expect(page.getByRole('cell', { name: '2026-04-03' })).toBeVisible()
  await goOn.click()

  // days and figures are no question here: a workbook says what they are
  await expect(
    page.getByRole('combobox', { name: t('imports.columnsStep.fieldOf', { column: 'Дата' }) }),
  ).toHaveValue('createdAt')
  await goOn.click()
  await expect(page.getByLabel(t('imports.valuesStep.source'))).toBeVisible()
  await goOn.click()
  await page.getByRole('button', { name: t('imports.checkStep.next') }).click()
  await page.getByRole('button', { name: t('imports.duplicatesStep.start', { rows: 2 }) }).click()
  await expect(page.getByRole('heading', { name: t('imports.result.counts', { rows: 2 }) })).toBeVisible()
  const made = await db.rows(sql`
    select contact_name as name, email, phone, (created_at at time zone 'Europe/Berlin')::date::text as day,
      grade::text as grade
    from lead where email like ${`${tag}-%`} order by email`)
  expect(made).toEqual([
    { name: 'Анна Ли', email: `${tag}-4@scan.example`, phone: `${phone}4`, day: '2026-04-03', grade: 'hot' },
    {
      name: 'Борис Ларин',
      email: `${tag}-5@scan.example`,
      phone: `${phone}5`,
      day: '2026-06-05',
      grade: 'cold',
    },
  ])
})

test.use({ expectedErrors: [/Failed to load resource/] })

test('rows pasted from a spreadsheet become a file, and a lost connection loses nothing', async ({
  page,
  context,
}) => {
  const t = wordsIn('en')
  const seller = await actorWith({ roles: ['sales'], locale: 'en' })
  await signInAs(page, seller)
  await page.goto('/imports/new')

  // in place of a file that cannot be read another is chosen: nothing of the first stays behind
  await dropFile(page, 'badge.csv', Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2]))
  await expect(page.getByText(t('imports.fileStep.unreadable'))).toBeVisible()
  await page.getByRole('button', { name: t('imports.new.other') }).click()
  await expect(page).toHaveURL('/imports/new')
  expect(await db.rows(sql`select from import_run where created_by_id = ${seller.personId}`)).toEqual([])

  const paste = (text: string) =>
    page.evaluate((text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      )
    }, text)
  await context.route('**/api/imports?*', (route) => route.abort())
  const again = page.getByRole('button', { name: t('imports.new.again') })
  await listening(page)
  await paste('E-mail\tCompany\npasted@example.com\tPasted Ltd')
  await expect(again).toBeFocused()
  await context.unroute('**/api/imports?*')
  await again.click()
  await expect(page).toHaveURL(/\/imports\/\d+$/)
  await expect(page.getByRole('cell', { name: 'Pasted Ltd' })).toBeVisible()
})

/** A row with an address that is none, two with a channel that is unknown, one that nobody can be reached by. */
function badRows(tag: string): string {
  return [
    'id,name,mail,source,made',
    `${tag}1,Ann,${tag}1@bad.example,Stand ${tag},03-04-2026`,
    `${tag}2,Bo,bo at bad,Trade shows,05-06-2026`,
    `${tag}3,Cy,${tag}3@bad.example,Stand ${tag},05-06-2026`,
    ',Di,,Trade shows,',
    `${tag}5,Ed,${tag}5@bad.example,,`,
  ].join('\n')
}

test('a bad file is asked about, repaired in the grid, imported and undone', async ({ page, context }) => {
  const t = wordsIn('en')
  const tag = freshName('bad').replaceAll(/\W/g, '').toLowerCase()
  const marketer = await actorWith({ roles: ['marketer'], locale: 'en' })
  const { importId } = must(
    await keepFile(marketer, { fileName: `${tag}.csv`, bytes: oneChunk(badRows(tag)) }),
  )
  const draft = {
    step: 'check',
    columns: { id: 'externalId', name: 'contactName', mail: 'email', source: 'channel', made: 'createdAt' },
  }
  await db.run(sql`update import_run set draft = ${JSON.stringify(draft)}::jsonb where id = ${importId}`)
  await signInAs(page, marketer)
  await page.goto(`/imports/${importId}`)

  // what the file leaves open is asked
  await page.getByRole('radio', { name: 'DD-MM-YYYY' }).check()
  await page.getByRole('button', { name: t('imports.checkStep.answer') }).click()
  await expect(page.getByText(t('imports.checkStep.someBad', { good: 1, rows: 5, bad: 4 }))).toBeVisible()
  await expectAccessible(page)

  // one cell at a time: what cannot be saved stays where it was typed, and is saved later
  await page.getByRole('link', { name: t('imports.checkStep.all') }).click()
  const cell = (column: string, row: number) =>
    page.getByRole('textbox', { name: t('imports.grid.cell', { column, row: String(row) }), exact: true })
  await expect(cell('mail', 2)).toHaveAttribute('aria-invalid', 'true')
  await expectAccessible(page)
  await context.route('**/api/imports/*/cells', (route) => route.abort())
  await cell('mail', 2).fill(`${tag}2@bad.example`)
  await cell('mail', 2).press('Enter')
  await expect(page.getByRole('alert').filter({ hasText: t('imports.grid.notSaved') })).toBeVisible()
  await expect(cell('mail', 2)).toHaveValue(`${tag}2@bad.example`)
  await context.unroute('**/api/imports/*/cells')
  await page.getByRole('button', { name: t('imports.grid.retry') }).click()
  await expect(cell('mail', 2)).toHaveCount(0)

  // all that say the same, with the keyboard
  const source = page.getByRole('combobox', {
    name: t('imports.grid.cell', { column: 'source', row: '1' }),
    exact: true,
  })
  await source.fill('Trade shows')
  await source.press('ArrowDown')
  await page.getByRole('button', { name: t('imports.grid.sameAll', { to: 'Trade shows' }) }).click()
  await expect(cell('mail', 3)).toHaveCount(0)
  await page.getByRole('button', { name: t('imports.grid.leaveOutRow', { row: '4' }) }).click()
  await expect(page.getByText(t('imports.grid.none'))).toBeVisible()
  // Nothing is left to repair: the file is looked at again, without the row, and the undo comes after that.
  const isLookedAt = sql`select from import_run where id = ${importId} and (findings->>'version')::int = version`
  await expect.poll(() => db.one(isLookedAt)).toBeDefined()
  await page.getByRole('button', { name: t('imports.grid.undo') }).click()
  await expect(cell('mail', 4)).toBeVisible()

  // what is left is not imported, and kept
  await page.getByRole('link', { name: t('imports.grid.close') }).click()
  await page.getByRole('button', { name: t('imports.checkStep.next') }).click()
  await page.getByRole('button', { name: t('imports.duplicatesStep.start', { rows: 4 }) }).click()
  await expect(page.getByRole('link', { name: `4 ${t('imports.result.created')}` })).toBeVisible()
  await expect(page.getByRole('link', { name: `1 ${t('imports.result.rejected')}` })).toBeVisible()
  await expectAccessible(page)
  const file = await page.request.get(`/api/imports/${importId}/rejected`)
  expect(await file.text()).toBe(
    `\uFEFFid,name,mail,source,made,${t('imports.result.reason')}\r\n,Di,,Trade shows,,id: ${t('imports.problem.identity.title')}\r\n`,
  )
  await page.getByRole('link', { name: `4 ${t('imports.result.created')}` }).click()
  await expect(page.getByRole('link', { name: 'Ann', exact: true })).toBeVisible()
  await page.goBack()

  // and all of it is taken back
  await page.getByRole('button', { name: t('imports.result.undo') }).click()
  await page
    .getByRole('dialog')
    .getByRole('button', { name: t('imports.result.undo') })
    .click()
  await expect(page.getByText(t('imports.result.undoneTitle'))).toBeVisible()
  const left = await db.one<{ leads: number }>(
    sql`select count(*)::int as leads from lead where import_id = ${importId}`,
  )
  expect(left).toEqual({ leads: 0 })
})

async function* oneChunk(text: string): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode(text)
}
