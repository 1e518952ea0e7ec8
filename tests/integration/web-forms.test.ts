import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { GET as embed } from '@/app/f/[key]/embed.js/route'
import { GET, OPTIONS, POST } from '@/app/f/[key]/route'
import { changeForm, createForm } from '@/lib/forms/commands/forms'
import { discardSubmission, forgetVisitors } from '@/lib/forms/commands/held'
import { releaseSubmission, submitForm } from '@/lib/forms/commands/submit'
import { countHeld, type FormView, formOfVisit, listHeld } from '@/lib/forms/queries'
import { type NewFormInput, newFormInput } from '@/lib/forms/schema'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { formToken, visitForm } from '@/lib/platform/auth/web-form'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Json, makeCompany } from '../support/api'

/** Forms that strangers send: what becomes a lead, what is held, and what a visitor is answered. */

const SITE = 'https://www.acme.example'
const MINUTE = 60_000
let marketer: Actor
let form: FormView
let serial = 0
let address = ''

beforeAll(async () => {
  await makeCompany()
  marketer = await actorWith({ roles: ['marketer'], name: 'Mara Marketer' })
})

beforeEach(async () => {
  serial++
  address = `198.51.100.${serial}`
  form = await open()
})

async function open(wish: Partial<Json> = {}): Promise<FormView> {
  const input: NewFormInput = newFormInput.parse({
    name: `Form ${serial} ${JSON.stringify(wish).length} ${Math.round(performance.now() * 1000)}`,
    channel: 'Paid search',
    campaign: 'Spring',
    fields: [
      { name: 'contactName', required: true },
      { name: 'email', required: true },
      { name: 'phone' },
      { name: 'company' },
      { name: 'note' },
    ],
    sites: [SITE],
    ...wish,
  })
  return must(await createForm(marketer, input))
}

const person = () => ({
  contactName: 'Vera Visitor',
  email: `vera-${serial}@customer.example`,
  note: 'Prices?',
})

type Post = { headers?: Record<string, string>; method?: string; query?: string }

function request(body: BodyInit | Record<string, string>, { headers = {}, query = '' }: Post = {}): Request {
  const isPlain = Object.getPrototypeOf(body) === Object.prototype
  return new Request(`http://baton.test/f/${form.key}${query}`, {
    method: 'POST',
    body: isPlain ? new URLSearchParams(body as Record<string, string>) : (body as BodyInit),
    headers: { 'x-forwarded-for': address, host: 'baton.test', accept: 'application/json', ...headers },
  })
}

async function post(body: BodyInit | Record<string, string>, how: Post = {}) {
  const response = await POST(request(body, how), { params: Promise.resolve({ key: form.key }) })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (isJson ? JSON.parse(text) : {}) as Json,
  }
}

