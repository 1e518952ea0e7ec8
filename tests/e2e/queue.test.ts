import type { Page } from '@playwright/test'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName, offeredLead } from '../support/browser-leads'
import { expect, expectAccessible, listening, signInAs, test, wordsIn } from '../support/e2e'

/** The queue between two calls: by keys, on a telephone, and with three people at once. */

const t = wordsIn('en')

type Offer = Awaited<ReturnType<typeof offeredLead>>

const record = (page: Page, { lead }: Offer) =>
  page.getByRole('region', { name: lead.displayName, exact: true })
const row = (page: Page, { handoff }: Offer) => page.locator(`[data-row="${handoff.id}"]`)
const said = (page: Page) => page.getByRole('region', { name: t('shell.notifications') })
const accept = (page: Page) => page.getByRole('button', { name: t('handoffs.accept.do'), exact: true })
const undo = t('common.action.undo')

async function offers(marketer: Actor, names: readonly string[], to?: Actor): Promise<Offer[]> {
  const made: Offer[] = []
  for (const name of names) made.push(await offeredLead(marketer, { company: freshName(name), to }))
  return made
}

/** The nth of a list that has it. */
function nth<T>(list: readonly T[], index: number): T {
  const one = list[index]
  if (one === undefined) throw new Error(`there is no number ${index}`)
  return one
}

async function press(page: Page, ...keys: string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** Now, whatever the clock of the person said when the test began. */
const atOnce = (actor: Actor) => actorAt(actor, new Date())

test('is worked with keys only', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const list = await offers(marketer, ['Accepted', 'Rejected', 'Commented', 'Asked'], rep)
  const name = (index: number) => nth(list, index).lead.displayName
  const open = (index: number) => record(page, nth(list, index))
  const reasons = (index: number) =>
    page.getByRole('group', { name: t('handoffs.reject.title', { lead: name(index) }) })

  await signInAs(page, rep)
  await page.goto('/queue?view=mine')
  await expect(open(0)).toBeVisible() // the most urgent is open
  await listening(page)
  await press(page, 'j')
  await expect(open(1)).toBeVisible()
  await press(page, 'j', 'j') // faster than the server answers
  await expect(open(3)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`open=${nth(list, 3).handoff.id}`))
  await press(page, 'k', 'k', 'k')
  await expect(open(0)).toBeVisible()
  await press(page, 'Enter')
  await expect(open(0).locator('[data-record-heading]')).toBeFocused()

  await press(page, 'a')
  await expect(open(1)).toBeVisible() // the next one is open by itself
  await expect(said(page)).toContainText(t('handoffs.accept.done', { lead: name(0) }))
  await expect(row(page, nth(list, 0))).toHaveCount(0)

  // second thoughts, by each of the two keys
  await press(page, 'u')
  await expect(said(page)).toContainText(t('handoffs.undo.done', { lead: name(0) }))
  await expect(open(0)).toBeVisible()
  await press(page, 'a')
  await expect(open(1)).toBeVisible()
  await expect(said(page).getByRole('button', { name: undo })).toBeVisible()
  await press(page, 'j') // the offer to undo survives the next move
  await expect(open(2)).toBeVisible()
  await press(page, 'Control+z')
  await expect(open(0)).toBeVisible()
  await expect(row(page, nth(list, 0))).toBeVisible()
  await press(page, 'a')
  await expect(open(1)).toBeVisible()

  await press(page, 'r')
  await expect(reasons(1)).toBeVisible()
  await press(page, '8') // "Too early" needs no comment
  await expect(open(2)).toBeVisible()
  await expect(said(page)).toContainText(t('handoffs.reject.done', { lead: name(1), reason: 'Too early' }))
  await press(page, 'r')
  await expect(reasons(2)).toBeVisible()
  await press(page, '3') // "Wrong contact" waits for one
  await expect(open(2).getByRole('textbox', { name: t('handoffs.reject.comment') })).toBeFocused()
  await page.keyboard.type('ask for the quay master') // an a, a q and an r in a field press nothing
  await press(page, 'Control+Enter')
  await expect(open(3)).toBeVisible()
  await expect(said(page)).toContainText(
    t('handoffs.reject.done', { lead: name(2), reason: 'Wrong contact' }),
  )
  await press(page, 'q')
  await expect(open(3).getByRole('textbox')).toBeFocused()
  await press(page, 'Escape') // folds the form and nothing else
  await expect(open(3).getByRole('textbox')).toBeHidden()
  await press(page, 'q')
  await expect(open(3).getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Which pump?')
  await press(page, 'Control+Enter')
  await expect(said(page)).toContainText(t('handoffs.ask.done', { name: marketer.name, lead: name(3) }))
  await expect(page.getByText(t('handoffs.empty.mine.title'))).toBeVisible()

  const states = await db.rows(sql`
    SELECT h.state::text, r.code AS reason, h.comment, h.question,
      (SELECT count(*)::int FROM lead_event e WHERE e.lead_id = h.lead_id AND e.type = 'verdict_undone') AS undone
    FROM handoff h LEFT JOIN rejection_reason r ON r.id = h.reason_id
    WHERE h.assignee_id = ${rep.personId} ORDER BY h.id`)
  expect(states).toEqual([
    { state: 'accepted', reason: null, comment: null, question: null, undone: 2 },
    { state: 'rejected', reason: 'too_early', comment: null, question: null, undone: 0 },
    {
      state: 'rejected',
      reason: 'wrong_contact',
      comment: 'ask for the quay master',
      question: null,
      undone: 0,
    },
    { state: 'pending', reason: null, comment: null, question: 'Which pump?', undone: 0 },
  ])
})

