import { type APIRequestContext, request } from '@playwright/test'
import { disablePerson } from '@/lib/handoffs/commands/leaving'
import { sessionCookie } from '@/lib/platform/auth/cookies'
import { openSession } from '@/lib/platform/auth/session-store'
import type { Role } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { freshName } from '../support/browser-leads'
import { cookieValue, expect, signInAs, test, wordsIn } from '../support/e2e'
import { type Examples, examples, PAGES, pagesOfApp, routesOfApp } from '../support/pages'

/** Every page and every route against everybody. A page or route that is not listed fails. */

const ROLES = ['marketer', 'sales', 'executive', 'admin'] as const satisfies readonly Role[]
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const
/** Routes that ask for the session, and an address of each. */
const WITH_SESSION: Record<string, (lead: string) => string> = {
  '/api/notices': () => '/api/notices',
  '/api/search': (lead) => `/api/search?q=${lead}`,
  '/api/leads/duplicates': (lead) => `/api/leads/duplicates?company=${lead}`,
}
/** A table as a file, for who is signed in. */
const EXPORT = '/api/export/[table]'
/** What became of each lead of a step with many, as a file, for who is signed in. */
const OUTCOMES = '/api/bulk/[id]'
/** The rows that an import refused, as a file, for who is signed in. */
const REFUSED_ROWS = '/api/imports/[id]/rejected'
/** What the wizard sends, from our own pages only. */
const WIZARD: Record<string, string> = {
  '/api/imports': '/api/imports?name=leads.csv',
  '/api/imports/[id]/cells': '/api/imports/2147483000/cells',
  '/api/imports/[id]/check': '/api/imports/2147483000/check',
}
/** What became of one handoff, for who is signed in. */
const HANDOFF = '/api/queue/[id]'
/** What changes elsewhere: for who is signed in, and it never ends (live.test.ts). */
const LIVE = ['/api/stream']
/** Routes for who signs in, or has a letter; they give nobody's data to anybody. */
const SIGNING_IN = ['/api/unsubscribe', '/api/auth/[...nextauth]', '/api/auth/openid']
/** Routes of the API that need no key. */
const NO_KEY = ['/api/v1/health', '/api/v1/openapi.json']

type Visitor = { name: string; role: Role | null; client: APIRequestContext }

let visitors: Visitor[] = []
let known: Examples

test.beforeAll(async () => {
  known = await examples()
  const visit = async (name: string, cookie: string | null, role: Role | null = null): Promise<Visitor> => ({
    name,
    role,
    client: await visiting(cookie),
  })
  visitors = await Promise.all([
    ...ROLES.map(async (role) => visit(role, await sessionOf({ roles: [role] }), role)),
    // An account that is switched off behind everybody's back, its session still in the table.
    visit('a disabled person', await sessionOf({ roles: [...ROLES], disabled: true })),
    visit('a forged session', await cookieValue('a session that nobody has')),
    visit('not even a token', 'not-a-token'),
    visit('signed out', null),
  ])
})

test.afterAll(async () => {
  for (const { client } of visitors) await client.dispose()
})

async function sessionOf({ roles, disabled }: { roles: Role[]; disabled?: boolean }): Promise<string> {
  const { personId } = await actorWith({ roles })
  const sid = await openSession({ personId, at: new Date() })
  if (disabled) await db.run(sql`UPDATE person SET status = 'disabled' WHERE id = ${personId}`)
  return cookieValue(sid)
}

function visiting(cookie: string | null): Promise<APIRequestContext> {
  return request.newContext({
    baseURL: process.env.BATON_TEST_URL,
    maxRedirects: 0,
    extraHTTPHeaders: cookie ? { cookie: `${sessionCookie().name}=${cookie}` } : {},
  })
}

test('every page is listed', () => {
  expect(Object.keys(PAGES).sort()).toEqual(pagesOfApp())
})