async function get(query = '', headers: Record<string, string> = {}) {
  const asked = new Request(`http://baton.test/f/${form.key}${query}`, { headers })
  const response = await GET(asked, { params: Promise.resolve({ key: form.key }) })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

const asPage = { headers: { accept: 'text/html,application/xhtml+xml' } }
/** A rendering that a person has looked at for a minute. */
const token = (key = form.key) => formToken(key, new Date(Date.now() - MINUTE))

const leads = (email: string) =>
  db.rows<Json>(sql`
    select l.id, l.status::text, l.origin::text, l.contact_name as name, l.note, l.owner_id as "ownerId", l.created_at as "createdAt",
      ch.name as channel, ca.name as campaign, l.utm_source as "utmSource", l.utm_campaign as "utmCampaign",
      (select json_agg(json_build_object('type', e.type, 'data', e.data) order by e.id) from lead_event e where e.lead_id = l.id) as events,
      (select json_agg(json_build_object('kind', t.kind, 'at', t.at, 'note', t.note, 'data', t.data, 'channel', tc.name) order by t.id)
        from touch t left join channel tc on tc.id = t.channel_id where t.lead_id = l.id) as touches
    from lead l left join channel ch on ch.id = l.channel_id left join campaign ca on ca.id = l.campaign_id
    where l.email_key = ${email} order by l.id`)
const mine = () => leads(person().email)
const submissions = () =>
  db.rows<Json>(sql`
    select id, state::text, reasons, content, lead_id as "leadId", duplicate from form_submission
    where form_id = ${form.id} order by id`)

describe('what a visitor sends', () => {
  it.each([
    ['a form', () => new URLSearchParams(person()), {}],
    ['multipart', () => formData(person()), {}],
    ['JSON', () => JSON.stringify(person()), { 'content-type': 'application/json' }],
  ])('becomes a lead of the channel, as %s', async (_name, body, headers) => {
    const answer = await post(body(), { headers })
    expect([answer.status, answer.body.status]).toEqual([200, 'received'])
    const [lead, ...others] = await mine()
    expect(others).toEqual([])
    expect(lead).toMatchObject({
      status: 'new',
      origin: 'marketing',
      name: 'Vera Visitor',
      note: 'Prices?',
      channel: 'Paid search',
      campaign: 'Spring',
      ownerId: marketer.personId,
    })
    expect(lead.events).toMatchObject([
      { type: 'created', data: { form: form.name, channel: 'Paid search' } },
    ])
  })

  it('keeps consent, first and last touch, click ids and what the form does not know', async () => {
    form = await open({ en: { consent: 'You may call me. See https://acme.example/privacy.' } })
    const sent = {
      ...person(),
      consent: 'yes',
      utm_source: 'newsletter',
      gclid: 'last-click',
      page: `${SITE}/contact?email=secret`,
      first_utm_source: 'google',
      first_utm_campaign: 'spring',
      first_yclid: 'first-click',
      first_page: `${SITE}/`,
      machine_type: 'Lathe',
      segment: 'Metal',
    }
    expect((await post(sent)).status).toBe(200)
    const [lead] = await mine()
    expect(lead).toMatchObject({ utmSource: 'google', utmCampaign: 'spring' })
    expect(lead.events[0].data).toMatchObject({
      consent: 'You may call me. See https://acme.example/privacy.',
      first: {
        utm: { source: 'google', campaign: 'spring' },
        clicks: { yclid: 'first-click' },
        page: `${SITE}/`,
      },
      last: { utm: { source: 'newsletter' }, clicks: { gclid: 'last-click' }, page: `${SITE}/contact` },
      extra: { machine_type: 'Lathe', segment: 'Metal' },
    })
    // the second time: a touch with the last touch, the lead keeps its first
    await post({ ...sent, note: 'And now?', utm_source: 'linkedin', gclid: 'another' })
    const [again, ...others] = await mine()
    expect(others).toEqual([])
    expect(again.utmSource).toBe('google')
    expect(again.touches).toMatchObject(
      [
        {
          kind: 'enquiry',
          note: 'And now?',
          channel: 'Paid search',
          data: { last: { utm: { source: 'linkedin' }, clicks: { gclid: 'another' } }, consent: /You may/ },
        },
      ].map((touch) => ({ ...touch, data: { ...touch.data, consent: expect.stringMatching(/You may/) } })),
    )
  })

  it('of a form for prices is a price request, the first time too', async () => {
    form = await open({ kind: 'price_request' })
    await post(person())
    expect((await mine())[0].touches).toMatchObject([{ kind: 'price_request', channel: 'Paid search' }])
    await post({ ...person(), note: 'Still waiting' })
    expect((await mine())[0].touches).toMatchObject([{ kind: 'price_request' }, { kind: 'price_request' }])
  })

  it('keeps the channel that was switched off meanwhile', async () => {
    await db.run(sql`insert into channel (name) values (${`Old ${serial}`})`)
    form = await open({ channel: `Old ${serial}`, campaign: null })
    await db.run(sql`update channel set archived_at = now() where name = ${`Old ${serial}`}`)
    expect((await post(person())).status).toBe(200)
    expect((await mine())[0].channel).toBe(`Old ${serial}`)
    const saved = must(await changeForm(marketer, { formId: form.id, patch: { name: `Renamed ${serial}` } }))
    expect([saved.channel, saved.sourceIsArchived]).toEqual([`Old ${serial}`, true])
  })

  it('goes to another marketer when the owner has left, and waits when there is none', async () => {
    const leaver = await actorWith({ roles: ['marketer'] })
    form = must(
      await createForm(leaver, {
        ...newFormInput.parse({ name: `L ${serial}`, fields: [{ name: 'email' }] }),
      }),
    )
    await db.run(sql`update person set status = 'disabled' where id = ${leaver.personId}`)
    await post(person())
    expect((await mine())[0].ownerId).not.toBe(leaver.personId)
    const others = sql`id <> ${leaver.personId} and status = 'active' and 'marketer' = any (roles)`
    await db.run(sql`update person set status = 'inactive' where ${others}`)
    await post({ email: `nobody-${serial}@customer.example` })
    expect((await submissions()).at(-1)).toMatchObject({ state: 'held', reasons: ['nobody'] })
    await db.run(
      sql`update person set status = 'active' where status = 'inactive' and 'marketer' = any (roles)`,
    )
  })
})

function formData(fields: Record<string, string>): FormData {
  const data = new FormData()
  for (const [name, value] of Object.entries(fields)) data.append(name, value)
  return data
}

describe('sent twice', () => {
  it('from one rendering counts once, eight times at the same moment', async () => {
    const sent = { ...person(), _token: token() }
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(sent)))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const [lead, ...others] = await mine()
    expect(others).toEqual([])
    expect(lead.touches).toBeNull()
    expect(await submissions()).toHaveLength(1)
  })

  it('without a rendering counts once within minutes, and twice after that', async () => {
    await Promise.all([post(person()), post(person()), post(person())])
    expect(await submissions()).toHaveLength(1)
    await db.run(sql`update form_submission set at = at - interval '11 minutes' where form_id = ${form.id}`)
    await post(person())
    expect(await submissions()).toHaveLength(2)
    expect((await mine())[0].touches).toHaveLength(1)
  })

  it('with a correction is a second sending; the fourth of one rendering is looked at first', async () => {
    const one = token()
    for (const note of ['1', '2', '3', '4']) await post({ ...person(), note, _token: one })
    expect((await submissions()).map(({ state }) => state)).toEqual(['taken', 'taken', 'taken', 'held'])
  })
})