test('goes on to the next record without waiting for the server, and comes back when it refuses', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const list = await offers(marketer, ['Slow', 'Next', 'Third'], rep)
  await signInAs(page, rep)
  await page.goto('/queue?view=mine')
  await expect(record(page, nth(list, 0))).toBeVisible()
  await listening(page)
  // the answers wait until they are let go
  let letGo = () => {}
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  await page.route('**/queue**', async (route) => {
    if (route.request().method() === 'POST') await gate
    await route.continue()
  })
  await press(page, 'a')
  await expect(record(page, nth(list, 1))).toBeVisible()
  await expect(row(page, nth(list, 0))).toContainText(t('handoffs.live.sending'))
  await db.run(sql`UPDATE person SET roles = '{executive}' WHERE id = ${rep.personId}`) // not sales any more
  letGo()
  await expect(record(page, nth(list, 0)).getByRole('alert')).toContainText(t('errors.FORBIDDEN'))
  const { state } = must({
    ok: true,
    value: await db.one<{ state: string }>(
      sql`SELECT state::text FROM handoff WHERE id = ${nth(list, 0).handoff.id}`,
    ),
  }) ?? { state: '' }
  expect(state).toBe('pending')
})

test('gives the next of the open queue to who asks, by N', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const [urgent] = await offers(marketer, ['Most urgent'])
  if (!urgent) throw new Error('no offer')
  // before everything that anybody has left in the open queue
  await db.run(sql`
    UPDATE handoff SET offered_at = first.at, due_at = first.at, assignee_id = NULL
    FROM (SELECT min(due_at) - interval '1 day' AS at FROM handoff WHERE state = 'pending') first
    WHERE id = ${urgent.handoff.id}`)
  await signInAs(page, rep)
  await page.goto('/queue?view=mine')
  await listening(page)
  await press(page, 'n')
  await expect(record(page, urgent)).toBeVisible()
  await expect(row(page, urgent)).toContainText(t('handoffs.forYou'))
  const now = await db.one(
    sql`SELECT assignee_id AS assignee, state::text FROM handoff WHERE id = ${urgent.handoff.id}`,
  )
  expect(now).toEqual({ assignee: rep.personId, state: 'pending' })
})

