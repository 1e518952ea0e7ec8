import { Script } from 'node:vm'
import pg from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET as getForm, POST as postForm } from '@/app/f/[key]/route'
import { GET, OPTIONS, POST } from '@/app/t/[key]/route'
import { createForm } from '@/lib/forms/commands/forms'
import { forgetVisitors } from '@/lib/forms/commands/held'
import { recordReport } from '@/lib/forms/commands/touches'
import type { FormView } from '@/lib/forms/queries'
import type { Report } from '@/lib/forms/reports'
import { newFormInput } from '@/lib/forms/schema'
import { embedScript, touchScript } from '@/lib/forms/site-script'
import { mergeLeads } from '@/lib/leads/commands/merge'
import { speakingTouches } from '@/lib/leads/queries/record'
import type { Actor } from '@/lib/platform/actor'
import { type FormVisit, visitForm } from '@/lib/platform/auth/web-form'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Json, makeCompany } from '../support/api'

/** What a site's script reports of its visitors, and whose it becomes. And the visitor while the database is away. */

const SITE = 'https://www.acme.example'
const DAY = 86_400_000
let marketer: Actor
let form: FormView
let serial = 0
let visitor = ''

beforeAll(async () => {
  await makeCompany()
  marketer = await actorWith({ roles: ['marketer'] })
  const fields = [{ name: 'email', required: true }, { name: 'note' }]
  form = must(
    await createForm(
      marketer,
      newFormInput.parse({ name: 'Site', channel: 'Paid search', fields, sites: [SITE] }),
    ),
  )
})

beforeEach(() => {
  serial++
  visitor = serial.toString(16).padStart(32, 'a')
})

const hex = (n: number) => `${serial}0${n}`.padStart(32, '0')
const params = { params: Promise.resolve({ key: '' }) }
const at = (key: string) => ({ ...params, params: Promise.resolve({ key }) })

function report(more: Partial<Report> = {}): Report {
  return { visitor, id: hex(1), kind: 'visit', page: `${SITE}/prices`, label: 'Prices', ...more }
}

async function post(body: unknown, headers: Record<string, string> = { origin: SITE }, key = form.key) {
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  const request = new Request(`http://baton.test/t/${key}`, {
    method: 'POST',
    body: text,
    headers: {
      'content-type': 'text/plain',
      'x-forwarded-for': `192.0.2.${serial}`,
      host: 'baton.test',
      ...headers,
    },
  })
  const answer = await POST(request, at(key))
  return { status: answer.status, allowed: answer.headers.get('access-control-allow-origin') }
}

async function visitAt(moment: Date): Promise<FormVisit> {
  const visit = await visitForm(form.key, moment)
  if (!visit) throw new Error('the form is there')
  return visit
}

const email = () => `visitor-${serial}@customer.example`

async function send(more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const request = new Request(`http://baton.test/f/${form.key}`, {
    method: 'POST',
    body: new URLSearchParams({ email: email(), _visitor: visitor, ...more }),
    headers: { 'x-forwarded-for': `192.0.2.${serial}`, accept: 'application/json', ...headers },
  })
  expect((await postForm(request, at(form.key))).status).toBe(200)
}

const touches = () =>
  db.rows<Json>(sql`
    select t.kind::text, t.note, t.at, t.data from touch t join lead l on l.id = t.lead_id
    where l.email_key = ${email()} order by t.at, t.id`)
const kept = () =>
  db.rows<Json>(sql`select kind::text, page, given from site_touch where visitor_id in (
  select visitor_id from site_touch where once_key like ${`%${serial}0%`}) order by id`)

describe('the script', () => {
  it('has less than 2 KB and is a script', async () => {
    const answer = await GET(new Request('http://baton.test'), at(`${form.key}.js`))
    const text = await answer.text()
    expect(answer.headers.get('content-type')).toContain('javascript')
    expect(Buffer.byteLength(text)).toBeLessThan(2048)
    expect(() => [new Script(text), new Script(embedScript(form.key))]).not.toThrow()
    expect(text).toBe(touchScript())
    expect((await GET(new Request('http://baton.test'), at(form.key))).status).toBe(404)
  })
})

