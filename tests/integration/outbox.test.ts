import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { undoVerdict } from '@/lib/handoffs/commands/undo'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { deliverLetters, forgetOldNotices, stopUrls, writeLetter } from '@/lib/notices/commands/letters'
import { notify } from '@/lib/notices/commands/notify'
import { saveNoticePreferences, stopLetters } from '@/lib/notices/commands/preferences'
import { readAllNotices } from '@/lib/notices/commands/read'
import { noticePreferences } from '@/lib/notices/schema'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { log } from '@/lib/platform/log'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Company, HOT, makePeople, newLead } from '../support/life'
import { type Mailbox, openMailbox, type Read, readLetter } from '../support/mailbox'

/** Wednesday, 12:00 in Berlin, where the company and everybody in it is. */
const NOON = new Date('2026-11-18T11:00:00Z')
const MINUTE = 60_000
const later = (minutes: number, from = NOON) => new Date(from.getTime() + minutes * MINUTE)

let mailbox: Mailbox
let company: Company

beforeAll(async () => {
  mailbox = await openMailbox()
  vi.stubEnv('SMTP_URL', mailbox.url)
  vi.stubEnv('BATON_URL', 'https://baton.example')
  company = await makePeople(NOON)
})

beforeEach(async () => {
  vi.stubEnv('SMTP_URL', mailbox.url)
  await db.run(sql`delete from notice`)
  await db.run(sql`delete from letter`)
  await db.run(sql`delete from notice_preference`)
})

afterEach(() => {
  mailbox.letters.length = 0
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await mailbox.close()
})

async function offered(to: Actor, at = NOON): Promise<{ leadId: number; handoffId: number }> {
  const marketer = actorAt(company.marketer, at)
  const leadId = await newLead(marketer)
  must(await qualifyLead(marketer, { leadId, ...HOT }))
  return { leadId, handoffId: must(await handOffLead(marketer, { leadId, assignee: to.email ?? '' })).id }
}

function told(person: Actor, at = NOON, data: Record<string, string> = {}) {
  const notice = { lead: 'Acme', by: 'Mara', contestId: 1, ...data }
  return inTransaction((tx) =>
    notify(tx, at, { to: [person.personId], kind: 'contest_opened', data: notice }),
  )
}

function letters(): Read[] {
  return mailbox.letters.map(readLetter)
}

const unsent = () => db.rows(sql`select id from letter where sent_at is null`)

describe('at once', () => {
  it('a lead handed to me comes by e-mail after the time for second thoughts, and once', async () => {
    const { handoffId } = await offered(company.rep)
    await deliverLetters(later(0.4))
    expect(mailbox.letters).toEqual([])
    await deliverLetters(later(1))
    await deliverLetters(later(2))
    expect(mailbox.letters).toHaveLength(1)
    const [letter] = letters()
    expect(letter?.head).toContain(`To: Rita Rep <${company.rep.email}>`)
    expect(letter?.subject).toMatch(/^Mara Keter handed Company \d+ to you$/)
    const notice = await db.one<{ id: number }>(sql`select id from notice where handoff_id = ${handoffId}`)
    expect(letter?.text).toContain(`https://baton.example/notices/${notice?.id}`)
    expect(letter?.text).toContain('Due ')
    expect(letter?.html).toContain(`href="https://baton.example/notices/${notice?.id}"`)
    expect(letter?.html).toContain('Company')
  })

  it('what falls due together is one letter', async () => {
    for (const lead of ['First', 'Second', 'Third']) await told(company.rep, NOON, { lead })
    await deliverLetters(later(1))
    const [letter, ...others] = letters()
    expect(others).toEqual([])
    expect(letter?.subject).toBe('3 notices from Baton')
    for (const lead of ['First', 'Second', 'Third']) expect(letter?.text).toContain(lead)
  })

  it('of hundreds the first are told and the rest counted', async () => {
    for (let lead = 0; lead < 60; lead++) await told(company.rep, NOON, { lead: `Lead ${lead}` })
    await deliverLetters(later(1))
    const [letter, ...others] = letters()
    expect(others).toEqual([])
    expect(letter?.subject).toBe('60 notices from Baton')
    expect(letter?.text).toContain('And 20 more: https://baton.example/notices')
  })

  it('a verdict that was undone is not told', async () => {
    const { handoffId } = await offered(company.rep)
    must(await rejectHandoff(company.rep, { handoffId, reason: 'no_budget' }))
    must(await undoVerdict(actorAt(company.rep, later(0.1)), { handoffId }))
    await deliverLetters(later(1))
    expect(letters().filter(({ head }) => head.includes(company.marketer.email ?? ''))).toEqual([])
    expect(await db.rows(sql`select id from notice where person_id = ${company.marketer.personId}`)).toEqual(
      [],
    )
    must(await rejectHandoff(actorAt(company.rep, later(1)), { handoffId, reason: 'no_budget' }))
    await deliverLetters(later(2))
    expect(letters().map(({ subject }) => subject)).toContainEqual(
      expect.stringMatching(/^Rita Rep rejected Company \d+: No budget$/),
    )
  })

  it('what was read in the app, or is over, does not come by e-mail any more', async () => {
    await told(company.otherRep)
    must(await readAllNotices(actorAt(company.otherRep, later(0.2))))
    const { handoffId } = await offered(company.rep)
    must(await acceptHandoff(actorAt(company.rep, later(0.3)), { handoffId }))
    await deliverLetters(later(1))
    expect(mailbox.letters).toEqual([])
    expect(
      await db.rows(
        sql`select id from notice where mail_at is not null and letter_id is null and person_id <> ${company.marketer.personId}`,
      ),
    ).toEqual([])
  })
})