test('three people at once: what one takes leaves the other’s list, and the marketer learns of it', async ({
  page,
  otherBrowser,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rita = await actorWith({ roles: ['sales'], name: 'Rita First' })
  const otto = await actorWith({ roles: ['sales'], name: 'Otto Second' })
  const list = await offers(marketer, ['Shared one', 'Shared two', 'Shared three'])
  await db.run(sql`UPDATE handoff SET offered_at = '2020-02-02', due_at = '2020-02-02', assignee_id = NULL
    WHERE id = any(${list.map(({ handoff }) => handoff.id)})`)
  const [one, two, three] = [nth(list, 0), nth(list, 1), nth(list, 2)]
  const [his, hers] = [await otherBrowser(), await otherBrowser()]
  await signInAs(page, rita)
  await signInAs(his, otto)
  await signInAs(hers, marketer)
  await page.goto(`/queue?open=${one.handoff.id}`)
  await his.goto(`/queue?open=${two.handoff.id}`)
  await hers.goto('/queue?view=returned')
  for (const browser of [page, his, hers]) await listening(browser)

  // Rita takes the first while Otto's pointer rests on the row below: nothing moves under it.
  await row(his, three).hover()
  const before = await row(his, three).boundingBox()
  await accept(page).click()
  await expect(row(his, one)).toContainText(t('handoffs.live.accepted', { name: rita.name }))
  expect(await row(his, three).boundingBox()).toEqual(before)
  await his.mouse.move(2, 2)
  await expect(row(his, one)).toHaveCount(0)

  // She goes on to the record that he has open: he is told, his keys do not touch it, J goes on.
  await expect(record(page, two)).toBeVisible()
  await accept(page).click()
  await expect(record(his, two).locator('xpath=..')).toContainText(
    t('handoffs.live.accepted', { name: rita.name }),
  )
  await expect(accept(his)).toBeHidden()
  await press(his, 'a')
  await press(his, 'j')
  await expect(record(his, three)).toBeVisible()
  await expect(row(his, two)).toHaveCount(0)

  // He rejects the third: the marketer's list says that something came back, and shows it when asked to.
  await press(his, 'r')
  await expect(
    his.getByRole('group', { name: t('handoffs.reject.title', { lead: three.lead.displayName }) }),
  ).toBeVisible()
  await press(his, '1')
  const offer = hers.getByRole('button', { name: t('handoffs.live.fresh', { count: 1 }) })
  await expect(offer).toBeVisible()
  await offer.click()
  await expect(row(hers, three)).toBeVisible()
  // and he takes it back: it is in both reps' lists again, in hers it is marked
  await press(his, 'u')
  await expect(record(his, three)).toBeVisible()
  await expect(row(hers, three)).toHaveAttribute('data-left')

  const now = await db.rows(sql`
    SELECT h.state::text, h.decided_by_id AS by FROM handoff h
    WHERE h.id = any(${list.map(({ handoff }) => handoff.id)}) ORDER BY h.id`)
  expect(now).toEqual([
    { state: 'accepted', by: rita.personId },
    { state: 'accepted', by: rita.personId },
    { state: 'pending', by: null },
  ])
  must(await acceptHandoff(atOnce(otto), { handoffId: three.handoff.id }))
})

test('new ones wait behind a button and push nothing down', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const [first] = await offers(marketer, ['There already'], rep)
  if (!first) throw new Error('no offer')
  await signInAs(page, rep)
  await page.goto('/queue?view=mine')
  await expect(row(page, first)).toBeVisible()
  await listening(page)
  const before = await row(page, first).boundingBox()
  const more = await offers(atOnce(marketer), ['New one', 'New two'], rep)
  const offer = page.getByRole('button', { name: t('handoffs.live.fresh', { count: 2 }) })
  await expect(offer).toBeVisible()
  expect(await row(page, first).boundingBox()).toEqual(before)
  await expectAccessible(page)
  await offer.click()
  for (const one of more) await expect(row(page, one)).toBeVisible()
  await expect(offer).toBeHidden()
})

test('on a telephone: the list, a record, a verdict, the next record, second thoughts', async ({
  otherBrowser,
}) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const list = await offers(marketer, ['By thumb', 'And the next'], rep)
  const [first, second] = [nth(list, 0), nth(list, 1)]
  const page = await otherBrowser({ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true })
  await signInAs(page, rep)
  await page.goto('/queue?view=mine')
  await expect(row(page, first)).toBeVisible()
  await expect(accept(page)).toBeHidden() // the list first
  await page.getByRole('link', { name: first.lead.displayName }).tap()
  await expect(accept(page)).toBeInViewport()
  await page
    .getByRole('link', { name: t('handoffs.backToList') })
    .first()
    .tap()
  await expect(accept(page)).toBeHidden()
  await page.getByRole('link', { name: first.lead.displayName }).tap()
  await expect(accept(page)).toBeInViewport()

  // what a thumb presses is at least 44 pixels high
  const pressed = record(page, first).locator('footer :is(button, summary), header a')
  for (const one of await pressed.all()) {
    if (await one.isVisible()) expect((await one.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  }
  const mail = record(page, first).getByRole('link', { name: first.lead.email ?? '' })
  await expect(mail).toHaveAttribute('href', new RegExp(`^mailto:${first.lead.email}\\?subject=`))

  await accept(page).tap()
  await expect(record(page, second)).toBeInViewport()
  await said(page).getByRole('button', { name: undo }).tap()
  await expect(record(page, first)).toBeInViewport()
  await expect(said(page)).toContainText(t('handoffs.undo.done', { lead: first.lead.displayName }))
  await accept(page).tap()
  await expect(record(page, second)).toBeInViewport()
  // the next record comes before the answer
  const state = () => db.one(sql`SELECT state::text FROM handoff WHERE id = ${first.handoff.id}`)
  await expect.poll(state).toEqual({ state: 'accepted' })
})
