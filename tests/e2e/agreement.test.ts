import { randomUUID } from 'node:crypto'
import type { Page } from '@playwright/test'
import { createLead } from '@/lib/leads/commands/create'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, signInAs, test, wordsIn } from '../support/e2e'

/** Two heads write and sign what binds both sides, each in their own browser and language. */

const en = wordsIn('en')
const ru = wordsIn('ru')
type Words = typeof en

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

async function edit(page: Page, t: Words, kind: 'glossary' | 'responsibilities') {
  await page.goto(`/agreements/${kind}`)
  const begin = page.getByRole('button', {
    name: new RegExp(t('agreements.draft.begin', { version: '' }).trim()),
  })
  if (await begin.isVisible()) await begin.click()
  else await page.goto(`/agreements/${kind}/edit`)
  await expect(page.getByRole('button', { name: t('agreements.draft.save') })).toBeVisible()
}

test('a glossary is written by two heads, voided by an edit, signed by both, and read where its words are used', async ({
  page,
  otherBrowser,
}) => {
  const marketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'], name: freshName('Hanna') })
  const sales = await actorWith({
    roles: ['sales'],
    headOf: ['sales'],
    name: freshName('Глеб'),
    locale: 'ru',
  })
  const theirs = await otherBrowser()
  await signInAs(page, marketing)
  await signInAs(theirs, sales)

  // marketing begins it and says anew what nurture is
  const meaning = `Leads that ripen with us, ${randomUUID().slice(0, 8)}.`
  await edit(page, en, 'glossary')
  await page.locator('summary', { hasText: /^Nurture\s/ }).click()
  const field = page.getByRole('group').filter({ has: page.locator('input[value="nurture"]') })
  await field.getByLabel(en('agreements.editor.meaning', { language: 'en' })).fill(meaning)
  await press(page, en('agreements.draft.save'))
  await page.waitForURL(/\/agreements\/glossary\/\d+$/)
  const address = new URL(page.url()).pathname
  await expect(page.getByRole('definition').filter({ hasText: meaning })).toBeVisible()
  await expect(
    page
      .getByRole('insertion')
      .or(page.getByText(en('agreements.changes.term_meaning', { word: 'Nurture', to: meaning })))
      .first(),
  ).toBeVisible()
  await press(page, en('agreements.sign.do.marketing'))
  await expect(page.getByText(marketing.name).first()).toBeVisible()
  await expect(page.getByRole('button', { name: en('agreements.sign.takeBack') })).toBeVisible()

  // sales is told, reads it, and changes a word: marketing's signature is void
  await theirs.goto('/agreements/glossary')
  await expect(
    theirs.getByText(ru('agreements.draft.signedBy', { side: 'marketing', name: marketing.name })),
  ).toBeVisible()
  await edit(theirs, ru, 'glossary')
  await expect(theirs.getByText(ru('agreements.draft.voids'))).toBeVisible()
  await theirs.locator('summary', { hasText: /^Прогрев\s/ }).click()
  const word = theirs.getByRole('group').filter({ has: theirs.locator('input[value="nurture"]') })
  await word.getByLabel(ru('agreements.editor.word', { language: 'ru' })).fill(freshName('Прогрев'))
  await press(theirs, ru('agreements.draft.save'))
  await expect(theirs.getByText(ru('agreements.draft.savedVoided', { count: 1 }))).toBeVisible()
  await page.goto(address)
  await expect(page.getByText(en('agreements.events.voided', { sides: 'Marketing' })).first()).toBeVisible()

  // both sign the same words; with the second signature they are in force
  await press(theirs, ru('agreements.sign.do.sales'))
  await expect(theirs.getByRole('button', { name: ru('agreements.sign.takeBack') })).toBeVisible()
  await page.reload()
  await press(page, en('agreements.sign.do.marketing'))
  const version = address.split('/').at(-1) ?? ''
  await expect(page.getByRole('region', { name: en('shell.notifications') })).toContainText(
    en('agreements.sign.inForce', { version }),
  )
  await page.goto('/agreements/glossary')
  await expect(page.getByRole('heading', { level: 2, name: `Glossary, version ${version}` })).toBeVisible()

  // the word means that wherever it stands
  await page.goto('/nurture')
  await page.getByRole('heading', { level: 1 }).getByRole('button').click()
  await expect(page.getByText(meaning)).toBeVisible()
})

