import { compareChangedLeads } from '@/lib/leads/commands/compare'
import { createLead } from '@/lib/leads/commands/create'
import { editLead } from '@/lib/leads/commands/edit'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { enteredLead, freshName } from '../support/browser-leads'
import { expect, listening, signInAs, test, wordsIn } from '../support/e2e'

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

test('the list of duplicates: a pair beside it, chosen, previewed, merged, undone, told apart, by keys', async ({
  page,
}) => {
  const marketer = await actorWith({ roles: ['marketer'], name: freshName('Dana') })
  const company = freshName('Zweigwerk')
  const lead = await enteredLead(marketer, company)
  const twin = must(
    await createLead(marketer, {
      company: `${company} GmbH`,
      contactName: 'Ada Twin',
      email: `t${lead.id}@example.org`,
    }),
  ).lead
  must(await editLead(marketer, { leadId: twin.id, version: 1, patch: { phone: lead.phone } }))
  await compareChangedLeads(marketer.at)

  await signInAs(page, marketer)
  await page.goto('/duplicates?whose=mine')
  await listening(page)
  const row = page.getByRole('row').filter({ hasText: twin.displayName })
  await expect(row).toContainText(t('leads.suspects.reason.phone'))
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary').filter({ hasText: t('leads.merge.choose') })
  const preview = panel.getByRole('region', { name: t('leads.merge.preview') })
  await expect(preview).not.toContainText(twin.displayName)
  await panel.getByRole('radio', { name: twin.displayName, exact: true }).check()
  await expect(preview).toContainText(twin.displayName)

  await page.keyboard.press('m')
  await expect(page.getByText(t('leads.merge.done', { name: twin.displayName }))).toBeVisible()
  await expect(page.getByText(t('common.list.nothingFound'))).toBeVisible()
  await expect(page).toHaveURL(/\/duplicates\?open=.+whose=mine/)
  await page.getByRole('button', { name: t('common.action.undo') }).click()
  await expect(panel).toBeVisible()
  await expect(row).toBeVisible()

  await page.keyboard.press('d')
  await expect(page.getByText(t('leads.suspects.saidDifferent'))).toBeVisible()
  await expect(row).toHaveCount(0)
  await page.reload()
  await expect(page.getByText(t('common.list.nothingFound'))).toBeVisible()
})
