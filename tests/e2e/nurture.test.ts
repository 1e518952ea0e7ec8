import type { Page } from '@playwright/test'
import { addTouch } from '@/lib/leads/commands/contact'
import { nurtureLead } from '@/lib/leads/commands/other-steps'
import { createPlan } from '@/lib/nurture/commands/plans'
import { workingDayFrom } from '@/lib/nurture/plan-days'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import type { Locale } from '@/lib/platform/i18n/locale'
import { must } from '@/lib/platform/result'
import { officeHours } from '@/lib/platform/working-time'
import { actorWith } from '../support/actors'
import { enteredLead, freshName } from '../support/browser-leads'
import { expect, expectAccessible, signInAs, test, wordsIn } from '../support/e2e'

/** A marketer's month with the unripe leads: who came back, what is due, a plan for all of them at once. */

const CROWD = 500

/** Leads of this marketer that sleep, quiet for some months. */
async function crowd(owner: Actor, size: number, name: string): Promise<void> {
  await db.run(sql`
    insert into lead (status, external_id, display_name, sort_name, search_text, owner_id, created_at, updated_at,
      status_since, last_contact_at, nurture_wake_on, nurture_next_step)
    select 'nurture', gen_random_uuid(), ${name} || ' ' || n, lower(${name}) || ' ' || n, lower(${name}) || ' ' || n,
      ${owner.personId}, at, at, at, at, '2035-01-01', 'Ask'
    from generate_series(1, ${size}) n, (select ${owner.at}::timestamptz - interval '200 days' as at) moment`)
}

/** Today is a day off at the weekend: what falls on it is due on Monday, so it is brought forward. */
async function dueToday(owner: Actor): Promise<void> {
  const today = dayOf(owner.at, 'Europe/Berlin')
  if (workingDayFrom(today, officeHours('Europe/Berlin')) === today) return
  await db.run(sql`
    update nurture_step s set due_on = ${today}::date from lead l
    where l.id = s.lead_id and l.owner_id = ${owner.personId} and s.position = 0`)
}

const said = (page: Page, t: ReturnType<typeof wordsIn>) =>
  page.getByRole('region', { name: t('shell.notifications') })

for (const locale of ['en', 'ru'] as const satisfies Locale[]) {
  test(`five hundred unripe leads, one plan, one press (${locale})`, async ({ page }) => {
    const t = wordsIn(locale)
    const marketer = await actorWith({ roles: ['marketer'], locale })
    const name = freshName('Sleeper')
    await crowd(marketer, CROWD, name)
    await signInAs(page, marketer)

    // a plan, made in the browser: a mistake loses nothing
    await page.goto('/nurture/plans')
    await page
      .getByRole('link', { name: t('nurture.plans.new') })
      .first()
      .click()
    const plan = freshName('Letters')
    const save = page.getByRole('button', { name: t('nurture.plan.create') })
    const first = page.getByRole('group', { name: t('nurture.plan.step', { number: 1 }) })
    await first.getByLabel(t('nurture.plan.after')).fill('0')
    await first.getByLabel(t('nurture.plan.text')).fill('Send the catalogue')
    await save.click()
    const field = page.getByLabel(t('nurture.plan.name'), { exact: true })
    await expect(field).toBeFocused()
    await field.fill(plan)
    const without = page.getByRole('button', { name: t('nurture.plan.remove', { number: 2 }), exact: true })
    await without.click()
    await without.click()
    await save.click()
    await expect(page).toHaveURL('/nurture/plans')
    await expect(page.getByRole('row', { name: plan })).toContainText('Send the catalogue')

    // the board says how long they are silent, and its number opens exactly these
    await page.goto('/nurture/board?owner=me')
    const column = page.getByRole('region', { name: t('nurture.board.age.6') })
    await expect(column).toContainText(t('nurture.board.alarm'))
    await column
      .getByRole('link', { name: new RegExp(`${CROWD}`) })
      .first()
      .click()
    await expect(page.locator(`[data-count="${CROWD}"]`)).toBeVisible()

    // all that the list finds, at once
    await page.getByRole('checkbox', { name: new RegExp(`${name} 1$`) }).check()
    const bar = page.getByRole('region', { name: t('nurture.bulk.label') })
    await expect(bar).toContainText(t('nurture.bulk.selected', { count: 1 }))
    await bar.getByRole('checkbox', { name: t('nurture.bulk.all', { count: String(CROWD) }) }).check()
    await bar
      .getByRole('combobox')
      .selectOption({ label: t('nurture.attach.choice', { name: plan, steps: 1 }) })
    await bar.getByRole('button', { name: t('nurture.bulk.put') }).click()
    await expect(page).toHaveURL(/\/nurture\/runs\/\d+$/)
    await expect(page.getByText(t('nurture.run.attached', { count: CROWD }))).toBeVisible()
    await expectAccessible(page)

    // what is due of it is one line of work and one press
    await dueToday(marketer)
    await page.goto('/nurture')
    await expect(page.getByText('Send the catalogue')).toBeVisible()
    await page.getByRole('button', { name: t('nurture.due.doneAll', { count: String(CROWD) }) }).click()
    await expect(said(page, t)).toContainText(t('nurture.due.finishedAll', { count: CROWD }))
    await expect(page.getByText(t('nurture.due.emptyTitle'))).toBeVisible()
    await page.goto('/nurture/board?owner=me')
    const young = page.getByRole('region', { name: t('nurture.board.age.0') })
    await expect(young.getByRole('link', { name: new RegExp(`${CROWD}`) }).first()).toBeVisible()
  })
}

