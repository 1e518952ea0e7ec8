import { actorWith } from '../support/actors'
import { enteredLead, freshName } from '../support/browser-leads'
import { expect, expectAccessible, listening, signInAs, test, wordsIn } from '../support/e2e'

/** The keys that interface.md promises, and the same work on a telephone. */

const t = wordsIn('en')

test('commands, search, keys and pages from the keyboard', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const lead = await enteredLead(marketer, freshName('Верфь Öresund'))
  await signInAs(page, marketer)
  await page.goto('/leads')
  await listening(page)

  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: t('shell.keys.title') })).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')

  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(lead.displayName.toLowerCase())
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-count]')).toHaveAttribute('data-count', '1')
  await expect(page).toHaveURL(/[?&]q=/)
  await page.getByRole('searchbox').blur()
  await page.keyboard.press('j')
  await expect(page.getByRole('link', { name: lead.displayName })).toBeFocused()
  const ticked = page.getByRole('checkbox', { name: t('bulk.bar.choose', { name: lead.displayName }) })
  await page.keyboard.press('x')
  await expect(ticked).toBeChecked()
  await expect(page.getByRole('region', { name: t('bulk.bar.label') })).toBeVisible()
  await page.keyboard.press('x')
  await expect(ticked).not.toBeChecked()
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-side-panel]')).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.locator('[data-side-panel]')).toBeHidden()
  await expect(page.getByRole('link', { name: lead.displayName })).toBeFocused()

  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: t('shell.palette.title') })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.type(lead.displayName)
  await expect(palette.getByRole('option', { name: lead.displayName })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: lead.displayName })).toBeVisible()
  await expect(page).toHaveURL(`/leads/${lead.id}`)

  // its steps stand first there; what is mistyped, or called by its other name, is found
  await page.keyboard.press('Control+k')
  await expect(palette.getByRole('group', { name: t('shell.palette.steps') })).toBeVisible()
  await page.keyboard.type('Воронка')
  await expect(palette.getByRole('option', { name: t('shell.nav.funnel') })).toHaveAttribute(
    'aria-selected',
    'true',
  )
  await page.keyboard.press('Control+a')
  await page.keyboard.type('disqalify')
  await page.keyboard.press('Enter')
  await expect(palette).toBeHidden()
  await expect(page.locator('[data-steps] details[open] :focus')).toBeVisible()
  await page.keyboard.press('Escape')
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())

  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page.getByRole('heading', { level: 1, name: t('funnel.title') })).toBeVisible()
  await page.keyboard.press('n') // nothing new can be made here, so nothing happens
  await expect(page).toHaveURL(/\/funnel/)
})

test('on a telephone: a card is entered', async ({ otherBrowser }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }
  const entering = await otherBrowser(phone)
  await signInAs(entering, marketer)
  const company = freshName('From a card')
  await entering.goto('/leads')
  await entering.getByRole('link', { name: t('leads.new'), exact: true }).tap()
  await entering.getByLabel(t('leads.form.company'), { exact: true }).fill(company)
  await entering
    .getByLabel(t('leads.form.phone'), { exact: true })
    .fill(`+49 30 ${String(Date.now()).slice(-8)}`)
  const next = entering.getByRole('button', { name: t('leads.form.saveNext'), exact: true })
  await next.tap()
  await expect(entering.getByText(t('leads.form.saved', { name: company }))).toBeVisible()
  await expect(entering.getByLabel(t('leads.form.company'), { exact: true })).toHaveValue('')
})
