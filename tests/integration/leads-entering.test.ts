import { beforeAll, describe, expect, it } from 'vitest'
import { createLead } from '@/lib/leads/commands/create'
import { enterLead, keepEnquiry } from '@/lib/leads/commands/enter'
import { findLikelyDuplicates } from '@/lib/leads/queries/duplicates'
import { countLeads } from '@/lib/leads/queries/list'
import { leadContacts, leadHistory } from '@/lib/leads/queries/record'
import { searchLeads } from '@/lib/leads/queries/search'
import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { makeCompany } from '../support/api'

let marketer: Actor
let acme: number

beforeAll(async () => {
  await makeCompany()
  marketer = await actorWith({ roles: ['marketer'] })
  const made = must(
    await createLead(marketer, {
      company: 'Acme Logistics GmbH',
      contactName: 'Ann Archer',
      email: 'Ann@Acme.example',
      phone: '+49 30 1234567',
    }),
  )
  acme = made.lead.id
  must(await createLead(marketer, { company: 'Вымпел-Сервис, ООО', email: 'info@vympel.example' }))
})

describe('likely duplicates', () => {
  it.each([
    ['the same e-mail in another case', { email: 'ann@ACME.example ' }, 'email'],
    ['the same phone as it is dialled at home', { phone: '030 / 123 45 67' }, 'phone'],
    ['the same phone with 00', { phone: '0049-30-1234567' }, 'phone'],
    ['the company in another legal form', { company: 'ACME Logistics Ltd.' }, 'company'],
    ['the company with a slip of the pen', { company: 'Acme Logistic' }, 'company'],
  ])('finds %s', async (_name, typed, likeness) => {
    const found = await findLikelyDuplicates(marketer, typed)
    expect(found).toMatchObject([{ id: acme, likeness }])
  })

  it('finds Cyrillic companies too', async () => {
    const found = await findLikelyDuplicates(marketer, { company: 'ООО «Вымпел Сервис»' })
    expect(found).toMatchObject([{ displayName: 'Вымпел-Сервис, ООО', likeness: 'company' }])
  })

  it('names each lead once, by what is surest, and not the lead itself', async () => {
    const typed = { email: 'ann@acme.example', phone: '+49301234567', company: 'Acme Logistics' }
    expect(await findLikelyDuplicates(marketer, typed)).toMatchObject([{ id: acme, likeness: 'email' }])
    expect(await findLikelyDuplicates(marketer, { ...typed, excludeId: acme })).toEqual([])
  })

  it('says nothing about strangers or half a word', async () => {
    expect(await findLikelyDuplicates(marketer, { company: 'Apex', phone: '12', email: 'a' })).toEqual([])
  })
})

it('takes the same sheet of the form once, however often it is sent', async () => {
  const before = await countLeads(marketer, {})
  const sheet = { token: 'sheet-0001', lead: { company: 'Twice', email: 'twice@example.com' } }
  const answers = await Promise.all(Array.from({ length: 8 }, () => enterLead(marketer, sheet)))
  const first = must(answers[0] ?? (await enterLead(marketer, sheet)))
  for (const answer of answers) expect(must(answer)).toEqual(first)
  expect(first.duplicate).toBe(false)
  expect(must(await enterLead(marketer, sheet))).toEqual(first)
  expect((await countLeads(marketer, {})).count).toBe(before.count + 1)
  expect(await leadContacts(marketer, first.id)).toEqual([])
})

it('keeps what was typed on the lead that is "this one"', async () => {
  const sheet = {
    token: 'sheet-0002',
    sameAs: acme,
    lead: { company: 'Acme Logistics', contactName: 'Bob Baker', note: 'met at the fair' },
  }
  const kept = must(await keepEnquiry(marketer, sheet))
  expect(must(await keepEnquiry(marketer, sheet))).toEqual(kept)
  expect(kept).toMatchObject({ id: acme, duplicate: true })
  const touches = await leadContacts(marketer, acme)
  expect(touches).toMatchObject([{ type: 'touch', kind: 'enquiry', text: 'met at the fair' }])
  const { events } = await leadHistory(marketer, acme, { order: 'newest', limit: 1 })
  expect(events).toMatchObject([{ type: 'touched' }])
})

it('enters nothing for who may not', async () => {
  const executive = await actorWith({ roles: ['executive'] })
  const sheet = { token: 'sheet-0003', lead: { email: 'x@example.com' } }
  expect(await enterLead(executive, sheet)).toMatchObject({ ok: false, failure: { code: 'FORBIDDEN' } })
  expect(await keepEnquiry(executive, { ...sheet, sameAs: acme })).toMatchObject({ ok: false })
})

it('finds leads for the palette, whatever is typed', async () => {
  expect(await searchLeads(marketer, 'acme')).toMatchObject([{ id: acme, href: `/leads/${acme}` }])
  expect(await searchLeads(marketer, '\u0000')).toEqual([])
  expect(await searchLeads(marketer, '%')).toEqual([])
})

it('reads a history in pages, in both directions', async () => {
  const whole = await leadHistory(marketer, acme)
  const first = await leadHistory(marketer, acme, { limit: 1 })
  const second = await leadHistory(marketer, acme, { limit: 1, after: first.events[0]?.id })
  expect([...first.events, ...second.events]).toEqual(whole.events)
  expect(first.more).toBe(true)
  expect(second.more).toBe(false)
  const newest = await leadHistory(marketer, acme, { order: 'newest' })
  expect(newest.events).toEqual([...whole.events].reverse())
})