describe('quiet hours', () => {
  it.each([
    ['over midnight', '2026-11-18T20:30:00Z', '2026-11-19T06:59:00Z', '2026-11-19T07:00:00Z'],
    [
      'over the night that is an hour shorter',
      '2026-03-28T20:30:00Z',
      '2026-03-29T05:59:00Z',
      '2026-03-29T06:00:00Z',
    ],
    [
      'over the night that is an hour longer',
      '2026-10-24T19:30:00Z',
      '2026-10-25T06:59:00Z',
      '2026-10-25T07:00:00Z',
    ],
  ])('%s: the letter waits for the morning', async (_name, happened, stillQuiet, morning) => {
    await told(company.rep, new Date(happened))
    await deliverLetters(later(1, new Date(happened)))
    await deliverLetters(new Date(stillQuiet))
    expect(mailbox.letters).toEqual([])
    await deliverLetters(new Date(morning))
    expect(mailbox.letters).toHaveLength(1)
  })

  it('count in the zone of the person', async () => {
    await db.run(
      sql`update person set time_zone = 'America/New_York' where id = ${company.otherRep.personId}`,
    )
    const evening = new Date('2026-11-18T20:30:00Z') // 15:30 in New York
    await told(company.otherRep, evening)
    await deliverLetters(later(1, evening))
    expect(mailbox.letters).toHaveLength(1)
    await db.run(sql`update person set time_zone = null where id = ${company.otherRep.personId}`)
  })
})

describe('the digest', () => {
  it('gathers what may wait and comes at its time, on a working day', async () => {
    const friday = new Date('2026-11-20T11:00:00Z')
    for (let lead = 0; lead < 3; lead++) {
      const { handoffId } = await offered(company.rep, friday)
      must(await acceptHandoff(actorAt(company.rep, friday), { handoffId }))
    }
    for (const moment of ['2026-11-20T11:01:00Z', '2026-11-21T08:00:00Z', '2026-11-23T07:59:00Z']) {
      await deliverLetters(new Date(moment))
    }
    expect(mailbox.letters).toEqual([])
    await deliverLetters(new Date('2026-11-23T08:00:00Z'))
    await deliverLetters(new Date('2026-11-23T08:01:00Z'))
    expect(letters().map(({ subject }) => subject)).toEqual(['Acme: 3 notices'])
    expect(letters()[0]?.head).toContain(company.marketer.email)
  })

  it('is passed over on a holiday of the branch', async () => {
    await db.run(sql`insert into holiday (calendar_id, day, name) values (1, '2026-11-19', 'Closed')`)
    const { handoffId } = await offered(company.rep)
    must(await acceptHandoff(actorAt(company.rep, NOON), { handoffId }))
    await deliverLetters(later(1))
    await deliverLetters(new Date('2026-11-19T08:00:00Z'))
    expect(mailbox.letters).toEqual([])
    await deliverLetters(new Date('2026-11-20T08:00:00Z'))
    expect(mailbox.letters).toHaveLength(1)
    await db.run(sql`delete from holiday`)
  })
})

