import en from '@/lib/i18n/crash/messages.en.json'
import { db, sql } from '@/lib/platform/db/sql'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, signInAs, test, wordsIn } from '../support/e2e'

const t = wordsIn('en')

// what the browser itself says about a request without a network
test.use({ expectedErrors: [/ERR_INTERNET_DISCONNECTED/] })

test('a form that cannot reach the server keeps what was typed and goes through later', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const company = freshName('Train Ride')
  await signInAs(page, marketer)
  await page.goto('/leads/new')
  const field = page.getByLabel(t('leads.form.company'), { exact: true })
  await field.fill(company)
  await page
    .getByLabel(t('leads.form.email'), { exact: true })
    .fill(`${company.replace(/\W/g, '')}@example.org`)
  await page.context().setOffline(true)
  await page.keyboard.press('Enter')
  await expect(page.getByText(t('errors.UNAVAILABLE'))).toBeVisible()
  await expect(field).toHaveValue(company)

  await page.context().setOffline(false)
  await field.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(company)
})

test.describe('while the database answers with errors', () => {
  // 441: the server could not draw the page
  test.use({ expectedErrors: [/50[03]|React error #441/] })

  test('an open page says that something broke, and comes back by itself', async ({ page }) => {
    await signInAs(page, await actorWith({ roles: ['executive'] }))
    await page.goto('/monday')
    const title = await page.getByRole('heading', { level: 1 }).textContent()
    await db.run(sql`alter table deal rename to deal_away`)
    try {
      await page.getByRole('link', { name: t('shell.nav.deals'), exact: true }).click()
      await expect(page.getByRole('heading', { name: en.title })).toBeVisible()
    } finally {
      await db.run(sql`alter table deal_away rename to deal`)
    }
    await expect(page.getByRole('heading', { level: 1 })).not.toHaveText(title ?? '')
    await expect(page.getByRole('heading', { name: en.title })).toBeHidden()
  })
})
