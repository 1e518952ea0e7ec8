import { get } from 'node:http'
import { request } from '@playwright/test'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { addActivity } from '@/lib/leads/commands/contact'
import { stopUrls } from '@/lib/notices/commands/letters'
import { sessionCookie } from '@/lib/platform/auth/cookies'
import { openSession } from '@/lib/platform/auth/session-store'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { enteredLead, offeredLead } from '../support/browser-leads'
import { cookieValue, expect, listening, signInAs, test, wordsIn } from '../support/e2e'
import { type Listener, listenTo } from '../support/live'

/** What a colleague does appears by itself, and never under somebody's hand. */

const t = wordsIn('en')

test('a verdict appears on the open record without reloading', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const { lead, handoff } = await offeredLead(marketer)
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}`)
  await listening(page)
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
  const state = page.getByText(t('common.status.accepted'), { exact: true }).first()
  await expect(state).toBeHidden()
  must(await acceptHandoff(rep, { handoffId: handoff.id }))
  await expect(state).toBeVisible()
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
})

test('what is being typed stays; a line says that there is something new, and shows it when asked', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const colleague = await actorWith({ roles: ['marketer'] })
  const lead = await enteredLead(marketer)
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}`)
  await listening(page)
  const note = page.locator('textarea[name="text"]')
  await note.fill('half a sentence')
  must(await addActivity(colleague, { leadId: lead.id, kind: 'note', text: 'Called them at nine' }))
  const line = page.getByRole('status').filter({ hasText: t('shell.live.changed') })
  await expect(line).toBeVisible()
  await expect(note).toHaveValue('half a sentence')
  await expect(page.getByText('Called them at nine')).toBeHidden()
  await line.getByRole('button', { name: t('shell.live.show') }).click()
  await expect(page.getByText('Called them at nine')).toBeVisible()
  await expect(note).toHaveValue('half a sentence')
  await expect(line).toBeHidden()
})

