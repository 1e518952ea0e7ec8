import { db, sql } from '@/lib/platform/db/sql'
import { actorWith } from '../support/actors'
import { enteredLead, freshName, offeredLead } from '../support/browser-leads'
import { expect, expectAccessible, listening, signInAs, test, wordsIn } from '../support/e2e'

/** The keys that interface.md promises, and the same work on a telephone. */

const t = wordsIn('en')

test('the queue is worked with keys only', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
  const offered: Awaited<ReturnType<typeof offeredLead>>[] = []
  for (const name of ['Accepted', 'Rejected', 'Commented', 'Asked'])
    offered.push(await offeredLead(marketer, { company: freshName(name), to: rep }))
  const name = (index: number) => offered[index]?.lead.displayName ?? ''
  const key = (...keys: string[]) =>
    keys.reduce((before, one) => before.then(() => page.keyboard.press(one)), Promise.resolve())
  const record = (index: number) => page.getByRole('region', { name: name(index), exact: true })
  const said = page.getByRole('region', { name: t('shell.notifications') })

  await signInAs(page, rep)
  await page.goto('/queue?view=mine')
  await expect(record(0)).toBeVisible() // the most urgent is open
  await listening(page)
  await key('j')
  await expect(record(1)).toBeVisible()
  await key('j', 'j') // faster than the server answers
  await expect(record(3)).toBeVisible()
  await expect(page).toHaveURL(new RegExp(`open=${offered[3]?.handoff.id}`))
  await key('k', 'k', 'k')
  await expect(record(0)).toBeVisible()
  await key('Enter')
  await expect(page.locator('[data-record-heading]')).toBeFocused()

  await key('a')
  await expect(said).toContainText(t('handoffs.accept.done', { lead: name(0) }))
  await expect(record(1)).toBeVisible() // the next one is open by itself
  await key('r')
  await expect(page.getByRole('group', { name: t('handoffs.reject.title', { lead: name(1) }) })).toBeVisible()
  await key('8') // "Too early" needs no comment
  await expect(said).toContainText(t('handoffs.reject.done', { lead: name(1), reason: 'Too early' }))
  await expect(record(2)).toBeVisible()
  await key('r')
  await expect(page.getByRole('group', { name: t('handoffs.reject.title', { lead: name(2) }) })).toBeVisible()
  await key('3') // "Wrong contact" waits for one
  await expect(record(2).getByRole('textbox', { name: t('handoffs.reject.comment') })).toBeFocused()
  await page.keyboard.type('ask for the quay master') // an a, a q and an r in a field press nothing
  await key('Control+Enter')
  await expect(said).toContainText(t('handoffs.reject.done', { lead: name(2), reason: 'Wrong contact' }))
  await expect(record(3)).toBeVisible()
  await key('q')
  await expect(record(3).getByRole('textbox')).toBeFocused()
  await key('Escape') // folds the form and nothing else
  await expect(record(3).getByRole('textbox')).toBeHidden()
  await key('q')
  await expect(record(3).getByRole('textbox')).toBeFocused()
  await page.keyboard.type('Which pump?')
  await key('Control+Enter')
  await expect(said).toContainText(t('handoffs.ask.done', { name: marketer.name, lead: name(3) }))

  const states = await db.rows(sql`
    SELECT h.state::text, r.code AS reason, h.comment, h.question
    FROM handoff h LEFT JOIN rejection_reason r ON r.id = h.reason_id
    WHERE h.assignee_id = ${rep.personId} ORDER BY h.id`)
  expect(states).toEqual([
    { state: 'accepted', reason: null, comment: null, question: null },
    { state: 'rejected', reason: 'too_early', comment: null, question: null },
    { state: 'rejected', reason: 'wrong_contact', comment: 'ask for the quay master', question: null },
    { state: 'pending', reason: null, comment: null, question: 'Which pump?' },
  ])
})

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

  await page.keyboard.press('g')
  await page.keyboard.press('f')
  await expect(page.getByRole('heading', { level: 1, name: t('funnel.title') })).toBeVisible()
  await page.keyboard.press('n') // nothing new can be made here, so nothing happens
  await expect(page).toHaveURL(/\/funnel/)
})

test('on a telephone: a card is entered, and a handoff accepted', async ({ otherBrowser }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const rep = await actorWith({ roles: ['sales'] })
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

  const deciding = await otherBrowser(phone)
  const { lead } = await offeredLead(marketer, { to: rep })
  await signInAs(deciding, rep)
  await deciding.goto('/queue?view=mine')
  const accept = deciding.getByRole('button', { name: t('handoffs.accept.do'), exact: true })
  await expect(accept).toBeHidden() // the list first
  await deciding.getByRole('link', { name: lead.displayName }).tap()
  await expect(accept).toBeInViewport()
  await deciding
    .getByRole('link', { name: t('handoffs.backToList') })
    .first()
    .tap()
  await expect(accept).toBeHidden()
  await deciding.getByRole('link', { name: lead.displayName }).tap()
  await accept.tap()
  await expect(deciding.getByText(t('handoffs.accept.done', { lead: lead.displayName }))).toBeVisible()
})
