import AxeBuilder from '@axe-core/playwright'
import {
  type BrowserContext,
  type BrowserContextOptions,
  test as base,
  expect,
  type Page,
} from '@playwright/test'
import { encode } from 'next-auth/jwt'
import { createTranslator } from 'next-intl'
import { messagesFor } from '@/lib/i18n/messages'
import { sessionCookie, signingSecret } from '@/lib/platform/auth/cookies'
import { openSession } from '@/lib/platform/auth/session-store'
import { LOCALE_COOKIE, type Locale } from '@/lib/platform/i18n/locale'

type Fixtures = {
  /** lines that a test expects on the browser's console, as regular expressions */
  expectedErrors: RegExp[]
  /** everything that went wrong in any page of the test; must be empty at its end */
  problems: string[]
  /** another browser, for another person */
  otherBrowser: (options?: BrowserContextOptions) => Promise<Page>
}

export const test = base.extend<Fixtures>({
  expectedErrors: [[], { option: true }],
  problems: [
    async ({ expectedErrors }, use) => {
      const problems: string[] = []
      await use(problems)
      expect(problems.filter((line) => !expectedErrors.some((known) => known.test(line)))).toEqual([])
    },
    { auto: true },
  ],
  context: async ({ context, problems }, use) => {
    watch(context, problems)
    await use(context)
  },
  otherBrowser: async ({ browser, problems, baseURL }, use) => {
    const contexts: BrowserContext[] = []
    await use(async (options) => {
      const context = await browser.newContext({ baseURL, ...options })
      contexts.push(context)
      watch(context, problems)
      return context.newPage()
    })
    for (const context of contexts) await context.close()
  },
})

export { expect }

export function watch(context: BrowserContext, problems: string[]) {
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()}`)
  })
  context.on('weberror', (error) => problems.push(`thrown: ${error.error().message}`))
}

/** What the screens say in a language, so that one test speaks both. */
export function wordsIn(locale: Locale) {
  return createTranslator({ locale, messages: messagesFor(locale) })
}

/** Signs a person in without the form: mints the session that the form would have made. Answers the session's id. */
export async function signInAs(
  page: Page,
  person: { personId: number; locale?: Locale },
  url = process.env.BATON_TEST_URL ?? '',
): Promise<string> {
  const sid = await openSession({ personId: person.personId, at: new Date(), userAgent: 'test' })
  const cookie = { name: sessionCookie().name, value: await cookieValue(sid), url }
  await page
    .context()
    .addCookies([
      { ...cookie, httpOnly: true, sameSite: 'Lax' },
      ...(person.locale ? [{ name: LOCALE_COOKIE, value: person.locale, url }] : []),
    ])
  return sid
}

/** The session cookie's value as next-auth writes it. */
export function cookieValue(sid: string): Promise<string> {
  return encode({ token: { sid }, secret: signingSecret() })
}

/** Waits until the page listens to keys: asks for the card of keys until it opens, and closes it again. */
export async function listening(page: Page): Promise<void> {
  const keys = page.locator('dialog#keys')
  await expect(async () => {
    await page.keyboard.press('?')
    await expect(keys).toBeVisible({ timeout: 250 })
  }).toPass()
  await page.keyboard.press('Escape')
  await expect(keys).toBeHidden()
}

/** No violation of WCAG 2.2 A and AA on the page as it stands; `contrast` looks only at what a theme changes. */
export async function expectAccessible(page: Page, only?: 'contrast'): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  // One frame: the legacy mode saves the blank page that results are put together on otherwise.
  const axe = new AxeBuilder({ page })
    .setLegacyMode(true)
    .options({ resultTypes: ['violations'], preload: false })
  const { violations } = await (only ? axe.withRules('color-contrast') : axe.withTags(tags)).analyze()
  const found = violations.map(
    ({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.map((node) => node.html).join('\n  ')}`,
  )
  expect(found).toEqual([])
}

/** As a person drops a file from their desktop anywhere on the page. */
export async function dropFile(page: Page, name: string, bytes: Buffer): Promise<void> {
  await listening(page)
  const held = await page.evaluateHandle(
    ({ name, base64 }) => {
      const transfer = new DataTransfer()
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
      transfer.items.add(new File([content], name))
      return transfer
    },
    { name, base64: bytes.toString('base64') },
  )
  await page.dispatchEvent('body', 'drop', { dataTransfer: held })
  await page.waitForURL(/\/imports\/\d+$/)
}
