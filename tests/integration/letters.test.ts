import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { createPerson } from '@/lib/people/commands/accounts'
import { setUpBaton } from '@/lib/people/commands/first-run'
import { requestReset } from '@/lib/people/commands/forgotten'
import { invitationLetterJob, resetLetterJob } from '@/lib/people/jobs'
import { firstRun } from '@/lib/people/schema'
import { lookAtLink } from '@/lib/platform/auth/links'
import { db, sql } from '@/lib/platform/db/sql'
import { startWorker } from '@/lib/platform/jobs/worker'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { type Mailbox, openMailbox } from '../support/mailbox'

let mailbox: Mailbox
let stopWorker: () => Promise<void>

beforeAll(async () => {
  mailbox = await openMailbox()
  vi.stubEnv('SMTP_URL', mailbox.url)
  vi.stubEnv('BATON_URL', 'https://baton.example')
  const company = { name: 'Acme', currency: 'EUR', timeZone: 'UTC', defaultCountry: 'DE' }
  const admin = { name: 'Ada', email: 'ada@example.com', password: 'a lamp by the river', roles: [] }
  must(await setUpBaton({ at: new Date() }, firstRun.parse({ organisation: company, ...admin })))
  stopWorker = await startWorker([invitationLetterJob, resetLetterJob])
})

afterEach(() => {
  mailbox.letters.length = 0
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await stopWorker()
  await mailbox.close()
})

async function nextLetter(): Promise<string> {
  await vi.waitFor(() => expect(mailbox.letters).toHaveLength(1), { timeout: 10_000, interval: 20 })
  return mailbox.letters[0] ?? ''
}

function tokenIn(letter: string): string {
  return /https:\/\/baton\.example\/link\/([\w-]{43})/.exec(letter)?.[1] ?? ''
}

it('an invitation comes by mail with a link of its own, in the language of who invites', async () => {
  const admin = await actorWith({ roles: ['admin'], locale: 'ru' })
  const person = { email: 'ivo@example.com', name: 'Иво', roles: ['sales' as const], headOf: [] }
  const { token } = must(await createPerson(admin, person))
  const letter = await nextLetter()
  expect(letter).toContain('Здравствуйте, Иво!')
  expect(tokenIn(letter)).not.toBe(token)
  expect(await lookAtLink(tokenIn(letter), new Date())).toMatchObject({ purpose: 'invitation', name: 'Иво' })
  const [jobs] = await db.rows<{ data: string }>(sql`
    SELECT string_agg(data::text, ' ') AS data FROM pgboss.job WHERE name = 'people.invitation-letter'`)
  expect(jobs?.data).not.toContain(tokenIn(letter))
})

it('a forgotten password brings a letter to its owner, and the same answer to a stranger', async () => {
  const at = new Date()
  const known = must(await requestReset({ at, address: '10.0.0.1' }, { email: 'ada@example.com' }))
  const letter = await nextLetter()
  expect(letter).toMatch(/To: ada@example\.com/)
  expect(await lookAtLink(tokenIn(letter), new Date())).toMatchObject({
    purpose: 'password_reset',
    name: 'Ada',
  })
  mailbox.letters.length = 0
  const unknown = must(await requestReset({ at, address: '10.0.0.2' }, { email: 'stranger@example.com' }))
  expect(unknown).toEqual(known)
  await vi.waitFor(async () => {
    const [row] = await db.rows<{ n: number }>(sql`
      SELECT count(*)::int AS n FROM pgboss.job WHERE name = 'people.reset-letter' AND state = 'completed'`)
    expect(row?.n).toBe(2)
  })
  expect(mailbox.letters).toEqual([])
})

it('nobody can be flooded with letters', async () => {
  const answers = []
  for (let i = 0; i < 7; i++) {
    answers.push(
      await requestReset({ at: new Date(), address: `10.1.0.${i}` }, { email: 'flood@example.com' }),
    )
  }
  expect(answers.filter((answer) => answer.ok)).toHaveLength(5)
  expect(answers.at(-1)).toMatchObject({ ok: false, failure: { code: 'TOO_MANY_ATTEMPTS' } })
})
