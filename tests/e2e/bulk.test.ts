import type { Page } from '@playwright/test'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, expectAccessible, signInAs, test, wordsIn } from '../support/e2e'

/** Many leads at once, and a way to find them again. */

const CROWD = 500

/** Leads of this marketer from one region: qualified and hot, and a few that are not. */
async function crowd(owner: Actor, region: string): Promise<void> {
  await db.run(sql`
    insert into lead (status, external_id, display_name, sort_name, search_text, owner_id, region, grade, computed_grade,
      need_formed, value_understood, has_budget, ready_soon, response, definition_version, created_at, updated_at,
      status_since, last_contact_at, qualified_at)
    select case when n <= ${CROWD}::int then 'qualified' else 'new' end::lead_status, gen_random_uuid(), ${region} || ' ' || n,
      lower(${region}) || ' ' || n, lower(${region}) || ' ' || n, ${owner.personId}::int, ${region}, 'hot', 'hot', 'yes',
      'yes', 'yes', 'yes', 'engaged', 1, at, at, at, at, at
    from generate_series(1, ${CROWD}::int + 3) n, (select ${owner.at}::timestamptz - interval '1 hour' as at) moment`)
}

const progress = (page: Page) => page.getByRole('progressbar')

test('five hundred leads are handed off at once, each with its own outcome', async ({ page }) => {
  const t = wordsIn('en')
  const marketer = await actorWith({ roles: ['marketer'] })
  // to one rep, or five hundred more would wait in everybody's queue
  const rep = await actorWith({ roles: ['sales'], name: freshName('Rep') })
  const region = freshName('Region')
  await crowd(marketer, region)
  await signInAs(page, marketer)
  await page.goto(`/leads?region=${encodeURIComponent(region)}`)

  // a row, the page, all that the list finds
  const bar = page.getByRole('region', { name: t('bulk.bar.label') })
  await expect(bar).toBeHidden()
  await page
    .getByRole('checkbox', { name: new RegExp(region) })
    .first()
    .check()
  await expect(bar).toContainText(t('bulk.bar.selected', { count: 1 }))
  await page.getByRole('columnheader').getByRole('checkbox').check()
  await expect(bar).toContainText(t('bulk.bar.selected', { count: 50 }))
  await bar.getByLabel(t('bulk.bar.all', { count: `${CROWD + 3}` })).check()
  await expectAccessible(page)
  await bar.getByRole('button', { name: t('bulk.do.handOff') }).click()

  // it says beforehand who allows it
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(
    t('bulk.title.handOff', { count: CROWD + 3 }),
  )
  await expect(page.getByText(t('bulk.start.now', { count: CROWD }))).toBeVisible()
  await page.getByLabel(t('bulk.start.rep')).selectOption({ label: rep.name })
  await page.getByLabel(t('bulk.start.note')).fill('From the fair')
  // the company's definition asks for more than these leads have
  await page.getByLabel(t('bulk.start.overrideReason')).fill('They asked for a call')
  await page.getByRole('button', { name: new RegExp(t('bulk.do.handOff')) }).click()

  // progress, left and come back to
  await expect(page).toHaveURL(/\/bulk\/\d+/)
  const run = page.url()
  await page.goto('/bulk?whose=mine')
  await page
    .getByRole('row', { name: new RegExp(t('bulk.title.handOff', { count: CROWD + 3 })) })
    .getByRole('link')
    .click()
  await expect(page).toHaveURL(new URL(run).pathname)
  await expect(progress(page)).toBeVisible()

  // what became of each
  const outcomes = page.getByRole('navigation', { name: t('bulk.run.outcomes') })
  const done = outcomes.getByRole('link', { name: t('bulk.outcome.done') })
  await expect(done).toContainText(`${CROWD}`, { timeout: 30_000 })
  await outcomes.getByRole('link', { name: t('bulk.outcome.refused') }).click()
  await expect(page.getByRole('row')).toHaveCount(4)
  await expect(page.getByRole('row').nth(1)).toContainText(t('errors.WRONG_STATE', { status: 'new' }))
  await expectAccessible(page)
  const file = page.waitForEvent('download')
  await page.getByRole('link', { name: t('bulk.run.csv') }).click()
  expect((await file).suggestedFilename()).toMatch(/^baton-bulk-\d+\.csv$/)
  const offered = await db.one<{ count: number }>(sql`
    select count(*)::int as count from handoff h join lead l on l.id = h.lead_id
    where l.region = ${region} and h.note = 'From the fair'`)
  expect(offered?.count).toBe(CROWD)
})

test('a view is saved, shared, and opened by a colleague', async ({ page }) => {
  const t = wordsIn('en')
  const marketer = await actorWith({ roles: ['marketer'] })
  const region = freshName('Region')
  await crowd(marketer, region)
  await signInAs(page, marketer)
  await page.goto(`/leads?region=${encodeURIComponent(region)}`)

  // columns, by the keyboard
  await page.getByRole('button', { name: t('leads.columns.button') }).click()
  const dialog = page.getByRole('dialog', { name: t('leads.columns.title') })
  await dialog.getByRole('checkbox', { name: t('leads.column.region') }).press('Space')
  const up = dialog.getByRole('button', { name: t('leads.columns.up', { name: t('leads.column.region') }) })
  for (let step = 0; step < 3; step++) await up.press('Enter')
  await dialog.getByRole('button', { name: t('leads.columns.apply') }).press('Enter')
  await expect(page.getByRole('columnheader', { name: t('leads.column.region') })).toBeVisible()

  // saved and shared
  const name = freshName('View')
  await page.getByRole('button', { name: t('views.saveNew') }).click()
  const save = page.getByRole('dialog', { name: t('views.saveTitle') })
  await save.getByLabel(t('views.name')).fill(name)
  await save.getByLabel(t('views.share')).check()
  await save.getByRole('button', { name: t('views.save') }).click()
  const tabs = page.getByRole('navigation', { name: t('leads.tabs.label') })
  const tab = tabs.getByRole('link', { name })
  await expect(tab).toHaveAttribute('aria-current', 'page')
  await expectAccessible(page)

  // a colleague finds it, and changes the list without changing the view
  const colleague = await actorWith({ roles: ['sales'] })
  await signInAs(page, colleague)
  await page.goto('/leads')
  const more = page.getByRole('button', { name: /more view/ })
  if (await more.isVisible()) await more.click()
  await page.getByRole('link', { name }).click()
  await expect(page.locator(`[data-count="${CROWD + 3}"]`)).toBeVisible()
  await expect(page.getByRole('columnheader', { name: t('leads.column.region') })).toBeVisible()
  await page
    .getByRole('columnheader')
    .getByRole('link', { name: t('leads.column.name') })
    .click()
  await expect(page.getByText(t('views.changed'))).toBeVisible()
  await expect(page.getByRole('button', { name: t('views.save'), exact: true })).toBeHidden()
  await expect(page.getByRole('button', { name: t('views.saveAs') })).toBeVisible()
})