describe('what somebody wishes', () => {
  it('counts for what is already waiting', async () => {
    await told(company.rep)
    const wish = noticePreferences.parse({ email: { contest_opened: 'digest' }, digestAt: '16:30' })
    must(await saveNoticePreferences(company.rep, wish))
    await deliverLetters(later(1))
    expect(mailbox.letters).toEqual([])
    await deliverLetters(new Date('2026-11-18T15:30:00Z'))
    expect(mailbox.letters).toHaveLength(1)
    must(await saveNoticePreferences(company.rep, noticePreferences.parse({ digestAt: '09:00' })))
  })

  it('never means never, and the app still tells', async () => {
    must(
      await saveNoticePreferences(company.rep, noticePreferences.parse({ email: { handed_to_me: 'never' } })),
    )
    await offered(company.rep)
    await deliverLetters(later(1))
    await deliverLetters(later(1440))
    expect(mailbox.letters).toEqual([])
    expect(await db.rows(sql`select kind from notice where read_at is null`)).toEqual([
      { kind: 'handed_to_me' },
    ])
  })

  it('a link in a letter stops its kinds and no others, for its addressee and nobody else', async () => {
    const { handoffId } = await offered(company.rep)
    await deliverLetters(later(1))
    const [letter] = letters()
    const url = /^List-Unsubscribe: <(.*)>$/m.exec(letter?.head ?? '')?.[1] ?? ''
    expect(url).toBe(stopUrls(company.rep.personId, ['handed_to_me']).oneClick)
    expect(letter?.head).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
    expect(letter?.text).toContain(stopUrls(company.rep.personId, ['handed_to_me']).page)
    const token = new URL(url).searchParams.get('token') ?? ''
    expect(must(await stopLetters({ token }))).toEqual({ kinds: ['handed_to_me'] })
    mailbox.letters.length = 0
    await offered(company.rep, later(5))
    await offered(company.otherRep, later(5))
    must(await rejectHandoff(actorAt(company.rep, later(5)), { handoffId, reason: 'no_budget' }))
    await deliverLetters(later(7))
    const to = letters().map(({ head }) => /^To: .*<(.*)>$/m.exec(head)?.[1])
    expect(to.sort()).toEqual([company.marketer.email, company.otherRep.email].sort())
  })

  it.each([
    ['cut off', (token: string) => token.slice(0, -1)],
    ['of another person', (token: string) => token.replace(/^\d+/, (id) => String(Number(id) + 1))],
    ['of another kind', (token: string) => token.replace('asked', 'rejected')],
    ['empty', () => ''],
  ])('a link that is %s does nothing', async (_name, spoil) => {
    const { oneClick } = stopUrls(company.rep.personId, ['asked'])
    const token = new URL(oneClick).searchParams.get('token') ?? ''
    expect(await stopLetters({ token: spoil(token) })).toMatchObject({
      ok: false,
      failure: { code: 'NOT_FOUND' },
    })
    expect(await db.rows(sql`select * from notice_preference`)).toEqual([])
  })
})