test('nothing moves under the pointer: it waits until that has left what can be pressed', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const colleague = await actorWith({ roles: ['marketer'] })
  const lead = await enteredLead(marketer)
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}`)
  await listening(page)
  await page.getByRole('link', { name: t('leads.record.edit'), exact: true }).hover()
  must(await addActivity(colleague, { leadId: lead.id, kind: 'note', text: 'Wants a price by Friday' }))
  await expect(page.getByRole('status').filter({ hasText: t('shell.live.changed') })).toBeVisible()
  await expect(page.getByText('Wants a price by Friday')).toBeHidden()
  await page.mouse.move(2, 2)
  await expect(page.getByText('Wants a price by Friday')).toBeVisible()
})

test('200 screens of one server hear of a change within a second', async () => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const { handoff } = await offeredLead(marketer)
  const screens: Listener[] = []
  for (let person = 0; person < 20; person++) {
    const { personId } = await actorWith({ roles: ['sales'] })
    const sid = await openSession({ personId, at: new Date(), userAgent: 'test' })
    const cookie = `${sessionCookie().name}=${await cookieValue(sid)}`
    const url = `${process.env.BATON_TEST_URL}/api/stream?since=${Date.now()}`
    screens.push(...(await Promise.all(Array.from({ length: 10 }, () => listenTo(url, { cookie })))))
  }
  const began = performance.now()
  must(await acceptHandoff(rep, { handoffId: handoff.id }))
  const heard = await Promise.all(
    screens.map((screen) => screen.next(({ data }) => data?.topic === 'handoff' && data.id === handoff.id)),
  )
  const took = heard.map(({ at }) => at - began).sort((a, b) => a - b)
  for (const screen of screens) screen.close()
  expect(took).toHaveLength(200)
  expect(took.at(-1)).toBeLessThan(1_000)
})

test('the stream is for who is signed in, is not compressed, and tells others not to come back', async () => {
  const { personId } = await actorWith({ roles: ['sales'] })
  const cookie = `${sessionCookie().name}=${await cookieValue(await openSession({ personId, at: new Date() }))}`
  const url = `${process.env.BATON_TEST_URL}/api/stream?since=${Date.now()}`
  const headers = await new Promise<NodeJS.Dict<string | string[]>>((resolve, reject) => {
    const asked = get(url, { headers: { cookie, 'accept-encoding': 'gzip, br' }, agent: false }, (answer) => {
      resolve(answer.headers)
      asked.destroy()
    })
    asked.on('error', reject)
  })
  expect(headers['content-type']).toContain('text/event-stream')
  expect(headers['content-encoding']).toBeUndefined()
  const nobody = await request.newContext({ baseURL: process.env.BATON_TEST_URL })
  expect((await nobody.get('/api/stream')).status()).toBe(204)
  await nobody.dispose()
})

test('the bell counts what is told meanwhile; a notice leads to its matter and is read then', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'], name: 'Mara Bell' })
  const rep = await actorWith({ roles: ['sales'] })
  await signInAs(page, rep)
  await page.goto('/deals')
  await listening(page)
  const bell = page.getByRole('link', { name: t('shell.notices') }).filter({ visible: true })
  await expect(bell).toHaveText(t('shell.notices'))
  const { lead, handoff } = await offeredLead(marketer, { to: rep })
  await expect(bell).toContainText(t('notices.bell', { count: 1 }))
  await bell.click()
  const told = t('notices.kind.handed_to_me', { by: 'Mara Bell', lead: lead.displayName })
  await page.getByRole('link', { name: told }).click()
  await expect(page).toHaveURL(`/queue?open=${handoff.id}`)
  await expect(page.getByRole('heading', { name: lead.displayName })).toBeVisible()
  await expect(bell).toHaveText(t('shell.notices'))
})

test('a link in a letter stops its kind: one click of a mail program, or a button on a page', async ({
  page,
  context,
}) => {
  const rep = await actorWith({ roles: ['sales'] })
  const kept = () =>
    db.rows<{ kind: string; email: string }>(
      sql`select kind, email::text from notice_preference where person_id = ${rep.personId} order by 1`,
    )
  const asked = stopUrls(rep.personId, ['answered', 'reassigned'])
  const here = (url: string) => url.replace(/^https?:\/\/[^/]+/, '')

  // opening it changes nothing
  await page.goto(here(asked.oneClick))
  await expect(page).toHaveURL(/\/unsubscribe\?token=/)
  await expect(page.getByText(t('notices.settings.name.answered'))).toBeVisible()
  expect(await kept()).toEqual([])
  await page.getByRole('button', { name: t('notices.unsubscribe.do') }).click()
  await expect(page.getByText(t('notices.unsubscribe.done'))).toBeVisible()
  expect(await kept()).toEqual([
    { kind: 'answered', email: 'never' },
    { kind: 'reassigned', email: 'never' },
  ])

  const oneClick = here(stopUrls(rep.personId, ['handed_to_me']).oneClick)
  const form = { 'List-Unsubscribe': 'One-Click' }
  expect((await context.request.post(oneClick, { form })).status()).toBe(204)
  expect((await context.request.post(`${oneClick}x`, { form })).status()).toBe(404)
  expect((await kept()).map(({ kind }) => kind)).toEqual(['answered', 'handed_to_me', 'reassigned'])
})

test('in the profile everybody chooses what comes by e-mail, and when', async ({ page }) => {
  const rep = await actorWith({ roles: ['sales'] })
  await signInAs(page, rep)
  await page.goto('/settings/profile')
  const card = page.locator('#notices')
  await card.getByLabel(t('notices.settings.name.handed_to_me')).selectOption(t('notices.settings.digest'))
  await card.getByLabel(t('notices.settings.digestAt')).fill('07:45')
  await card.getByRole('button', { name: t('common.action.save') }).click()
  await expect(page.getByText(t('notices.settings.saved'), { exact: true })).toBeVisible()
  await page.reload()
  await expect(card.getByLabel(t('notices.settings.name.handed_to_me'))).toHaveValue('digest')
  await expect(card.getByLabel(t('notices.settings.digestAt'))).toHaveValue('07:45')
  await expect(card.getByText(t('notices.settings.name.rejected'))).toBeHidden()
})
