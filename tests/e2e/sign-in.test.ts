import type { Page } from '@playwright/test'
import { createActivePerson } from '@/lib/people/commands/accounts'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, signInAs, test, wordsIn } from '../support/e2e'

const t = wordsIn('en')
const PASSWORD = 'nine lamps by the river'

async function accountWithPassword(): Promise<{ personId: number; email: string }> {
  const admin = await actorWith({ roles: ['admin'] })
  const email = `${freshName('owner').replace(' ', '.')}@example.com`
  const person = { email, name: 'Olga Owner', roles: ['marketer' as const], headOf: [], password: PASSWORD }
  return { ...must(await createActivePerson(admin, person)), email }
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel(t('people.signIn.email'), { exact: true }).fill(email)
  await page.getByLabel(t('people.signIn.password'), { exact: true }).fill(password)
  await page.getByRole('button', { name: t('people.signIn.submit'), exact: true }).click()
}

test('who guesses passwords is slowed down; the owner comes in from their own browser', async ({
  page,
  otherBrowser,
}) => {
  const { email } = await accountWithPassword()
  await page.goto('/sign-in?next=/nurture')
  await signIn(page, email.toUpperCase(), PASSWORD) // who types it in capitals is the same
  await expect(page).toHaveURL('/nurture')
  await page.context().clearCookies({ name: /session/ })

  const guessing = await otherBrowser()
  await guessing.goto('/sign-in')
  const alert = guessing.getByRole('alert').filter({ hasText: /./ })
  for (let guess = 1; guess <= 10; guess++) {
    const answered = guessing.waitForResponse((one) => one.request().method() === 'POST')
    await signIn(guessing, email, `guess number ${guess}`)
    await answered
    await expect(guessing.locator('form[aria-busy]')).toHaveCount(0) // the same words stood there before
    await expect(alert).toHaveText(t('errors.WRONG_CREDENTIALS'))
  }
  await signIn(guessing, email, PASSWORD) // right at last, and too late
  await expect(alert).toHaveText(/^Too many attempts\. Try again in \d+ seconds?\.$/)

  await page.goto('/sign-in')
  await signIn(page, email, 'a slip of the finger')
  await expect(page.getByText(t('errors.WRONG_CREDENTIALS'))).toBeVisible()
  await signIn(page, email, PASSWORD)
  await expect(page).toHaveURL('/leads')
})

test('signing out everywhere ends every session, this one too', async ({ page, otherBrowser }) => {
  const person = await actorWith({ roles: ['sales'] })
  const elsewhere = await otherBrowser()
  for (const one of [page, elsewhere]) {
    await signInAs(one, person)
    await one.goto('/settings/profile')
  }
  await page.getByRole('button', { name: t('people.profile.endAll'), exact: true }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await page.goBack()
  await page.reload()
  await expect(page).toHaveURL(/\/sign-in/)
  await elsewhere
    .getByRole('link', { name: t('shell.nav.deals') })
    .first()
    .click()
  await expect(elsewhere).toHaveURL(/\/sign-in\?next=%2Fdeals/)
})

test('an address that leads to another site after signing in is not followed', async ({ page }) => {
  const { email } = await accountWithPassword()
  await page.goto('/sign-in?next=https://elsewhere.example/leads')
  await signIn(page, email, PASSWORD)
  await expect(page).toHaveURL('/leads')
})
