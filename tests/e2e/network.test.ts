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
