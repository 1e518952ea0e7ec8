import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, signInAs, test, wordsIn } from '../support/e2e'

test('the summary prints to one sheet of A4, in both languages, with and without numbers', async ({
  page,
}) => {
  const executive = await actorWith({ roles: ['executive'], name: freshName('Eva') })
  for (const locale of ['en', 'ru'] as const) {
    await signInAs(page, { ...executive, locale })
    for (const days of ['', '?from=1999-01-01&to=1999-01-31']) {
      await page.goto(`/kpis/summary${days}`)
      await expect(page.getByRole('heading', { name: wordsIn(locale)('reports.kpis.title') })).toBeVisible()
      const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1')
      expect(pdf.match(/\/Type\s*\/Page[^s]/g), `${locale} ${days}`).toHaveLength(1)
      // 210 by 297 mm in points
      expect(pdf).toMatch(/MediaBox\s*\[0 0 59[45][.\d]* 84[12][.\d]*\]/)
    }
  }
})
