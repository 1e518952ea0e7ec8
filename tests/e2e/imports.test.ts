import type { Page } from '@playwright/test'
import { db, sql } from '@/lib/platform/db/sql'
import type { Locale } from '@/lib/platform/i18n/locale'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, expectAccessible, signInAs, test, wordsIn } from '../support/e2e'

/** A file on its way in, from the drop to the result, in both languages. */

/** Windows-1251, semicolons, a title above the header, a day that could be a month. */
function scans(tag: string): Buffer {
  const lines = [
    'Сканы с выставки;;;;;',
    'Бейдж;Имя;Почта;Источник;Дата;Интерес',
    `${tag}-1;Анна Ли;${tag}-1@scan.example;Radio ${tag};03/04/2026;горячий`,
    `${tag}-2;Борис Ларин;${tag}-2@scan.example;Radio ${tag};05/06/2026;тёплый`,
    `${tag}-3;Карина Росси;${tag}-3@scan.example;;;`,
  ]
  const bytes = [...lines.join('\r\n')].map((letter) => {
    const code = letter.charCodeAt(0)
    if (letter === 'ё') return 0xb8
    return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code
  })
  return Buffer.from(bytes)
}

/** As a person drops a file from their desktop anywhere on the page. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  const held = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([content], name))
      return transfer
    },
    { name, base64: bytes.toString('base64') },
  )
  await expect(async () => {
    await page.dispatchEvent('body', 'drop', { dataTransfer: held })
    await expect(page.getByRole('radio').first()).toBeVisible()
    await page.waitForURL(/\/imports\/\d+$/, { timeout: 5_000 })
  }).toPass()
}

for (const locale of ['en', 'ru'] as const satisfies Locale[]) {
  test(`a good file from drop to result (${locale})`, async ({ page }) => {
    const t = wordsIn(locale)
    const tag = freshName('scan').replaceAll(/\W/g, '').toLowerCase()
    await signInAs(page, await actorWith({ roles: ['marketer'], locale }))
    const goOn = page.getByRole('button', { name: t('imports.wizard.continue'), exact: true })
    const whatIs = (column: string) =>
      page.getByRole('combobox', { name: t('imports.columnsStep.fieldOf', { column }), exact: true })

    // file: everything about it is found out
    await page.goto('/imports/new')
    await drop(page, `${tag}.csv`, scans(tag))
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
    await whatIs('Имя').selectOption('contactName')
    await goOn.click()

    // values: the whole file's, with what is ambiguous asked and not guessed
    const channel = page.getByRole('combobox', {
      name: t('imports.valuesStep.oursOf', { value: `Radio ${tag}` }),
    })
    await expect(channel).toHaveValue('+')
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
    await expect(page.getByRole('heading', { name: t('imports.result.counts', { rows: 3 }) })).toBeVisible()
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
    await drop(page, 'next.csv', scans(`${tag}x`))
    await expect(page.getByText(t('imports.fileStep.known', { source: `Scanner ${tag}` }))).toBeVisible()
    await goOn.click()
    await expect(
      page.getByText(t('imports.columnsStep.matchedAs', { source: `Scanner ${tag}` })),
    ).toBeVisible()
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
}

test.use({ expectedErrors: [/Failed to load resource/] })

test('rows pasted from a spreadsheet become a file, and a lost connection loses nothing', async ({
  page,
  context,
}) => {
  const t = wordsIn('en')
  await signInAs(page, await actorWith({ roles: ['sales'], locale: 'en' }))
  await page.goto('/imports/new')
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
  await expect(async () => {
    await paste('E-mail\tCompany\npasted@example.com\tPasted Ltd')
    await expect(again).toBeFocused({ timeout: 2_000 })
  }).toPass()
  await context.unroute('**/api/imports?*')
  await again.click()
  await expect(page).toHaveURL(/\/imports\/\d+$/)
  await expect(page.getByRole('cell', { name: 'Pasted Ltd' })).toBeVisible()
})