describe('a report', () => {
  it('is taken from allowed sites only, and the answer can be read there', async () => {
    expect(await post(report())).toEqual({ status: 204, allowed: SITE })
    expect((await post(report({ id: hex(2) }), { origin: 'https://evil.example' })).status).toBe(403)
    expect((await post(report({ id: hex(3) }), { origin: 'null' })).status).toBe(403)
    const asked = new Request('http://baton.test', { method: 'OPTIONS', headers: { origin: SITE } })
    expect((await OPTIONS(asked, at(form.key))).status).toBe(204)
    expect(await kept()).toHaveLength(1)
  })

  it('of who does not want to be followed is not kept', async () => {
    expect((await post(report(), { origin: SITE, 'sec-gpc': '1' })).status).toBe(204)
    expect((await post(report(), { origin: SITE, dnt: '1' })).status).toBe(204)
    expect(await kept()).toEqual([])
  })

  it.each([
    ['{', 400],
    ['[]', 422],
    [{ ...report(), visitor: 'x' }, 422],
    [{ ...report(), kind: 'enquiry' }, 422],
    [{ ...report(), label: 'a\u0000b' }, 422],
    [{ ...report(), more: 'x' }, 422],
    ['{"__proto__": {}}', 422],
    [{ ...report(), label: 'x'.repeat(300) }, 422],
    [{ ...report(), label: 'x'.repeat(10_000_000) }, 413],
  ])('that cannot be read is refused (%#)', async (body, status) => {
    expect((await post(body)).status).toBe(status)
  })

  it('of no form is 404, and of an address that reports without end 429', async () => {
    expect((await post(report(), { origin: SITE }, 'no-such-form')).status).toBe(404)
    const statuses = new Set<number>()
    for (let n = 0; n < 125; n++) statuses.add((await post('{')).status)
    expect(statuses).toEqual(new Set([400, 429]))
  })

  it('twice at once is one, and so is a page looked at again within half an hour', async () => {
    await Promise.all(Array.from({ length: 6 }, () => post(report())))
    await post(report({ id: hex(2) }))
    expect(await kept()).toHaveLength(1)
    await recordReport(await visitAt(new Date(Date.now() + 31 * 60_000)), report({ id: hex(3) }))
    expect(await kept()).toHaveLength(2)
  })

  it('of one browser is kept up to a hundred, for 30 days', async () => {
    const start = Date.now()
    for (let n = 0; n < 103; n++)
      await recordReport(
        await visitAt(new Date(start + n)),
        report({ id: hex(n), kind: 'download', label: `${n}` }),
      )
    expect(await kept()).toHaveLength(100)
    await forgetVisitors(new Date(start + 31 * DAY))
    expect(await kept()).toEqual([])
  })
})