describe('what looks like spam', () => {
  const cases: [string, Record<string, string> | (() => Record<string, string>), string][] = [
    ['what nobody sees is filled in', { subject_2: 'x' }, 'honeypot'],
    ['it is sent at once', () => ({ _token: formToken(form.key, new Date()) }), 'fast'],
    [
      'the page is old',
      () => ({ _token: formToken(form.key, new Date(Date.now() - 80 * 60 * MINUTE)) }),
      'stale',
    ],
    ['the page is another form’s', () => ({ _token: token('another-form-key') }), 'forged'],
    ['the token is made up', { _token: 'zzzzzzzz.abc.0123456789012345678901' }, 'forged'],
    ['a name is a link', { contactName: 'Buy https://spam.example' }, 'links'],
    ['the message is links', { note: 'http://a.example http://b.example http://c.example' }, 'links'],
    ['the mailbox is for ten minutes', () => ({ email: `x${serial}@mailinator.com` }), 'disposable'],
  ]
  it.each(cases)('is held, and thanked the same, when %s', async (_name, more, reason) => {
    const sent = { ...person(), ...(typeof more === 'function' ? more() : more) }
    const answer = await post(sent)
    expect([answer.status, answer.body]).toEqual([
      200,
      (await post({ ...person(), email: 'a@b.example' })).body,
    ])
    expect(await submissions()).toMatchObject([
      { state: 'held', reasons: [reason], leadId: null },
      { state: 'taken' },
    ])
    expect(await leads(sent.email)).toEqual([])
  })

  it('is one link in a message not, nor a website', async () => {
    form = await open({ fields: [{ name: 'email' }, { name: 'website' }, { name: 'note' }] })
    await post({
      ...person(),
      website: 'https://customer.example',
      note: 'See https://customer.example/drawing',
    })
    expect(await submissions()).toMatchObject([{ state: 'taken' }])
  })

  it('is the twenty-first of an address in ten minutes; after two hundred it is told to wait', async () => {
    await db.run(sql`delete from throttle`)
    const send = (n: number) => post({ ...person(), email: `many-${n}-${serial}@customer.example` })
    for (let n = 0; n < 21; n++) await send(n)
    expect((await submissions()).map(({ state }) => state)).toEqual([...Array(20).fill('taken'), 'held'])
    await db.run(sql`update throttle set points = 200 where key like 'form:%'`)
    const answer = await send(99)
    expect(answer.status).toBe(429)
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await submissions()).toHaveLength(21)
  })

  it('is kept a thousand times a day of one address; what does not look like spam is taken all the same', async () => {
    const spam = { ...person(), subject_2: 'x' }
    await post(spam)
    await db.run(sql`update throttle set points = 1000 where key like 'held:%'`)
    expect((await post({ ...spam, note: 'again' })).status).toBe(429)
    expect((await post(person())).status).toBe(200)
    expect((await submissions()).map(({ state }) => state)).toEqual(['held', 'taken'])
  })
})

