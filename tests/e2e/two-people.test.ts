import type { Page } from '@playwright/test'
import { editLead } from '@/lib/leads/commands/edit'
import { endSessions } from '@/lib/platform/auth/session-store'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { enteredLead, freshName, offeredLead } from '../support/browser-leads'
import { expect, signInAs, test, wordsIn } from '../support/e2e'

/** Where two people meet on one record, and where one's session ends under their hands. Nothing is lost, nobody is left guessing. */

const t = wordsIn('en')

test('two reps accept one handoff at once: one has it, the others are told who', async ({
  page,
  otherBrowser,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const first = await actorWith({ roles: ['sales'], name: 'Rita First' })
  const second = await actorWith({ roles: ['sales'], name: 'Otto Second' })
  const third = await actorWith({ roles: ['sales'], name: 'Theo Third' })
  const { lead, handoff } = await offeredLead(marketer)
  const [other, late] = [await otherBrowser(), await otherBrowser()]
  const accept = (one: Page) => one.getByRole('button', { name: t('handoffs.accept.do'), exact: true })
  await signInAs(page, first)
  await signInAs(other, second)
  await signInAs(late, third)
  for (const one of [page, other]) await one.goto(`/queue?open=${handoff.id}`)
  await late.goto(`/leads/${lead.id}`)
  for (const one of [page, other, late]) await expect(accept(one)).toBeVisible()

  await Promise.all([accept(page).click(), accept(other).click()])
  const said = (one: Page) => one.getByRole('region', { name: t('shell.notifications') })
  await expect(said(page)).toContainText(lead.displayName)
  await expect(said(other)).toContainText(lead.displayName)
  const words = await Promise.all([said(page).textContent(), said(other).textContent()])
  const done = t('handoffs.accept.done', { lead: lead.displayName })
  const won = words.filter((text) => text?.includes(done))
  expect(won).toHaveLength(1)
  const winner = words[0]?.includes(done) ? first : second
  const told = words.find((text) => !text?.includes(done))
  expect(told).toContain(`${winner.name} accepted ${lead.displayName}`)

  // whoever has the lead open elsewhere sees it on the spot
  await expect(accept(late)).toBeHidden()
  await expect(late.getByRole('main')).toContainText(winner.name)
  const now = await db.one(sql`
    SELECT h.state::text, h.decided_by_id AS "decidedBy", l.assignee_id AS assignee
    FROM handoff h JOIN lead l ON l.id = h.lead_id WHERE h.id = ${handoff.id}`)
  expect(now).toEqual({ state: 'accepted', decidedBy: winner.personId, assignee: winner.personId })
})

test('a stale edit shows both values of the same field and keeps everything else that was typed', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const colleague = await actorWith({ roles: ['marketer'] })
  const lead = await enteredLead(marketer)
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}/edit`)
  const field = (name: 'company' | 'region' | 'jobTitle') =>
    page.getByLabel(t(`leads.form.${name}`), { exact: true })
  const [theirs, mine] = [freshName('Theirs'), freshName('Mine')]
  await field('company').fill(mine)
  await field('region').fill('Bavaria')
  must(
    await editLead(colleague, {
      leadId: lead.id,
      version: lead.version,
      patch: { company: theirs, jobTitle: 'Buyer' },
    }),
  )

  const save = page.getByRole('button', { name: t('leads.edit.save'), exact: true })
  await save.click()
  await expect(page.getByText(t('leads.edit.conflictTitle', { count: 1 }))).toBeVisible()
  const choice = page.getByRole('group', { name: t('leads.form.company'), exact: true })
  await expect(choice.getByRole('radio', { name: theirs })).not.toBeChecked()
  await expect(choice.getByRole('radio', { name: mine })).toBeChecked()
  await expect(field('region')).toHaveValue('Bavaria')
  const kept = await db.one(sql`SELECT company, region FROM lead WHERE id = ${lead.id}`)
  expect(kept).toEqual({ company: theirs, region: null })

  await save.click()
  await expect(page.getByRole('heading', { level: 1, name: mine })).toBeVisible()
  const saved = await db.one(sql`
    SELECT company, region, job_title AS "jobTitle" FROM lead WHERE id = ${lead.id}`)
  expect(saved).toEqual({ company: mine, region: 'Bavaria', jobTitle: 'Buyer' })
})

test('a stale edit of other fields goes together by itself', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const lead = await enteredLead(marketer)
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}/edit`)
  await page.getByLabel(t('leads.form.region'), { exact: true }).fill('Saxony')
  must(
    await editLead(marketer, {
      leadId: lead.id,
      version: lead.version,
      patch: { jobTitle: 'Head of pumps' },
    }),
  )
  await page.getByRole('button', { name: t('leads.edit.save'), exact: true }).click()
  await expect(page).toHaveURL(`/leads/${lead.id}`)
  const saved = await db.one(sql`SELECT region, job_title AS "jobTitle" FROM lead WHERE id = ${lead.id}`)
  expect(saved).toEqual({ region: 'Saxony', jobTitle: 'Head of pumps' })
})

for (const how of ['ended by somebody else', 'signed out in another tab'] as const) {
  test(`a session that was ${how} while typing loses nothing`, async ({ page, context, problems }) => {
    const marketer = await actorWith({ roles: ['marketer'] })
    const company = freshName('Typed in vain')
    const email = `${company.replaceAll(' ', '.')}@example.org`.toLowerCase()
    await signInAs(page, marketer)
    await page.goto('/leads/new')
    const field = (name: 'company' | 'email' | 'note') =>
      page.getByLabel(t(`leads.form.${name}`), { exact: true })
    await field('company').fill(company)
    await field('email').fill(email)
    await field('note').fill('met at the stand,\nwants a price')
    if (how === 'ended by somebody else') await endSessions(marketer.personId)
    else await context.clearCookies()

    const save = page.getByRole('button', { name: t('leads.form.save'), exact: true })
    await save.click()
    await expect(page.getByRole('alert').filter({ hasText: t('errors.SIGNED_OUT') })).toBeVisible()
    await expect(field('company')).toHaveValue(company)
    await expect(field('note')).toHaveValue('met at the stand,\nwants a price')

    await signInAs(page, marketer) // in another tab, as the message says
    await save.click()
    await expect(page.getByRole('heading', { level: 1, name: company })).toBeVisible()
    const kept = await db.rows(sql`SELECT note FROM lead WHERE email = ${email}`)
    expect(kept).toEqual([{ note: 'met at the stand,\nwants a price' }])
    problems.length = 0 // what was asked while signed out was answered 401
  })
}
