import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { createChannel } from '@/lib/channels/commands'
import { openDeal, winDeal } from '@/lib/deals/commands'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { createLead } from '@/lib/leads/commands/create'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, expectAccessible, listening, signInAs, test, wordsIn } from '../support/e2e'
import { HOT } from '../support/life'

/** The numbers in the browser: they move when others do something, and a chart can be used without a pointer. */

const t = wordsIn('en')

/** A channel of its own with three leads, one of which is in a deal. */
async function company(): Promise<{
  marketer: Actor
  rep: Actor
  channelId: number
  dealId: number
  leadId: number
}> {
  const admin = await actorWith({ roles: ['admin'] })
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const name = freshName('Fair')
  const channelId = must(await createChannel(admin, { name })).id
  const leads: number[] = []
  for (let i = 0; i < 3; i++) {
    const company = freshName('Nordlicht')
    const email = `${company.replace(/\W+/g, '-').toLowerCase()}@example.org`
    const phone = `+4915${Math.floor(1e9 + (Number.parseInt(company.slice(-8), 16) % 9e9))}`
    leads.push(
      must(
        await createLead(marketer, {
          company,
          email,
          phone,
          channel: name,
          region: null,
          origin: 'marketing',
        }),
      ).lead.id,
    )
  }
  const leadId = leads[0] ?? 0
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  const handoff = must(await handOffLead(marketer, { leadId, assignee: rep.email }))
  must(await acceptHandoff(rep, { handoffId: handoff.id }))
  const deal = must(await openDeal(rep, { leadId, title: 'Pumps', amount: '900.00' }))
  return { marketer, rep, channelId, dealId: deal.id, leadId }
}

/** What the marks of the first picture say, and the rows of the table under it. */
async function pictureAndTable(page: Page) {
  const figure = page.locator('figure').first()
  const said = await figure
    .locator('[data-mark]')
    .evaluateAll((marks) => marks.map((mark) => mark.getAttribute('aria-label') ?? ''))
  const rows = await figure
    .locator('details tbody tr')
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')))
  return { said, rows }
}

test('the funnel moves when a deal is won elsewhere, under nobody’s hand; its table says what the picture says', async ({
  page,
  otherBrowser,
}) => {
  const { marketer, rep, channelId, dealId } = await company()
  await signInAs(page, marketer)
  await page.goto(`/funnel?by=none&channel=${channelId}`)
  await listening(page)
  const won = page.locator('a[data-mark="won"]')
  await expect(won).toHaveAttribute('aria-label', /^Won: 0,/)
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))

  // The keyboard: one stop, then from mark to mark.
  await page.locator('a[data-mark="leads"]').focus()
  await page.keyboard.press('ArrowDown')
  await expect(page.locator('a[data-mark="qualified"]')).toBeFocused()
  await page.keyboard.press('End')
  await expect(won).toBeFocused()
  expect(await page.locator('figure').first().locator('[data-mark][tabindex="0"]').count()).toBe(1)

  const other = await otherBrowser()
  await signInAs(other, rep)
  await other.goto(`/funnel?by=none&channel=${channelId}`)
  await listening(other)
  const theirs = other.locator('a[data-mark="won"]')
  await theirs.hover()
  must(await winDeal(rep, { dealId, amount: '900.00' }))

  await expect(won).toHaveAttribute('aria-label', /^Won: 1,/, { timeout: 20_000 })
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
  // The other one’s pointer is on the bar: it waits until that has left, and says so.
  const line = other.getByRole('status').filter({ hasText: t('shell.live.changed') })
  await expect(line).toBeVisible({ timeout: 20_000 })
  await expect(theirs).toHaveAttribute('aria-label', /^Won: 0,/)
  await line.getByRole('button').click()
  await expect(theirs).toHaveAttribute('aria-label', /^Won: 1,/)

  const { said, rows } = await pictureAndTable(page)
  expect(said.map((words) => /^(.+): (\d(?:[\d,]*\d)?)/.exec(words)?.slice(1))).toEqual(
    rows.map((row) => row.slice(0, 2)),
  )
  await expectAccessible(page)
  await won.press('Enter')
  await expect(page).toHaveURL(new RegExp(`/leads\\?.*channel=${channelId}.*stage=won`))
  await expect(page.locator('tbody tr')).toHaveCount(1)
})

test('a chart is saved as a drawing that stands for itself', async ({ page }) => {
  const person = await actorWith({ roles: ['executive'] })
  await signInAs(page, person)
  await page.goto('/funnel/cohorts')
  const figure = page.locator('figure').last()
  await expect(figure.locator('[data-mark]').first()).toBeAttached()
  await figure.getByRole('button', { name: t('common.chart.save') }).click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    figure.getByRole('button', { name: t('common.chart.svg') }).click(),
  ])
  expect(download.suggestedFilename()).toBe('time-to-win.svg')
  const svg = await readFile(await download.path(), 'utf8')
  expect(svg).toContain(t('funnel.curve.title'))
  // How it is counted goes with it, and nothing that only a style sheet would explain.
  expect(svg).toContain('Kaplan')
  expect(svg).not.toMatch(/class=|var\(--|light-dark|<a /)
  await expectAccessible(page)
})
