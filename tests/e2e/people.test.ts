import type { Page } from '@playwright/test'
import { db, sql } from '@/lib/platform/db/sql'
import { expect, expectAccessible, signInAs, test } from '../support/e2e'

const PASSWORD = 'a lamp by the river'

async function personWith(role: 'admin' | 'marketer' | 'sales'): Promise<{ personId: number }> {
  const person = await db.one<{ personId: number }>(sql`
    SELECT id AS "personId" FROM person
    WHERE ${role}::role = ANY(roles) AND status = 'active' AND demo ORDER BY id LIMIT 1`)
  if (!person) throw new Error(`the demo company has no ${role}`)
  return person
}

async function addPerson(page: Page, name: string, email: string): Promise<string> {
  await signInAs(page, await personWith('admin'))
  await page.goto('/settings/people')
  await page.getByRole('button', { name: 'Add a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByRole('button', { name: 'Add and make the link' }).click()
  await expect(dialog.getByText('Fill this in.')).toBeVisible() // no role yet; nothing typed is lost
  await expect(dialog.getByLabel('E-mail')).toHaveValue(email)
  await dialog.getByLabel('Sales', { exact: false }).first().check()
  await dialog.getByRole('button', { name: 'Add and make the link' }).click()
  const link = dialog.getByLabel('The invitation link')
  await expect(link).toHaveValue(/\/link\//)
  return link.inputValue()
}

test('the demo company’s accounts sign in with one click', async ({ page }) => {
  await page.goto('/settings/profile')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fprofile/)
  await expectAccessible(page)
  await page.locator('button[data-demo]').first().click()
  await expect(page.getByRole('heading', { name: 'My profile' })).toBeVisible()
})

test('an invited colleague chooses a password, signs in with it, and loses access at once', async ({
  page,
  otherBrowser,
  problems,
}) => {
  const name = `Ivo ${Date.now()}`
  const email = `ivo.${Date.now()}@example.com`
  const link = await addPerson(page, name, email)
  await expectAccessible(page)

  const theirs = await otherBrowser()
  await theirs.goto(link)
  await theirs.goto(link) // looking at it does not use it up
  await expectAccessible(theirs)
  await theirs.getByLabel('New password').fill('password123')
  await theirs.getByRole('button', { name: 'Set the password and go in' }).click()
  await expect(theirs.getByText('none of the common passwords')).toBeVisible()
  await theirs.getByLabel('New password').fill(PASSWORD)
  await theirs.getByRole('button', { name: 'Set the password and go in' }).click()
  await expect(theirs.getByRole('button', { name: new RegExp(`^${name}`) })).toBeVisible()

  const late = await otherBrowser()
  await late.goto(link)
  await expect(late.getByRole('heading', { name: 'This link no longer works' })).toBeVisible()
  await late.goto('/sign-in?next=/settings/profile')
  await late.getByLabel('E-mail').fill(email)
  await late.getByLabel('Password').fill('a wrong guess')
  await late.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(late.getByText('E-mail and password do not match.')).toBeVisible()
  await expect(late.getByLabel('E-mail')).toHaveValue(email)
  await late.getByLabel('Password').fill(PASSWORD)
  await late.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(late.getByRole('heading', { name: 'My profile' })).toBeVisible()
  await late.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(late.getByText('1 device is signed out.')).toBeVisible()
  await theirs.goto('/settings/profile')
  await expect(theirs).toHaveURL(/\/sign-in/)

  await page.goto('/settings/people')
  await page.getByRole('link', { name }).click()
  await page.getByRole('button', { name: 'Take the access away' }).click()
  await expect(page.getByText('No access')).toBeVisible()
  await late.reload()
  await expect(late).toHaveURL(/\/sign-in\?next=%2Fsettings%2Fprofile/)
  problems.length = 0 // a page that was being left may complain
})

test('what only an administrator may see is refused to the others, with whom to ask', async ({
  page,
  problems,
}) => {
  await signInAs(page, await personWith('sales'))
  for (const path of [
    '/settings/people',
    '/settings/reasons',
    '/settings/organisation',
    '/settings/people/1',
  ]) {
    const answer = await page.goto(path)
    expect(answer?.status()).toBe(403)
    await expect(page.getByRole('heading', { name: 'This page is the administrator’s' })).toBeVisible()
  }
  await expectAccessible(page)
  problems.length = 0 // the browser reports every 403
})

test('language and theme change for the person, everywhere', async ({ page, otherBrowser }) => {
  const person = await personWith('marketer')
  await signInAs(page, person)
  await page.goto('/settings/profile')
  await page.getByRole('radio', { name: 'Русский' }).check()
  await page.getByRole('radio', { name: 'Dark' }).check()
  await page.getByRole('button', { name: 'Save' }).first().click()
  await expect(page.getByRole('heading', { name: 'Мой профиль' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'ru')
  await expect(page.locator('html')).toHaveClass(/dark/)
  await expectAccessible(page)

  const elsewhere = await otherBrowser()
  await elsewhere.goto('/sign-in')
  await elsewhere.locator(`button[data-demo][value="${person.personId}"]`).click()
  await elsewhere.waitForURL((url) => !url.pathname.startsWith('/sign-in'))
  await elsewhere.goto('/settings/profile')
  await expect(elsewhere.getByRole('heading', { name: 'Мой профиль' })).toBeVisible()
  await db.run(sql`UPDATE person SET locale = 'en', theme = 'system' WHERE id = ${person.personId}`)
})

test('an API key is shown once and can be revoked', async ({ page }) => {
  await signInAs(page, await personWith('marketer'))
  await page.goto('/settings/profile')
  await page.getByLabel('What is it for?').fill('Website form')
  await page.getByRole('button', { name: 'Make a key' }).click()
  const key = await page.getByLabel('The new key').inputValue()
  expect(key).toMatch(/^bt_/)
  const call = () =>
    page.request.get('/api/v1/leads?limit=1', { headers: { authorization: `Bearer ${key}` } })
  expect((await call()).status()).toBe(200)
  await page.reload()
  await expect(page.getByText(key)).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke “Website form”?' }).first().click()
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke', exact: true }).click()
  await expect(page.getByText('The key is revoked.')).toBeVisible()
  expect((await call()).status()).toBe(401)
})

test('rejection reasons are added, archived, and brought back with Undo', async ({ page }) => {
  await signInAs(page, await personWith('admin'))
  await page.goto('/settings/reasons')
  await expectAccessible(page)
  const name = `Warehouse empty ${Date.now()}`
  await page.getByRole('button', { name: 'Add a reason' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox', { name: 'In English', exact: true }).fill(name)
  await dialog.getByRole('textbox', { name: 'In Russian', exact: true }).fill(`${name} (склад)`)
  await dialog.getByLabel('Days until marketing looks again').fill('')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('Fill this in.')).toBeVisible()
  await dialog.getByLabel('Days until marketing looks again').fill('21')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const row = page.getByRole('row', { name: new RegExp(name) })
  await expect(row).toContainText('to nurture, 21 days')
  await page.getByRole('button', { name: `Archive: ${name}` }).click()
  await expect(page.getByRole('button', { name: `Archive: ${name}` })).toHaveCount(0)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByRole('button', { name: `Archive: ${name}` })).toBeVisible()
  await page.getByRole('button', { name: `Archive: ${name}` }).click()
  await expect(row.getByRole('button', { name: 'Offer again' })).toBeVisible()
})

test('two administrators at once: nobody overwrites the other’s company', async ({ page, otherBrowser }) => {
  const admin = await personWith('admin')
  const second = await otherBrowser()
  for (const one of [page, second]) {
    await signInAs(one, admin)
    await one.goto('/settings/organisation')
  }
  await expectAccessible(page)
  const name = await page.getByLabel('Name').inputValue()
  await page.getByLabel('Name').fill(`${name} One`)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
  await second.getByLabel('Name').fill(`${name} Two`)
  await second.getByRole('button', { name: 'Save' }).click()
  await expect(second.getByText(/Somebody changed this record/)).toBeVisible()
  await expect(second.getByLabel('Name')).toHaveValue(`${name} Two`)
  await page.getByLabel('Name').fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect
    .poll(async () => (await db.one<{ name: string }>(sql`SELECT name FROM organisation`))?.name)
    .toBe(name)
})