for (const [page, { who, path, leadsTo }] of Object.entries(PAGES)) {
  test(`${page} is for whom it is`, async () => {
    const address = path(known)
    for (const { name, role, client } of visitors) {
      const answer = await client.get(address)
      const [status, location] = [answer.status(), answer.headers().location]
      const said = `${name}: ${status} ${location ?? ''}`
      const target = location === undefined ? null : new URL(location, process.env.BATON_TEST_URL)
      if (leadsTo && (role || who === 'anybody')) {
        expect(status, said).toBe(307)
        expect(target?.pathname, said).toMatch(leadsTo)
      } else if (page === '/sign-in' && role) {
        expect([status, target?.pathname], said).toEqual([307, '/'])
      } else if (who === 'anybody') {
        expect(status, said).toBe(200)
      } else if (!role) {
        expect(status, said).toBe(307)
        expect(target?.pathname, said).toBe('/sign-in')
        const next = target?.searchParams.get('next')
        expect(next, said).toBe(address === '/' ? null : address)
        const data = await client.get(address, { headers: { RSC: '1' } })
        expect(await data.text(), `${name}, asking for the data only`).not.toContain(known.leadName)
      } else {
        const allowed = who === 'everyone' || who.includes(role)
        expect(status, said).toBe(allowed ? 200 : 403)
      }
    }
  })
}

/** For people outside: tests/integration/web-forms.test.ts and web-touches.test.ts. */
const VISITORS = ['/f/[key]', '/f/[key]/embed.js', '/t/[key]']

test('every route outside the API is listed', () => {
  const own = routesOfApp().filter((route) => !route.startsWith('/api/v1'))
  expect(own).toEqual(
    [
      ...Object.keys({ ...WITH_SESSION, ...WIZARD }),
      ...SIGNING_IN,
      ...LIVE,
      ...VISITORS,
      HANDOFF,
      EXPORT,
      OUTCOMES,
      REFUSED_ROWS,
    ].sort(),
  )
})

test(`${HANDOFF} answers who is signed in, and nobody else`, async () => {
  for (const { name, role, client } of visitors) {
    const answer = await client.get(`/api/queue/${known.handoffs.rejected}`)
    expect(answer.status(), name).toBe(role ? 200 : 401)
    const said = Object.keys(await answer.json())
    expect(said, name).toEqual(role ? ['said', 'offeredById'] : [])
    expect(answer.headers()['cache-control'], name).toContain('private')
  }
})

test(`${EXPORT} answers who is signed in, and nobody else`, async () => {
  for (const { name, role, client } of visitors) {
    const answer = await client.get('/api/export/funnel?format=csv&by=channel')
    expect(answer.status(), name).toBe(role ? 200 : 401)
    expect(answer.headers()['content-type'], name).toContain(role ? 'text/csv' : 'application/json')
    expect(answer.headers()['cache-control'], name).toContain('no-store')
    if (!role) expect(await answer.json(), name).toEqual({ data: [] })
    const unknown = await client.get('/api/export/constructor?format=csv')
    expect(unknown.status(), name).toBe(role ? 404 : 401)
  }
})

test(`${OUTCOMES} answers who is signed in, and nobody else`, async () => {
  for (const { name, role, client } of visitors) {
    const answer = await client.get(`/api/bulk/${known.bulk}`)
    expect(answer.status(), name).toBe(role ? 200 : 401)
    expect(answer.headers()['content-type'], name).toContain(role ? 'text/csv' : 'application/json')
    expect(answer.headers()['cache-control'], name).toContain('private')
    expect((await client.get('/api/bulk/constructor')).status(), name).toBe(role ? 404 : 401)
  }
})

test(`${REFUSED_ROWS} answers who is signed in, and nobody else`, async () => {
  for (const { name, role, client } of visitors) {
    const answer = await client.get(`/api/imports/${known.imports.done}/rejected`)
    expect(answer.status(), name).toBe(role ? 200 : 401)
    if (role) expect(answer.headers()['content-type'], name).toContain('text/csv')
    else expect(await answer.text(), name).toBe('')
    expect((await client.get('/api/imports/constructor/rejected')).status(), name).toBe(role ? 404 : 401)
  }
})

for (const [route, address] of Object.entries(WIZARD)) {
  test(`${route} takes nothing from a page elsewhere, from nobody, and from who may not import`, async () => {
    const origin = process.env.BATON_TEST_URL ?? ''
    const before = await db.one<{ count: number }>(sql`select count(*)::int as count from import_run`)
    for (const { name, role, client } of visitors) {
      const send = (from: Record<string, string>) =>
        client.post(address, { headers: from, data: { cells: [{ row: 1, column: 0, value: 'x' }] } })
      expect((await send({})).status(), name).toBe(403)
      expect((await send({ origin: 'https://elsewhere.example' })).status(), name).toBe(403)
      if (!role) expect((await send({ origin })).status(), name).toBe(401)
      if (role === 'executive' || role === 'admin') {
        expect([403, 404], name).toContain((await send({ origin })).status())
      }
    }
    expect(await db.one(sql`select count(*)::int as count from import_run`)).toEqual(before)
  })
}