describe('a mail server', () => {
  it('that is away for an hour: nothing is lost, nothing comes twice, and what is over does not come late', async () => {
    const elsewhere = await openMailbox()
    await elsewhere.close()
    vi.stubEnv('SMTP_URL', elsewhere.url)
    const kept = await offered(company.rep)
    const decided = await offered(company.rep)
    await told(company.otherRep)
    for (let minute = 1; minute <= 60; minute++) await deliverLetters(later(minute))
    await told(company.otherRep, later(30))
    must(await acceptHandoff(actorAt(company.rep, later(40)), { handoffId: decided.handoffId }))

    const back = await openMailbox({ port: elsewhere.port })
    for (let minute = 61; minute <= 70; minute++) await deliverLetters(later(minute))
    const came = back.letters.map(readLetter)
    expect(came).toHaveLength(2)
    const rep = came.find(({ head }) => head.includes(company.rep.email ?? ''))
    const leads = await db.rows<{ id: number; name: string }>(
      sql`select id, display_name as name from lead where id in (${kept.leadId}, ${decided.leadId})`,
    )
    for (const { id, name } of leads) {
      if (id === kept.leadId) expect(rep?.subject).toContain(name)
      else expect(rep?.text).not.toContain(name)
    }
    const other = came.find(({ head }) => head.includes(company.otherRep.email ?? ''))
    expect(other?.subject).toBe('2 notices from Baton')
    expect(other?.text).toContain('12:00')
    expect(other?.text).toContain('12:30')
    expect(await unsent()).toEqual([])
    await back.close()
  })

  it('that stumbles over one letter gets it again later, and the others now', async () => {
    let stumbled = 0
    const picky = await openMailbox({
      answer: (letter) =>
        letter.includes(company.rep.email ?? '') && stumbled++ < 2 ? '451 later' : undefined,
    })
    vi.stubEnv('SMTP_URL', picky.url)
    await told(company.rep)
    await told(company.otherRep)
    await deliverLetters(later(1))
    expect(picky.letters).toHaveLength(1)
    await deliverLetters(later(2))
    expect(stumbled).toBe(1) // it waits longer each time
    for (let minute = 3; minute <= 12; minute++) await deliverLetters(later(minute))
    expect(picky.letters).toHaveLength(2)
    expect(await unsent()).toEqual([])
    await picky.close()
  })

  it('that refuses an address for good is not asked again', async () => {
    let asked = 0
    const strict = await openMailbox({ answer: () => `550 no such mailbox, asked ${++asked} times` })
    vi.stubEnv('SMTP_URL', strict.url)
    await told(company.rep)
    for (let minute = 1; minute <= 90; minute += 3) await deliverLetters(later(minute))
    expect(asked).toBe(1)
    const [kept] = await db.rows<{ failure: string }>(sql`select failure from letter`)
    expect(kept?.failure).toContain('no such mailbox')
    await strict.close()
  })

  it('set up only now does not get the letters of last year', async () => {
    await told(company.rep, later(-5 * 1440))
    await told(company.rep, later(-1440), { lead: 'Yesterday' })
    await deliverLetters(NOON)
    expect(letters().map(({ subject }) => subject)).toEqual(['Mara contests the rejection of Yesterday'])
  })
})

it('one whose letter cannot be composed keeps nobody else from theirs', async () => {
  const logged = vi.spyOn(log, 'error').mockImplementation(() => {})
  const broken = await actorWith({ roles: ['sales'], at: NOON })
  await told(broken)
  await told(company.rep)
  await db.run(sql`update person set time_zone = 'Mars/Base' where id = ${broken.personId}`)
  await deliverLetters(later(1))
  expect(letters().map(({ head }) => /^To: .*<(.*)>$/m.exec(head)?.[1])).toEqual([company.rep.email])
  expect(logged).toHaveBeenCalledOnce()
  logged.mockRestore()
})

it('two workers at once send each letter once', async () => {
  const people = await Promise.all(
    Array.from({ length: 12 }, () => actorWith({ roles: ['sales'], at: NOON })),
  )
  for (const person of people) await told(person)
  await Promise.all(Array.from({ length: 4 }, () => deliverLetters(later(1))))
  const to = letters().map(({ head }) => /^To: .*<(.*)>$/m.exec(head)?.[1] ?? '')
  expect(to.sort()).toEqual(people.map(({ email }) => email).sort())
  expect(await unsent()).toEqual([])
})

it('a worker that is killed while it sends: the letter goes out again, once, as the same letter', async () => {
  let silent = true
  const deaf = await openMailbox({ answer: () => (silent ? null : undefined) })
  vi.stubEnv('SMTP_URL', deaf.url)
  await told(company.rep)
  const worker = spawn(
    process.execPath,
    ['--import', 'tsx', 'tests/support/deliver-letters.ts', later(1).toISOString()],
    { env: process.env, stdio: 'inherit' },
  )
  await vi.waitFor(() => expect(deaf.letters).toHaveLength(1), { timeout: 20_000, interval: 20 })
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  silent = false
  await deliverLetters(later(5)) // the claim still holds
  expect(deaf.letters).toHaveLength(1)
  for (let minute = 11; minute <= 20; minute++) await deliverLetters(later(minute))
  expect(deaf.letters).toHaveLength(2)
  const ids = deaf.letters.map((letter) => /^Message-ID: (.*)$/im.exec(letter)?.[1])
  expect(ids[0]).toMatch(/^<[\w-]{24}\.\d+@baton\.example>$/)
  expect(ids[1]).toBe(ids[0])
  expect(await unsent()).toEqual([])
  await deaf.close()
})