describe('what was held', () => {
  async function held(): Promise<number> {
    await post({ ...person(), subject_2: 'x', _visitor: 'a'.repeat(31) + (serial % 10) })
    await db.run(sql`update form_submission set at = at - interval '3 days' where form_id = ${form.id}`)
    return (await submissions()).at(-1).id
  }

  it('arrives with the time when it was sent, once, whoever lets it in at the same moment', async () => {
    const submissionId = await held()
    const waiting = await countHeld(marketer)
    const other = await actorWith({ roles: ['sales'], headOf: ['marketing'] })
    const results = await Promise.all(
      [marketer, other, marketer].map((actor) =>
        releaseSubmission({ ...actor, at: new Date() } as Actor, { submissionId }),
      ),
    )
    expect(results.filter(({ ok }) => ok)).toHaveLength(1)
    const [lead, ...others] = await mine()
    expect(others).toEqual([])
    expect(lead.touches).toBeNull()
    expect(Date.now() - lead.createdAt.getTime()).toBeGreaterThan(2 * 86_400_000)
    expect(await submissions()).toMatchObject([{ state: 'released', content: null, leadId: lead.id }])
    expect(await countHeld(marketer)).toBe(waiting - 1)
  })

  it('is discarded, can be let in all the same, and is forgotten after a month', async () => {
    const submissionId = await held()
    must(await discardSubmission(marketer, { submissionId }))
    expect((await listHeld(marketer, { state: 'discarded', limit: 5 })).rows[0]).toMatchObject({
      id: submissionId,
      decidedBy: 'Mara Marketer',
      lead: { email: person().email },
    })
    must(await releaseSubmission(marketer, { submissionId }))
    expect(await mine()).toHaveLength(1)
    const second = await held()
    must(await discardSubmission(marketer, { submissionId: second }))
    await forgetVisitors(new Date(Date.now() + 31 * 86_400_000))
    expect((await submissions()).map(({ id }) => id)).toEqual([submissionId])
  })

  it('is nobody’s to judge but marketing’s', async () => {
    const submissionId = await held()
    for (const roles of [['sales'], ['executive'], ['admin']] as const) {
      const actor = await actorWith({ roles: [...roles] })
      for (const judge of [releaseSubmission, discardSubmission])
        expect(await judge(actor, { submissionId })).toMatchObject({ failure: { code: 'FORBIDDEN' } })
    }
    const gone = await releaseSubmission(marketer, { submissionId: 2_000_000_000 })
    expect(gone).toMatchObject({ failure: { code: 'NOT_FOUND' } })
  })

  it('of an archived form waits, and its page says that it is closed', async () => {
    const page = await get()
    await db.run(sql`update web_form set archived_at = now() where id = ${form.id}`)
    expect(page.status).toBe(200)
    expect((await get()).status).toBe(410)
    expect((await post(person())).status).toBe(200)
    expect(await submissions()).toMatchObject([{ state: 'held', reasons: ['archived'] }])
  })
})

