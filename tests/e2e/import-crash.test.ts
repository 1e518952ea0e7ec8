import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { type RunningApp, removeFolder, startApp } from '../support/app'
import { dropFile, expect, test, wordsIn } from '../support/e2e'

/** A Baton of its own, which dies with its database in the middle of a file and is started again. */

const ROWS = 20_000

test('an import that dies with Baton goes on after the next start, and no row comes twice', async ({
  browser,
}) => {
  test.setTimeout(240_000)
  const t = wordsIn('en')
  let app = await startApp()
  // not watched: that requests fail meanwhile is the point
  const page = await (await browser.newContext()).newPage()
  try {
    await page.goto(`${app.url}/welcome`)
    await page.getByLabel(t('people.welcome.companyName'), { exact: true }).first().fill('Pumps and Co')
    await page.getByLabel(t('people.form.name'), { exact: true }).last().fill('Ada Admin')
    await page.getByLabel(t('people.signIn.email'), { exact: true }).fill('ada@example.com')
    await page.getByLabel(t('people.signIn.password'), { exact: true }).fill('eight boats in a row')
    await page
      .getByRole('checkbox', { name: t('common.role.marketer') })
      .first()
      .check()
    await page.getByRole('button', { name: t('people.welcome.submit'), exact: true }).click()
    await page.waitForURL('**/leads')

    await page.goto(`${app.url}/imports/new`)
    const lines = Array.from({ length: ROWS }, (_, n) => `c${n},Pump maker ${n},${n}@crash.example`)
    await dropFile(page, 'crash.csv', Buffer.from(['id,firm,mail', ...lines].join('\n')))
    const draft = { step: 'check', columns: { id: 'externalId', firm: 'company', mail: 'email' } }
    await query(app, `update import_run set draft = '${JSON.stringify(draft)}'`)
    await page.reload()
    await expect(page.getByText(t('imports.checkStep.allGood', { rows: ROWS }))).toBeVisible({
      timeout: 60_000,
    })
    await page.getByRole('button', { name: t('imports.checkStep.next') }).click()
    await page.getByRole('button', { name: t('imports.duplicatesStep.start', { rows: ROWS }) }).click()
    await expect.poll(() => leadsIn(app), { timeout: 30_000, intervals: [50] }).toBeGreaterThan(0)

    process.kill(postmasterOf(app), 'SIGKILL')
    await app.stop('SIGKILL')
    app = await startApp({ folder: app.folder, port: Number(new URL(app.url).port) })
    const before = await leadsIn(app)
    expect(before).toBeLessThan(ROWS)

    // What a crash has left behind is picked up once a minute.
    await page.reload()
    const counts = page.getByRole('heading', { name: t('imports.result.counts', { rows: ROWS }) })
    await expect(counts).toBeVisible({ timeout: 120_000 })
    const created = `${ROWS.toLocaleString('en-GB')} ${t('imports.result.created')}`
    await expect(page.getByRole('link', { name: created })).toBeVisible()
    const once = await query(
      app,
      'select count(*)::int as leads, count(distinct email_key)::int as mails from lead',
    )
    expect(once).toEqual([{ leads: ROWS, mails: ROWS }])
  } finally {
    await page.context().close()
    await app.stop()
    removeFolder(app.folder)
  }
})

async function query(app: RunningApp, text: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: app.databaseUrl() })
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

async function leadsIn(app: RunningApp): Promise<number> {
  return Number((await query(app, 'select count(*) as leads from lead'))[0]?.leads)
}

function postmasterOf(app: RunningApp): number {
  return Number(readFileSync(join(app.folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}