describe('nobody', () => {
  it('without access gets letters, neither of notices nor of what waits in the outbox', async () => {
    const gone = await actorWith({ roles: ['sales'], at: NOON })
    await told(gone)
    await inTransaction((tx) => writeLetter(tx, NOON, weekly(gone)))
    await db.run(sql`update person set status = 'disabled' where id = ${gone.personId}`)
    await deliverLetters(later(1))
    expect(mailbox.letters).toEqual([])
    await told(gone, later(2))
    expect(must(await inTransaction((tx) => writeLetter(tx, NOON, { ...weekly(gone), key: 'again' })))).toBe(
      false,
    )
    expect(await db.rows(sql`select id from notice where created_at > ${NOON}`)).toEqual([])
    for (let minute = 2; minute < 60; minute++) await deliverLetters(later(minute))
    expect(mailbox.letters).toEqual([])
  })

  const weekly = (to: Actor) => ({
    personId: to.personId,
    kind: 'weekly' as const,
    subject: 'Promises',
    text: 'Kept: all',
    key: `weekly ${to.personId}`,
    sendAt: NOON,
  })

  it('gets the same letter twice, nor one of a kind that they do not want', async () => {
    const write = (to: Actor) => inTransaction((tx) => writeLetter(tx, NOON, weekly(to)))
    expect(must(await write(company.rep))).toBe(true)
    expect(must(await write(company.rep))).toBe(false)
    must(await saveNoticePreferences(company.head, noticePreferences.parse({ email: { weekly: 'never' } })))
    expect(must(await write(company.head))).toBe(false)
    await deliverLetters(later(1))
    expect(letters().map(({ subject }) => subject)).toEqual(['Promises'])
    expect(letters()[0]?.head).toContain(stopUrls(company.rep.personId, ['weekly']).oneClick)
  })
})

describe('whatever a name holds', () => {
  it('it cannot add a header, nor markup', async () => {
    const lead = 'Evil\r\nBcc: all@example.com\r\n\r\n<script>alert(1)</script> & Söhne'
    await told(company.rep, NOON, { lead, by: 'Otto "the\nquick" <otto@example.com>' })
    await db.run(
      sql`update person set name = ${'Rita "R" <x@y.example>, Rep'} where id = ${company.rep.personId}`,
    )
    await deliverLetters(later(1))
    await db.run(sql`update person set name = 'Rita Rep' where id = ${company.rep.personId}`)
    const [letter, ...others] = letters()
    expect(others).toEqual([])
    expect(letter?.head).not.toMatch(/^Bcc/im)
    expect(letter?.subject).toContain('Evil Bcc: all@example.com')
    expect(/^To: (.*)$/m.exec(letter?.head ?? '')?.[1]).toMatch(new RegExp(`<${company.rep.email}>$`))
    expect(letter?.html).not.toContain('<script>')
    expect(letter?.html).toContain('&lt;script&gt;')
  })

  it('a Russian letter arrives in Russian, its subject included', async () => {
    const reader = await actorWith({ roles: ['marketer'], name: 'Инесса Ли', locale: 'ru', at: NOON })
    await inTransaction((tx) =>
      notify(tx, NOON, {
        to: [reader.personId],
        kind: 'rejected',
        data: {
          lead: 'Завод «Северное сияние»',
          by: 'Олег',
          reasonEn: 'No need',
          reasonRu: 'Нет потребности',
          comment: 'Уже купили',
        },
      }),
    )
    await deliverLetters(later(1))
    const [letter] = letters()
    expect(letter?.head).toMatch(/^Subject: =\?UTF-8\?/im)
    expect(letter?.subject).toBe('Олег отклоняет лид Завод «Северное сияние»: Нет потребности')
    expect(letter?.text).toContain('Здравствуйте, Инесса Ли!')
    expect(letter?.text).toContain('> Уже купили')
    expect(letter?.html).toContain('Олег отклоняет лид')
  })
})

it('old notices are forgotten: read ones after 90 days, all after a year', async () => {
  await told(company.rep, later(-100 * 1440), { lead: 'read' })
  must(await readAllNotices(company.rep))
  await told(company.rep, later(-100 * 1440), { lead: 'unread' })
  await told(company.rep, later(-366 * 1440), { lead: 'very old' })
  await told(company.rep, later(-10 * 1440), { lead: 'young' })
  await forgetOldNotices(NOON)
  const left = await db.rows<{ lead: string }>(sql`select data->>'lead' as lead from notice order by 1`)
  expect(left.map(({ lead }) => lead)).toEqual(['unread', 'young'])
})