for (const [route, address] of Object.entries(WITH_SESSION)) {
  test(`${route} answers who is signed in, and nobody else`, async () => {
    for (const { name, role, client } of visitors) {
      const answer = await client.get(address(encodeURIComponent(known.leadName)))
      expect(answer.status(), name).toBe(role ? 200 : 401)
      const { data } = await answer.json()
      if (role) expect(data.length, name).toBeGreaterThan(0)
      else expect(data, name).toEqual([])
      expect(answer.headers()['cache-control'] ?? 'private', name).toContain('private')
    }
  })
}

for (const route of routesOfApp().filter((one) => one.startsWith('/api/v1'))) {
  test(`${route} takes no session for a key`, async () => {
    const address = route.replace('[id]', '1').replace('[[...path]]', 'nothing/here')
    for (const { client } of visitors.filter(({ name }) => name === 'admin' || name === 'signed out')) {
      const answers = await Promise.all(METHODS.map((method) => client.fetch(address, { method, data: {} })))
      const statuses = answers.map((answer) => answer.status())
      if (NO_KEY.includes(route)) expect(statuses).toEqual([200, 405, 405, 405, 405])
      else for (const status of statuses) expect([401, 404, 405]).toContain(status)
    }
  })
}

test('what somebody was taken away counts from their next click', async ({ page, problems }) => {
  const admin = await actorWith({ roles: ['admin'] })
  const person = await actorWith({ roles: ['marketer', 'admin'] })
  await signInAs(page, person)
  await page.goto('/settings/people')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await db.run(sql`UPDATE person SET roles = '{marketer}' WHERE id = ${person.personId}`)
  expect((await page.goto('/settings/people'))?.status()).toBe(403)
  const { version } = (await db.one<{ version: number }>(sql`
    SELECT version FROM person WHERE id = ${person.personId}`)) ?? { version: 0 }
  await page.goto('/leads')
  must(await disablePerson(admin, { personId: person.personId, version }))
  await page
    .getByRole('link', { name: wordsIn('en')('shell.nav.deals') })
    .first()
    .click()
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fdeals/)
  problems.length = 0 // the browser reports the 403
})

test('a form that another site sends, or that says not from where, is refused', async ({
  page,
  problems,
}) => {
  const t = wordsIn('en')
  const marketer = await actorWith({ roles: ['marketer'] })
  await signInAs(page, marketer)
  await page.goto('/leads/new')
  const email = `${freshName('sent').replace(' ', '.')}@example.org`
  await page.getByLabel(t('leads.form.email'), { exact: true }).fill(email)
  const sending = page.waitForRequest((one) => one.method() === 'POST' && one.url().endsWith('/leads/new'))
  await page.route('**/leads/new', (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  )
  await page.getByRole('button', { name: t('leads.form.save'), exact: true }).click()
  const sent = await sending
  const { origin, ...headers } = await sent.allHeaders()
  const data = sent.postDataBuffer()
  if (!origin || !data) throw new Error('the form was not sent')
  const client = await visiting(null) // its cookie is among the headers
  const kept = () => db.rows(sql`SELECT id FROM lead WHERE email = ${email}`)
  const send = (from: Record<string, string>) => {
    const usual = Object.entries(headers).filter(([name]) => !/^(:|sec-|host$|content-length$)/.test(name))
    return client.post('/leads/new', { headers: { ...Object.fromEntries(usual), ...from }, data })
  }
  for (const from of [{ origin: 'https://elsewhere.example' }, { origin: 'null' }, {}] as Record<
    string,
    string
  >[]) {
    const answer = await send(from)
    expect(answer.headers()['x-action-redirect'], JSON.stringify(from)).toBeUndefined()
    expect(await kept(), JSON.stringify(from)).toEqual([])
  }
  await send({ origin })
  expect(await kept()).toHaveLength(1) // the same from our own page
  await client.dispose()
  problems.length = 0 // the browser reports the form that was held back
})