describe('a browser', () => {
  it('is nobody’s until its visitor sends a form; then all it did is the lead’s, and what it does from then on', async () => {
    const start = Date.now() - 3 * DAY
    await recordReport(await visitAt(new Date(start)), report())
    await recordReport(
      await visitAt(new Date(start + 1000)),
      report({ id: hex(2), page: `${SITE}/contact`, label: null }),
    )
    const asked = report({ id: hex(3), kind: 'price_request', label: 'Pump 12' })
    await recordReport(await visitAt(new Date(start + 2000)), asked)
    await send({ note: 'Hello' })
    const [visit, wish, ...others] = await touches()
    expect(others).toEqual([])
    expect(visit).toMatchObject({ kind: 'visit', note: `Prices\n${SITE}/contact`, data: { visits: 2 } })
    expect(wish).toMatchObject({ kind: 'price_request', note: 'Pump 12', at: new Date(start + 2000) })
    await post(report({ id: hex(4), kind: 'download', label: 'catalogue.pdf' }))
    await post(report({ id: hex(4), kind: 'download', label: 'catalogue.pdf' }))
    expect((await touches()).map(({ kind }) => kind)).toEqual(['visit', 'price_request', 'download'])
    const lead = await db.one<{ id: number }>(sql`select id from lead where email_key = ${email()}`)
    expect(await speakingTouches(marketer, lead?.id ?? 0)).toMatchObject([
      { kind: 'price_request' },
      { kind: 'download' },
    ])
  })

  it('follows its lead into the one that it is merged with', async () => {
    await send()
    const one = await db.one<{ id: number }>(sql`select id from lead where email_key = ${email()}`)
    const made = await db.one<{ id: number }>(sql`
      insert into lead (company, external_id, display_name, created_at, updated_at, status_since, last_contact_at)
      values ('Acme', 'acme', 'Acme', now() - interval '9 days', now(), now(), now()) returning id`)
    const merged = must(
      await mergeLeads(marketer, { leadId: made?.id ?? 0, otherId: one?.id ?? 0, fields: {} }),
    )
    expect(merged.lead.id).toBe(made?.id)
    await post(report({ kind: 'demo_request', id: hex(9) }))
    const { n } = (await db.one<{ n: number }>(sql`
      select count(*)::int as n from touch where lead_id = ${merged.lead.id} and kind = 'demo_request'`)) ?? {
      n: 0,
    }
    expect(n).toBe(1)
  })

  it('of somebody who does not want to be followed stays nobody’s', async () => {
    await post(report())
    await send({}, { 'sec-gpc': '1' })
    expect(await touches()).toEqual([])
  })

  it('that a second person uses is theirs from then on', async () => {
    await send()
    await post(report({ kind: 'download', id: hex(1) }))
    await send({ email: `second-${serial}@customer.example` })
    await post(report({ kind: 'event', id: hex(2) }))
    expect((await touches()).map(({ kind }) => kind)).toEqual(['download'])
  })
})

describe('while the database is away', () => {
  const shared = globalThis as { batonPool?: pg.Pool }

  async function away<T>(work: () => Promise<T>): Promise<T> {
    const here = shared.batonPool
    shared.batonPool = new pg.Pool({ host: '127.0.0.1', port: 1, connectionTimeoutMillis: 2000 })
    try {
      return await work()
    } finally {
      shared.batonPool = here
    }
  }

  const typed = {
    email: 'vera@customer.example',
    note: 'Typed <with> care',
    utm_source: 'google',
    _token: 'kept',
  }
  const sending = (key: string, accept: string) =>
    new Request(`http://baton.test/f/${key}?lang=en`, {
      method: 'POST',
      body: new URLSearchParams(typed),
      headers: { accept },
    })

  it.each(['known', 'never-read-form'])(
    'a visitor of a form (%s) is told to try again, and keeps what they typed',
    async (which) => {
      const key = which === 'known' ? form.key : which
      if (which === 'known') await getForm(new Request('http://baton.test/f/x'), at(key))
      const page = await away(() => postForm(sending(key, 'text/html'), at(key)))
      const text = await page.text()
      expect([page.status, page.headers.get('retry-after')]).toEqual([503, '1'])
      expect(text).toContain('What you typed is still here')
      expect(text).toContain('value="vera@customer.example"')
      expect(text).toContain('Typed &lt;with&gt; care')
      for (const [name, value] of [
        ['utm_source', 'google'],
        ['_token', 'kept'],
      ])
        expect(text).toContain(`name="${name}" value="${value}"`)
      const answer = await away(() => postForm(sending(key, 'application/json'), at(key)))
      expect([answer.status, (await answer.json()).message]).toEqual([
        503,
        expect.stringContaining('send it again'),
      ])
    },
  )

  it('the form is still shown, and a report is answered 503', async () => {
    const page = await away(() => getForm(new Request('http://baton.test/f/x'), at(form.key)))
    expect(page.status).toBe(503)
    expect(await page.text()).toContain('name="email"')
    expect((await away(() => post(report()))).status).toBe(503)
  })
})
