import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName, offeredLead } from '../support/browser-leads'
import { expect, listening, signInAs, test, wordsIn } from '../support/e2e'

/** A rejection is contested by keyboard, both heads say what they think, and an executive settles it on a phone. */

const t = wordsIn('en')
const ARGUMENT = 'The budget was confirmed in the call of Monday; see the note.'
const RULING = 'The note was there on that day. Sales takes it.'

test('a rejection is contested, the heads differ, an executive settles it', async ({
  page,
  otherBrowser,
}) => {
  const marketer = await actorWith({ roles: ['marketer'], name: freshName('Mara') })
  const rep = await actorWith({ roles: ['sales'], name: freshName('Rita') })
  const headOfSales = await actorWith({ roles: ['sales'], headOf: ['sales'], name: freshName('Hedda') })
  const headOfMarketing = await actorWith({
    roles: ['marketer'],
    headOf: ['marketing'],
    name: freshName('Hanna'),
  })
  const executive = await actorWith({ roles: ['executive'], name: freshName('Eva') })
  const { lead, handoff } = await offeredLead(marketer)
  must(await rejectHandoff({ ...rep, at: new Date() }, { handoffId: handoff.id, reason: 'no_budget' }))

  // marketing: the list of what came back, with a clock, and T
  await signInAs(page, marketer)
  await page.goto('/queue?view=returned')
  await expect(page.getByRole('heading', { level: 2, name: lead.displayName })).toBeVisible()
  await expect(page.locator('[data-row]').first()).toContainText('look within')
  await listening(page)
  await page.keyboard.press('t')
  const argument = page.getByLabel(t('handoffs.contest.form.argument'))
  await expect(argument).toBeFocused()
  const send = page.getByRole('button', { name: t('handoffs.contest.form.send') })
  await send.click()
  await expect(argument).toHaveAttribute('aria-invalid', 'true')
  await argument.fill(ARGUMENT)
  await send.click()
  await expect(page.getByRole('region', { name: t('shell.notifications') })).toContainText('Contested.')

  // the head of sales reads both side by side; what was chosen survives a refusal
  const sales = await otherBrowser()
  await signInAs(sales, headOfSales)
  await sales.goto('/contests')
  await sales.getByRole('link', { name: lead.displayName }).click()
  await expect(sales.getByText(ARGUMENT)).toBeVisible()
  await expect(sales.getByText('No budget').first()).toBeVisible()
  const give = (one: typeof sales) => one.getByRole('button', { name: t('handoffs.contest.position.send') })
  await sales.getByRole('radio', { name: t('handoffs.contest.opinion.uphold') }).check()
  await give(sales).click()
  await expect(sales.getByLabel(t('handoffs.contest.position.text'))).toHaveAttribute('aria-invalid', 'true')
  await expect(sales.getByRole('radio', { name: t('handoffs.contest.opinion.uphold') })).toBeChecked()
  await sales.getByLabel(t('handoffs.contest.position.text')).fill('I found no note.')
  await give(sales).click()
  await expect(sales.getByRole('blockquote').filter({ hasText: 'I found no note.' })).toBeVisible()
  await expect(give(sales)).toHaveCount(0)

  // the head of marketing differs
  const marketing = await otherBrowser()
  await signInAs(marketing, headOfMarketing)
  await marketing.goto('/contests')
  await marketing.getByRole('link', { name: lead.displayName }).click()
  await marketing.getByRole('radio', { name: t('handoffs.contest.opinion.overturn') }).check()
  await marketing.getByLabel(t('handoffs.contest.position.text')).fill('It is the third line of the history.')
  await give(marketing).click()
  await expect(marketing.getByRole('blockquote').filter({ hasText: 'third line' })).toBeVisible()

  // the executive, on a phone
  const phone = await otherBrowser({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })
  await signInAs(phone, executive)
  await phone.goto('/contests')
  await phone.getByRole('link', { name: lead.displayName }).tap()
  await phone.getByRole('radio', { name: t('handoffs.contest.opinion.overturn') }).tap()
  await phone.getByLabel(t('handoffs.contest.rule.text')).fill(RULING)
  await phone.getByRole('button', { name: t('handoffs.contest.rule.send') }).tap()
  await expect(phone.getByRole('blockquote').filter({ hasText: RULING })).toBeVisible()
  await expect(phone.getByText(t('handoffs.contest.state.overturn')).first()).toBeVisible()
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBe(390)

  // marketing is told what to do: the lead woke today
  await page.goto(`/leads/${lead.id}`)
  await expect(page.getByText(t('handoffs.contest.state.overturn')).first()).toBeVisible()
  await page.getByRole('link', { name: t('handoffs.contest.see') }).click()
  await expect(page.getByText(t('handoffs.contest.after.nurture'))).toBeVisible()
  const now = await db.one<{ outcome: string; ruling: string; wakes: boolean }>(sql`
    SELECT c.outcome::text, c.ruling,
      l.nurture_wake_on = (c.settled_at AT TIME ZONE (SELECT time_zone FROM organisation))::date AS wakes
    FROM contest c JOIN handoff h ON h.id = c.handoff_id JOIN lead l ON l.id = h.lead_id
    WHERE h.id = ${handoff.id}`)
  expect(now).toEqual({ outcome: 'overturn', ruling: RULING, wakes: true })
})

test('a manager reads from a number to exactly the handoffs behind it', async ({ page }) => {
  const head = await actorWith({ roles: ['marketer'], headOf: ['marketing'] })
  await signInAs(page, head)
  await page.goto('/promises')
  await expect(page.getByRole('heading', { level: 2, name: t('promises.people.sales') })).toBeVisible()
  const links = await page
    .locator('main a[href^="/promises/handoffs?"]')
    .evaluateAll((found) =>
      found.map((link) => ({ href: link.getAttribute('href') ?? '', count: link.textContent ?? '' })),
    )
  expect(links.length).toBeGreaterThan(30)
  const step = Math.ceil(links.length / 12)
  for (const { href, count } of links.filter((_, index) => index % step === 0)) {
    await page.goto(href)
    const total = await page.locator('[data-count]').getAttribute('data-count')
    expect(total, href).toBe(count.replace(/\D/g, ''))
  }
})