test('a lead that asks for a price wakes up and is qualified again from the same screen', async ({
  page,
}) => {
  const t = wordsIn('en')
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const lead = await enteredLead(marketer)
  must(await nurtureLead(marketer, { leadId: lead.id, wakeAt: '2035-01-01', nextStep: 'Ask again' }))
  await signInAs(page, marketer)
  await page.goto('/nurture')
  await expect(page.getByText(t('nurture.work.emptyTitle'))).toBeVisible()

  // it happens elsewhere; this screen shows it by itself
  const later = { ...rep, at: new Date(Date.now()) }
  must(await addTouch(later, { leadId: lead.id, kind: 'price_request', note: '/prices' }))
  const row = page.getByRole('row', { name: lead.displayName })
  await expect(row).toContainText(t('nurture.why.price_request'))
  await row.getByRole('link', { name: lead.displayName }).click()
  const panel = page.getByRole('complementary', { name: lead.displayName })
  await expect(panel.getByRole('heading', { name: t('leads.next.qualify') })).toBeVisible()
  await expect(panel).toContainText('Ask again')
  await expectAccessible(page)
})

test('one lead: a plan on its record, a touch done, and the plan taken off', async ({ page }) => {
  const t = wordsIn('en')
  const marketer = await actorWith({ roles: ['marketer'] })
  const lead = await enteredLead(marketer)
  must(await nurtureLead(marketer, { leadId: lead.id, wakeAt: '2035-01-01', nextStep: 'Ask again' }))
  const steps = [
    { afterDays: 0, kind: 'call' as const, text: 'Ask for news' },
    { afterDays: 30, kind: 'letter' as const, text: 'Send news' },
  ]
  const plan = must(await createPlan(marketer, { name: freshName('Plan'), steps }))
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}`)
  await page
    .getByLabel(t('nurture.attach.choose'))
    .selectOption({ label: t('nurture.attach.choice', { name: plan.name, steps: 2 }) })
  await page.getByRole('button', { name: t('nurture.attach.put') }).click()
  await expect(
    page.getByRole('heading', { name: `${t('nurture.attach.title')}: ${plan.name}` }),
  ).toBeVisible()
  const done = { text: 'Ask for news', lead: lead.displayName }
  await page.getByRole('button', { name: t('nurture.due.doneFor', done) }).click()
  await expect(said(page, t)).toContainText(t('nurture.due.finished', { lead: lead.displayName }))
  await expect(page.getByRole('button', { name: t('nurture.due.doneFor', done) })).toBeHidden()
  await page.getByRole('button', { name: t('nurture.attach.stop') }).click()
  await expect(said(page, t)).toContainText(t('nurture.attach.stopped', { lead: lead.displayName }))
  await expect(page.getByLabel(t('nurture.attach.choose'))).toBeVisible()
})

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true })

  test('nothing is wider than the screen, and a number of the board is one tap from its leads', async ({
    page,
  }) => {
    const t = wordsIn('en')
    const marketer = await actorWith({ roles: ['marketer'] })
    await crowd(marketer, 8, freshName('Pocket'))
    await signInAs(page, marketer)
    for (const path of [
      '/nurture',
      '/nurture/board',
      '/nurture/list',
      '/nurture/plans',
      '/nurture/returns',
    ]) {
      await page.goto(path)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect(wide, path).toBeLessThanOrEqual(0)
    }
    await page.goto('/nurture/board?owner=me')
    await page
      .getByRole('region', { name: t('nurture.board.age.6') })
      .getByRole('link', { name: /8/ })
      .first()
      .tap()
    await expect(page.locator('[data-count="8"]')).toBeVisible()
  })
})
