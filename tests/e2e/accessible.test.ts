import type { BrowserContext, Page } from '@playwright/test'
import { LOCALES, type Locale } from '@/lib/platform/i18n/locale'
import { actorWith } from '../support/actors'
import { expect, expectAccessible, signInAs, test, watch } from '../support/e2e'
import { type Examples, examples, PAGES, pagesOfApp } from '../support/pages'

/**
 * Every page, generated from the files: in light and dark, in both languages, on a laptop and on a telephone, without a
 * violation of WCAG, without sideways scrolling, without an error on the console. English is looked at on the laptop and
 * Russian, whose words are longer, on the telephone, each in both themes; neither may scroll sideways on either. One
 * load serves all of it, and the languages are loaded side by side.
 */

const WIDE = { width: 1440, height: 900 }
const NARROW = { width: 390, height: 844 }

type Reader = { locale: Locale; page: Page; problems: string[]; context: BrowserContext }

let readers: Reader[] = []
let strangers: Reader[] = []
let known: Examples

test.describe.configure({ timeout: 180_000 })

test.beforeAll(async ({ browser, baseURL }) => {
  known = await examples()
  const open = async (locale: Locale): Promise<Reader> => {
    const context = await browser.newContext({ baseURL, locale, reducedMotion: 'reduce', viewport: WIDE })
    const problems: string[] = []
    watch(context, problems)
    return { locale, problems, context, page: await context.newPage() }
  }
  readers = await Promise.all(LOCALES.map(open))
  strangers = await Promise.all(LOCALES.map(open))
  for (const { locale, page } of readers) {
    // Somebody who does everything sees every button.
    const roles = ['marketer', 'sales', 'executive', 'admin'] as const
    await signInAs(page, await actorWith({ roles: [...roles], headOf: ['marketing', 'sales'], locale }))
  }
})

test.afterAll(async () => {
  for (const { context } of [...readers, ...strangers]) await context.close()
})

test('every page is listed', () => {
  expect(Object.keys(PAGES).sort()).toEqual(pagesOfApp())
})

for (const [name, { who, path, states, leadsTo }] of Object.entries(PAGES)) {
  if (leadsTo) continue // looked at where it leads
  test(name, async () => {
    const looking = who === 'anybody' ? strangers : readers
    await Promise.all(looking.map((reader) => lookAt(reader, path(known), ['light', 'dark'])))
    const others = states?.(known) ?? []
    // Each in one language, turn about.
    await Promise.all(
      looking.map(async (reader, turn) => {
        for (const state of others.filter((_, index) => index % looking.length === turn))
          await lookAt(reader, state, [reader.locale === 'en' ? 'light' : 'dark'])
      }),
    )
  })
}

test('what does not exist, and what is another role’s', async () => {
  await Promise.all(
    readers.map(async (reader) => {
      await lookAt(reader, '/leads/2147483000', ['light', 'dark'], 404)
      await lookAt(reader, '/no/such/page', ['light', 'dark'], 404)
    }),
  )
})

async function lookAt(
  { page, problems, locale }: Reader,
  address: string,
  themes: ('light' | 'dark')[],
  status = 200,
): Promise<void> {
  problems.length = 0
  await page.emulateMedia({ colorScheme: themes[0] })
  const answer = await page.goto(address)
  expect(answer?.status(), address).toBe(status)
  await page.waitForLoadState('networkidle')
  await expect(page.locator('html')).toHaveAttribute('lang', locale)
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  const own = locale === 'en' ? WIDE : NARROW
  // Even the shortest transition of everything takes the browser as long as axe, at every new width and theme.
  await page.addStyleTag({ content: '*, ::before, ::after { transition: none !important }' })
  for (const size of [own, own === WIDE ? NARROW : WIDE]) {
    await page.setViewportSize(size)
    const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    expect(sideways, `${address} scrolls sideways at ${size.width} (${locale})`).toBeLessThanOrEqual(0)
  }
  await page.setViewportSize(own)
  // Fifty rows say no more than twelve, and take axe four times as long.
  await page.addStyleTag({ content: 'main :is(tbody tr, ol > li):nth-child(n + 13) { display: none }' })
  for (const [index, colorScheme] of themes.entries()) {
    await test.step(`${locale} ${address} ${colorScheme}`, async () => {
      await page.emulateMedia({ colorScheme })
      await expectAccessible(page, index === 0 ? undefined : 'contrast')
    })
  }
  const unexpected = problems.filter((line) => status === 200 || !/status of 404/.test(line))
  expect(unexpected, address).toEqual([])
}
