import { request } from '@playwright/test'
import { type RunningApp, removeFolder, startApp } from '../support/app'
import { expect, expectAccessible, test, wordsIn } from '../support/e2e'

/** A new installation: the first run makes the administrator, and every empty screen leads to the first useful step. */

const t = wordsIn('en')
let app: RunningApp

test.beforeAll(async () => {
  app = await startApp({ demo: false })
})

test.afterAll(async () => {
  await app.stop()
  removeFolder(app.folder)
})

test('from the first run to the first lead', async ({ browser }) => {
  test.setTimeout(120_000)
  const context = await browser.newContext({ baseURL: app.url, locale: 'en-GB', reducedMotion: 'reduce' })
  const page = await context.newPage()
  const problems: string[] = []
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))

  await page.goto('/')
  await expect(page).toHaveURL('/welcome')
  await expect(page.getByRole('heading', { name: t('people.welcome.title') })).toBeVisible()
  await expectAccessible(page)
  const company = page.getByLabel(t('people.welcome.companyName'), { exact: true })
  await company.first().fill('Pumps and Co')
  await page.getByLabel(t('people.form.name'), { exact: true }).last().fill('Ada Admin')
  await page.getByLabel(t('people.signIn.email'), { exact: true }).fill('ada@example.com')
  const password = page.getByLabel(t('people.signIn.password'), { exact: true })
  await password.fill('short')
  for (const role of ['marketer', 'sales'] as const)
    await page
      .getByRole('checkbox', { name: t(`common.role.${role}`) })
      .first()
      .check()
  await page.getByRole('button', { name: t('people.welcome.submit'), exact: true }).click()
  await expect(page.getByText(t('errors.field.weak_password'))).toBeVisible()
  await expect(company.first()).toHaveValue('Pumps and Co')
  await password.fill('eight boats in a row')
  await page.getByRole('button', { name: t('people.welcome.submit'), exact: true }).click()
  await expect(page).toHaveURL('/leads')

  // each empty screen says what it is for and leads on to something that exists
  const first = {
    leads: '/leads/new',
    queue: '/queue?view=all', // nothing for oneself: then what waits for anybody
    'queue?view=all': '/leads',
    deals: '/leads',
    nurture: '/leads',
    funnel: '/leads/new',
  }
  for (const [screen, goal] of Object.entries(first)) {
    await page.goto(`/${screen}`)
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
    await expectAccessible(page)
    const links = await page
      .locator('main a')
      .evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    const steps = links.filter((href) => href.startsWith('/') && href !== `/${screen}`)
    expect(
      steps.some((href) => href.startsWith(goal)),
      `${screen} leads to ${goal}: ${steps}`,
    ).toBe(true)
    for (const href of steps) {
      const answer = await page.request.get(href)
      expect(answer.status(), `${screen} leads to ${href}`).toBe(200)
    }
  }
  for (const path of [
    '/campaigns',
    '/settings/channels',
    '/settings/people',
    '/settings/reasons',
    '/leads?view=returned',
  ]) {
    await page.goto(path)
    await expectAccessible(page)
  }

  await page.goto('/leads')
  await page.getByRole('link', { name: t('leads.empty.enter'), exact: true }).click()
  await page.getByLabel(t('leads.form.company'), { exact: true }).fill('The very first')
  await page.getByLabel(t('leads.form.phone'), { exact: true }).fill('+49 30 1234567')
  await page.getByRole('button', { name: t('leads.form.save'), exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'The very first' })).toBeVisible()
  expect(problems).toEqual([])
  await context.close()

  // the first run happens once
  const stranger = await request.newContext({ baseURL: app.url, maxRedirects: 0 })
  const answer = await stranger.get('/welcome')
  expect([answer.status(), answer.headers().location]).toEqual([307, '/sign-in'])
  await stranger.dispose()
})