test('what the other head wrote meanwhile is not written over unseen, and nothing typed is lost', async ({
  page,
  otherBrowser,
}) => {
  const marketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'] })
  const sales = await actorWith({ roles: ['sales'], headOf: ['sales'] })
  const theirs = await otherBrowser()
  await signInAs(page, marketing)
  await signInAs(theirs, sales)
  await edit(page, en, 'responsibilities')
  await edit(theirs, en, 'responsibilities')
  const choice = (one: Page) => one.getByLabel(en('agreements.role.executive')).first()
  const change = async (one: Page, duty: string) => {
    const now = await choice(one).inputValue()
    await choice(one).selectOption(now === duty ? 'I' : duty)
  }
  await change(theirs, 'C')
  await press(theirs, en('agreements.draft.save'))
  await theirs.waitForURL(/\/responsibilities\/\d+/)

  await choice(page).selectOption('I')
  await page.getByLabel(en('agreements.draft.from')).fill('2031-05-04')
  await press(page, en('agreements.draft.save'))
  await expect(page.getByText(en('agreements.draft.stale'))).toBeVisible()
  await expect(page.getByLabel(en('agreements.draft.from'))).toHaveValue('2031-05-04')
  await page.getByLabel(en('agreements.draft.over')).check()
  await press(page, en('agreements.draft.save'))
  await page.waitForURL(/\/responsibilities\/\d+/)
  await expect(page.getByText('4 May 2031').first()).toBeVisible()

  // given up, and taken up again with everything that it said
  await press(page, en('agreements.draft.withdraw'))
  const restored = page.waitForResponse((response) => response.request().method() === 'POST')
  await press(page, en('agreements.draft.undo'))
  await restored
  await page.goto('/agreements/responsibilities/edit')
  await expect(page.getByRole('button', { name: en('agreements.draft.save') })).toBeVisible()
  await page.goto('/agreements/responsibilities')
  await page.getByRole('link', { name: en('agreements.draft.read') }).click()
  await press(page, en('agreements.draft.withdraw'))
  await expect(page.getByRole('button', { name: en('agreements.draft.beginFrom') })).toBeVisible()
})

test('nobody but heads can write or sign, and everybody can read', async ({ page }) => {
  const admin = await actorWith({ roles: ['admin', 'executive'] })
  await signInAs(page, admin)
  await page.goto('/agreements/definition/3')
  await expect(page.getByText(en('agreements.sign.title')).first()).toBeVisible()
  await expect(page.getByRole('button', { name: /^Sign for/ })).toHaveCount(0)
  await page.goto('/agreements/definition/edit')
  await expect(page.getByText(en('agreements.draft.onlyHeads'))).toBeVisible()
  await expect(page.getByRole('textbox')).toHaveCount(0)
})

test('while a marketer answers, what the definition misses is said', async ({ page }) => {
  const marketer = await actorWith({ roles: ['marketer'] })
  const company = freshName('Ohne Telefon')
  const email = `${randomUUID().slice(0, 12)}@example.org`
  const { lead } = must(await createLead(marketer, { company, email, origin: 'marketing' }))
  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}`)
  const answer = (question: string, choice: string) =>
    page.getByRole('group', { name: question }).getByRole('radio', { name: choice, exact: true }).check()
  for (const question of ['needFormed', 'valueUnderstood', 'hasBudget', 'readySoon'] as const)
    await answer(en(`leads.qualify.${question}`), en('leads.qualify.answer.yes'))
  await answer(en('leads.qualify.response'), en('leads.qualify.responses.engaged'))
  await expect(page.getByText(en('leads.qualify.why.hot'))).toBeVisible()
  const phone = en('agreements.missing.field', { field: en('leads.form.phone') })
  await expect(page.getByText(phone)).toBeVisible()
  await press(page, en('leads.qualify.save'))
  await page.getByText(en('leads.next.handOffAnyway')).click()
  await expect(page.getByRole('listitem').filter({ hasText: phone })).toBeVisible()
  await expect(page.getByLabel(en('handoffs.handOff.override'))).toBeVisible()
})