describe('bad input', () => {
  const big = 'x'.repeat(10 * 1024 * 1024)
  const cases: [string, () => BodyInit | Record<string, string>, number, string?][] = [
    ['nothing', () => ({}), 422],
    ['no required name', () => ({ email: person().email }), 422],
    ['no e-mail address', () => ({ ...person(), email: 'me' }), 422],
    ['NUL', () => ({ ...person(), note: 'a\u0000b' }), 422],
    ['a name of 300', () => ({ ...person(), contactName: 'x'.repeat(300) }), 422],
    ['10 MB', () => ({ ...person(), note: big }), 413],
    ['10 MB of JSON', () => JSON.stringify({ note: big }), 413, 'application/json'],
    ['broken JSON', () => '{', 400, 'application/json'],
    ['a list', () => '[]', 422, 'application/json'],
    [
      '__proto__',
      () => '{"__proto__": {"email": "a@b.example"}, "email": "a@b.example"}',
      422,
      'application/json',
    ],
    ['numbers', () => '{"email": 5}', 422, 'application/json'],
    ['nested', () => '{"email": {"$ne": ""}}', 422, 'application/json'],
    ['XML', () => '<a/>', 415, 'application/xml'],
    ['multipart without a boundary', () => 'x', 400, 'multipart/form-data'],
    [
      'bytes that are no text',
      () => new Uint8Array([0x61, 0x3d, 0xff]),
      400,
      'application/x-www-form-urlencoded',
    ],
    ['a file', () => fileForm(), 422],
  ]
  it.each(cases)('%s is refused in words', async (_name, body, status, type) => {
    const answer = await post(body(), { headers: type ? { 'content-type': type } : {} })
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json')
    expect(answer.body.message).toMatch(/\S{3}/)
    expect(await submissions()).toEqual([])
  })

  function fileForm() {
    const data = formData(person())
    data.append('drawing', new Blob(['x']), 'drawing.pdf')
    return data
  }

  it('comes back as a page with everything typed, and the same rendering goes through once corrected', async () => {
    const one = token()
    const typed = {
      ...person(),
      email: 'vera@',
      note: '"><script>alert(1)</script>',
      gclid: 'click',
      _token: one,
    }
    const page = await post(typed, { ...asPage, query: '?lang=ru' })
    expect(page.status).toBe(422)
    expect(page.text).toContain('value="vera@"')
    expect(page.text).toContain('&quot;&gt;&lt;script&gt;')
    expect(page.text).not.toContain('<script>alert')
    expect(page.text).toContain(`value="${one}"`)
    expect(page.text).toContain('name="gclid" value="click"')
    expect(page.text).toContain('lang="ru"')
    const done = await post({ ...typed, email: person().email }, asPage)
    expect([done.status, done.headers.get('location')]).toEqual([303, `/f/${form.key}?thanks=1&lang=en`])
    expect((await mine())[0].note).toBe('"><script>alert(1)</script>')
  })

  it('formulas and constructors are text', async () => {
    const note = '=HYPERLINK("http://x","y")'
    await post({ ...person(), note, constructor: 'x', __proto__x: 'y', toString: 'z' })
    const [lead] = await mine()
    expect(lead.note).toBe(note)
    expect(lead.events[0].data.extra).toMatchObject({ constructor: 'x', toString: 'z' })
  })

  it('asks for what can be answered where both are free to leave out', async () => {
    form = await open({ fields: [{ name: 'phone' }, { name: 'note' }] })
    const answer = await post({ note: 'Hello' })
    expect([answer.status, Object.keys(answer.body.fields)]).toEqual([422, ['phone']])
    expect((await post({ phone: '+49 30 1234567' })).status).toBe(200)
  })

  it('a consent that is needed is asked for', async () => {
    form = await open({ ru: { consent: 'Согласен' } })
    const refused = await post({ ...person(), consent: 'false' })
    expect([refused.status, Object.keys(refused.body.fields)]).toEqual([422, ['consent']])
    expect((await post({ ...person(), consent: 'on' })).status).toBe(200)
    expect((await mine())[0].events[0].data.consent).toBe('Согласен')
  })
})

