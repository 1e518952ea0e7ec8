import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { enteredLead, freshName } from '../support/browser-leads'
import { expect, signInAs, test, wordsIn } from '../support/e2e'

/** Two leads of one customer become one on screen, and two again. */

const t = wordsIn('en')

test('the same customer twice: compared, merged, found under the old address, parted again', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'], name: freshName('Mara') })
  const company = freshName('Nordlicht')
  const lead = await enteredLead(marketer, company)
  const twin = must(
    await createLead(marketer, {
      company: `${company} GmbH`,
      contactName: 'Ada Twin',
      email: `twin-${lead.id}@example.org`,
    }),
  ).lead
  must(await editLead(marketer, { leadId: twin.id, version: 1, patch: { phone: lead.phone } }))

  await signInAs(page, marketer)
  await page.goto(`/leads/${lead.id}`)
  await expect(page.getByText(t('leads.merge.alike', { count: 1 }))).toBeVisible()
  await page.getByRole('link', { name: t('leads.merge.open') }).click()
  await page.getByRole('link', { name: `${t('leads.merge.compare')}: ${twin.displayName}` }).click()
  await expect(page.getByText(t('leads.merge.kept'), { exact: true })).toBeVisible()
  // by keyboard: the company is the other's, the e-mail stays
  await page.getByRole('radio', { name: company, exact: true }).focus()
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: twin.displayName, exact: true })).toBeChecked()
  await page.getByRole('button', { name: t('leads.merge.submit'), exact: true }).click()

  await expect(page).toHaveURL(new RegExp(`/leads/${lead.id}$`))
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(twin.displayName)
  await expect(page.getByText('Ada Twin').first()).toBeVisible()
  await expect(page.getByText(t('leads.event.mergedOf', { name: twin.displayName }))).toBeVisible()

  await page.goto(`/leads/${twin.id}`)
  await expect(page).toHaveURL(new RegExp(`/leads/${lead.id}$`))

  await page.getByRole('button', { name: `${t('leads.merge.undo')}: ${twin.displayName}` }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(company)
  await page.goto(`/leads/${twin.id}`)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(twin.displayName)

  // they are different after all: nobody is asked again
  await page.goto(`/leads/${twin.id}/merge?with=${lead.id}`)
  await page.getByRole('button', { name: t('leads.merge.different') }).click()
  await expect(page).toHaveURL(new RegExp(`/leads/${twin.id}/merge$`))
  await expect(page.getByRole('link', { name: `${t('leads.merge.compare')}: ${company}` })).toHaveCount(0)
})
