import type { Page } from '@playwright/test'
import { db, sql } from '@/lib/platform/db/sql'
import { expect, expectAccessible, signInAs, test } from '../support/e2e'

async function demoPerson(email: string): Promise<{ personId: number; name: string }> {
  const person = await db.one<{ personId: number; name: string }>(sql`
    select id as "personId", name from person where email = ${`${email}@meridian.example`}`)
  if (!person) throw new Error(`nobody called ${email} works here`)
  return person
}

/** Time fields of one day, by their labels. */
const hours = (page: Page, day: string) => page.getByRole('textbox', { name: new RegExp(`^${day}: `) })

test('an administrator gives a branch its hours, its holidays and its people', async ({ page }) => {
  const name = `Lisbon ${Date.now()}`
  await signInAs(page, await demoPerson('ines'))
  await page.goto('/settings/calendars')
  await page.getByRole('button', { name: 'Add branch' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByText('Fill this in.')).toBeVisible()
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByLabel('Time zone').selectOption('Europe/Lisbon')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()

  // Times as people type them; a lunch break on Monday, copied to the other days of work.
  const monday = hours(page, 'Monday')
  await monday.nth(1).fill('13')
  await page.getByRole('button', { name: 'Add hours on Monday' }).click()
  await expect(monday.nth(2)).toHaveValue('14:00')
  await monday.nth(3).fill('1230')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('These hours must end after they begin.', { exact: false })).toBeVisible()
  await expect(monday.nth(3)).toHaveValue('12:30') // nothing typed is lost
  await expectAccessible(page)
  await monday.nth(3).fill('18')
  await page.getByRole('button', { name: /Copy the hours of Monday to Monday to Friday/ }).click()
  await expect(hours(page, 'Friday')).toHaveCount(4)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Working hours saved')).toBeVisible()
  await page.reload()
  await expect(hours(page, 'Friday').nth(1)).toHaveValue('13:00')
  await expect(hours(page, 'Saturday')).toHaveCount(0)

  await page.getByRole('button', { name: 'Add day' }).click()
  await dialog.getByLabel('Name').fill('Carnival')
  await dialog.getByLabel('Day', { exact: true }).fill('2027-02-08')
  await dialog.getByLabel('Until').fill('2027-02-09')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByText('8 Feb 2027 – 9 Feb 2027')).toBeVisible()
  await page.getByRole('button', { name: 'Remove Carnival' }).click()
  await expect(page.getByText('8 Feb 2027 – 9 Feb 2027')).toBeHidden()
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(page.getByText('8 Feb 2027 – 9 Feb 2027')).toBeVisible()

  const rep = await demoPerson('claire')
  await page.goto(`/settings/people/${rep.personId}`)
  await page.getByLabel('Branch').selectOption({ label: name })
  const card = page.locator('section', { has: page.getByRole('heading', { name: 'Working hours' }) })
  await card.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Branch saved')).toBeVisible()
  await page.goto('/settings/calendars')
  await page.getByRole('link', { name }).click()
  await expect(page.getByRole('listitem').filter({ hasText: rep.name })).toBeVisible()
  await page.getByRole('button', { name: 'Close branch' }).click()
  await page.goto('/settings/calendars')
  await expect(page.getByRole('link', { name })).toHaveCount(0)
})

test('a rep enters days off, and colleagues see them but not why', async ({ page, otherBrowser }) => {
  const rep = await demoPerson('claire')
  await signInAs(page, rep)
  await page.goto('/settings/profile')
  await page.getByRole('button', { name: 'Add absence' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('First day').fill('2027-05-10')
  await dialog.getByLabel('Last day').fill('2027-05-07')
  await dialog.getByLabel('Note', { exact: false }).fill('Secret garden')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(dialog.getByLabel('Last day')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('Last day').fill('2027-05-12')
  await dialog.getByRole('button', { name: 'Add', exact: true }).click()
  const entered = page.getByRole('listitem').filter({ hasText: '10 May 2027 – 12 May 2027' })
  await expect(entered).toContainText('Secret garden')

  const theirs = await otherBrowser()
  await signInAs(theirs, await demoPerson('miguel'))
  await theirs.goto('/settings/absences')
  const seen = theirs.getByRole('listitem').filter({ hasText: '10 May 2027 – 12 May 2027' })
  await expect(seen).toContainText(rep.name)
  await expect(seen).not.toContainText('Secret garden')
  await expect(seen.getByRole('button')).toHaveCount(0)

  await entered.getByRole('button').click()
  await expect(entered).toHaveCount(0)
})

test('on a phone the week can be edited without scrolling sideways', async ({ otherBrowser }) => {
  const page = await otherBrowser({ viewport: { width: 390, height: 844 }, hasTouch: true })
  await signInAs(page, { ...(await demoPerson('ines')), locale: 'ru' })
  await page.goto('/settings/calendars/1')
  await expect(page.getByRole('textbox', { name: /^Понедельник: / })).toHaveCount(2)
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(390)
  await expectAccessible(page)
})
