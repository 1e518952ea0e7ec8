import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FrameLocator, Page } from '@playwright/test'
import { createForm } from '@/lib/forms/commands/forms'
import type { FormView } from '@/lib/forms/queries'
import { newFormInput } from '@/lib/forms/schema'
import { formToken } from '@/lib/platform/auth/web-form'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { expect, expectAccessible, signInAs, test, wordsIn } from '../support/e2e'

/** A form on a site of the company's own: another origin, with JavaScript and without. */

const t = wordsIn('en')
const baton = process.env.BATON_TEST_URL ?? ''
// what the browser itself says of answers that tell to correct something, and of no network
test.use({ expectedErrors: [/status of 422|ERR_INTERNET_DISCONNECTED/] })

let site: Server
let origin = ''
let form: FormView

/** The company's page: the form put in by its script, and one of its own. */
function page(key: string): string {
  return `<!doctype html><html lang="en"><title>Acme</title><h1>Acme</h1>
<script src="${baton}/t/${key}.js" async></script>
<p><a href="#prices" data-baton="price_request" data-baton-label="Pump 12">Prices</a></p>
<script src="${baton}/f/${key}/embed.js" data-lang="en" async></script>
<form method="post" action="${baton}/f/${key}"><label>Mail <input name="email"></label>
<label>Company <input name="company"></label><button>Ask</button></form></html>`
}

test.beforeAll(async () => {
  site = createServer((request, response) => {
    const key = new URL(request.url ?? '/', 'http://site').pathname.slice(1)
    response.writeHead(200, { 'content-type': 'text/html' }).end(page(key))
  })
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`
  const marketer = await actorWith({ roles: ['marketer'] })
  form = must(
    await createForm(
      marketer,
      newFormInput.parse({
        name: freshName('Site form'),
        fields: [{ name: 'email', required: true }, { name: 'company' }, { name: 'note' }],
        en: { consent: 'You may answer me.' },
        consentRequired: false,
        sites: [origin],
      }),
    ),
  )
})

test.afterAll(() => {
  site.close()
})

type Kept = {
  utm: string | null
  details: Record<string, unknown>
  touches: string[] | null
  states: string[]
}

const leadOf = (email: string) =>
  db.one<Kept>(sql`
    select l.utm_source as utm, e.data as details,
      (select array_agg(kind::text order by at) from touch where lead_id = l.id) as touches,
      (select array_agg(state::text) from form_submission where lead_id = l.id) as states
    from lead l join lead_event e on e.lead_id = l.id and e.type = 'created' where l.email_key = ${email}`)

/** As if a person had looked at it for a minute. */
async function lookedAt(where: Page | FrameLocator): Promise<void> {
  const minuteAgo = formToken(form.key, new Date(Date.now() - 60_000))
  await where
    .locator('input[name=_token]')
    .evaluate((input, token) => input.setAttribute('value', token), minuteAgo)
}

test('a visitor of another site sends the form in its frame', async ({ page }) => {
  const email = `${freshName('vera').replace(/\W/g, '')}@customer.example`
  await page.goto(`${origin}/${form.key}?utm_source=google&gclid=click-1`)
  await page.getByRole('link', { name: 'Prices' }).click()
  const frame = page.frameLocator('iframe')
  await expect(frame.getByRole('heading', { name: t('forms.page.title') })).toBeVisible()
  await expect(page.locator('iframe')).not.toHaveCSS('height', '640px')
  await lookedAt(frame)
  const field = frame.getByLabel(t('forms.page.field.email'))
  await field.fill('vera@localhost')
  await frame.getByRole('button').click()
  await expect(frame.getByText(t('errors.field.email'))).toBeVisible()
  await expect(field).toBeFocused()

  await field.fill(email)
  await frame.getByLabel('You may answer me.').check()
  await page.context().setOffline(true)
  await frame.getByRole('button').click()
  await expect(frame.getByText(t('forms.page.unavailable'))).toBeVisible()
  await expect(field).toHaveValue(email)
  await page.context().setOffline(false)
  await frame.getByRole('button').dblclick()
  await expect(frame.getByRole('heading', { name: t('forms.page.thanksTitle') })).toBeFocused()
  expect(await leadOf(email)).toMatchObject({
    utm: 'google',
    states: ['taken'],
    details: {
      consent: 'You may answer me.',
      last: { clicks: { gclid: 'click-1' }, page: `${origin}/${form.key}` },
    },
  })
  await expect.poll(async () => (await leadOf(email))?.touches?.sort()).toEqual(['price_request', 'visit'])
})

test('without JavaScript both the form of the site and our page work', async ({ otherBrowser }) => {
  const visitor = await otherBrowser({ javaScriptEnabled: false })
  const email = `${freshName('nina').replace(/\W/g, '')}@customer.example`
  await visitor.goto(`${origin}/${form.key}`)
  await visitor.getByLabel('Mail').fill(email)
  await visitor.getByRole('button', { name: 'Ask' }).click()
  await expect(visitor.getByRole('heading')).toHaveText(t('forms.page.thanksTitle'))
  expect(new URL(visitor.url()).pathname).toBe(`/f/${form.key}`)
  expect((await leadOf(email))?.states).toEqual(['taken'])

  const russian = wordsIn('ru')
  const second = `second.${email}`
  await visitor.goto(`${baton}/f/${form.key}?lang=ru&utm_source=qr`)
  await lookedAt(visitor)
  await visitor.getByLabel(russian('forms.page.field.note')).fill('Привет')
  await visitor.getByLabel(russian('forms.page.field.email')).fill('nina@localhost')
  await visitor.getByRole('button').click()
  await expect(visitor.getByText(russian('errors.field.email'))).toBeVisible()
  await expect(visitor.getByLabel(russian('forms.page.field.note'))).toHaveValue('Привет')
  await visitor.getByLabel(russian('forms.page.field.email')).fill(second)
  await visitor.getByRole('button').click()
  await expect(visitor.getByRole('heading')).toHaveText(russian('forms.page.thanksTitle'))
  expect(await leadOf(second)).toMatchObject({ utm: 'qr', states: ['taken'] })
})

test('its page is accessible, and a marketer builds one and sees it as visitors will', async ({ page }) => {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.goto(`${baton}/f/${form.key}`)
    await expectAccessible(page)
  }
  await signInAs(page, await actorWith({ roles: ['marketer'] }))
  await page.goto('/forms/new')
  const name = freshName('Fair')
  await page.getByLabel(t('forms.edit.name'), { exact: true }).fill(name)
  await page
    .getByRole('textbox', { name: t('forms.edit.formTitle'), exact: true })
    .first()
    .fill('Meet us at the fair')
  const preview = page.frameLocator(`iframe[title="${t('forms.preview.title')}"]`)
  await expect(preview.getByRole('heading')).toHaveText('Meet us at the fair')
  await page.getByRole('button', { name: t('forms.edit.create') }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(name)
  const address = await page.getByLabel(t('forms.use.page'), { exact: true }).inputValue()
  await page.goto(`${baton}${new URL(address).pathname}`)
  await expect(page.getByRole('heading')).toHaveText('Meet us at the fair')
})