describe('other sites', () => {
  it('on the list may post and read the answer, and no others', async () => {
    const good = await post(person(), { headers: { origin: SITE } })
    expect([good.status, good.headers.get('access-control-allow-origin')]).toEqual([200, SITE])
    const wrong = await post({ ...person(), contactName: '' }, { headers: { origin: SITE } })
    expect([wrong.status, wrong.headers.get('access-control-allow-origin')]).toEqual([422, SITE])
    for (const origin of [
      'https://evil.example',
      `${SITE}.evil.example`,
      'http://www.acme.example',
      'null',
      'x',
    ]) {
      const bad = await post({ ...person(), note: origin }, { headers: { origin } })
      expect([bad.status, bad.headers.get('access-control-allow-origin')], origin).toEqual([403, null])
    }
    expect(await submissions()).toHaveLength(1)
    expect(
      (await post({ ...person(), note: 'own' }, { headers: { origin: 'http://baton.test' } })).status,
    ).toBe(200)
  })

  it('ask first and are answered by the list', async () => {
    const ask = async (origin: string) => {
      const asked = new Request(`http://baton.test/f/${form.key}`, { method: 'OPTIONS', headers: { origin } })
      const answer = await OPTIONS(asked, { params: Promise.resolve({ key: form.key }) })
      return [answer.status, answer.headers.get('access-control-allow-origin')]
    }
    expect(await ask(SITE)).toEqual([204, SITE])
    expect(await ask('https://evil.example')).toEqual([403, null])
  })

  it('on the list may show it in a frame', async () => {
    const page = await get('?embed=1&utm_source=google&_visitor=x')
    const policy = page.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`frame-ancestors 'self' ${SITE}`)
    expect(policy).not.toContain('unsafe')
    expect(page.text).toContain('name="utm_source" value="google"')
    const script = await embed(new Request('http://baton.test'), {
      params: Promise.resolve({ key: form.key }),
    })
    expect([script.status, script.headers.get('content-type')]).toEqual([
      200,
      'text/javascript; charset=utf-8',
    ])
    const none = await embed(new Request('http://baton.test'), {
      params: Promise.resolve({ key: `x';alert(1)//` }),
    })
    expect(none.status).toBe(404)
  })
})

describe('its page', () => {
  it('speaks the language that is asked for, else the browser’s', async () => {
    form = await open({ en: { title: 'Ask <us>' }, ru: { title: 'Спросите' } })
    expect((await get('', { 'accept-language': 'ru' })).text).toContain('<h1 id="title">Спросите</h1>')
    expect((await get('?lang=en', { 'accept-language': 'ru' })).text).toContain('Ask &lt;us&gt;')
    expect((await get('?thanks=1&lang=ru')).text).toContain('Спасибо')
  })

  it('knows no other form', async () => {
    const asked = new Request('http://baton.test/f/nothing-here')
    const answer = await GET(asked, { params: Promise.resolve({ key: 'nothing-here' }) })
    expect(answer.status).toBe(404)
  })

  it('leads to the page that the form names, on its own site only', async () => {
    form = await open({ redirectUrl: `${SITE}/thanks` })
    const done = await post(person(), asPage)
    expect(done.headers.get('location')).toBe(`${SITE}/thanks`)
    expect((await get()).headers.get('content-security-policy')).toContain(`form-action 'self' ${SITE}`)
    const elsewhere = newFormInput.safeParse({
      name: 'x',
      fields: [{ name: 'email' }],
      redirectUrl: 'https://evil.example',
    })
    expect(elsewhere.success).toBe(false)
  })
})

describe('a command', () => {
  it('takes what was sent at its own time', async () => {
    const at = new Date('2026-03-01T10:00:00Z')
    const visit = await visitForm(form.key, at)
    if (!visit) throw new Error('it is there')
    const sent = new Map(Object.entries(person()))
    must(await submitForm(visit, await formOfVisit(visit), { sent, locale: 'en', address }))
    expect((await mine())[0].createdAt).toEqual(at)
    expect(actorAt(marketer, at).at).toEqual(at)
  })
})

afterAll(async () => {
  await db.run(sql`delete from throttle`)
})
