import { beforeAll, describe, expect, it } from 'vitest'
import {
  archiveCampaign,
  archiveChannel,
  createCampaign,
  createChannel,
  ensureCampaign,
  ensureChannel,
  renameChannel,
  restoreChannel,
} from '@/lib/channels/commands'
import { listChannels, sourceOptions } from '@/lib/channels/queries'
import { inTransaction } from '@/lib/platform/db/transaction'
import { fieldProblems } from '@/lib/platform/input'
import { must } from '@/lib/platform/result'
import { saveSpendGrid } from '@/lib/spend/commands/grid'
import { putSpend } from '@/lib/spend/commands/put'
import { fingerprint, NO_SPEND, rowKeyOf } from '@/lib/spend/grid'
import { spendGrid } from '@/lib/spend/queries/grid'
import { putSpendInput, spendGridInput } from '@/lib/spend/schema'
import { type Company, makePeople } from '../support/life'

let people: Company
let search: number
let brand: number

beforeAll(async () => {
  people = await makePeople(new Date('2026-11-21T10:00:00Z'))
  search = must(await createChannel(people.admin, { name: 'Paid search' })).id
  brand = must(await createCampaign(people.marketer, { channelId: search, name: 'Brand' })).id
})

const failure = (result: { ok: boolean; failure?: { code: string } }) =>
  result.ok ? 'ok' : result.failure?.code

describe('channels and campaigns', () => {
  it('channels are the administrator’s, campaigns marketing’s too', async () => {
    for (const actor of [people.marketer, people.rep, people.executive, people.head]) {
      expect(failure(await createChannel(actor, { name: 'Fair' }))).toBe('FORBIDDEN')
      expect(failure(await archiveChannel(actor, { channelId: search }))).toBe('FORBIDDEN')
    }
    expect(failure(await createCampaign(people.rep, { channelId: search, name: 'Mine' }))).toBe('FORBIDDEN')
    expect(failure(await createCampaign(people.admin, { channelId: search, name: 'Admin’s' }))).toBe('ok')
    expect(failure(await createCampaign(people.marketer, { channelId: 999_999, name: 'Nowhere' }))).toBe(
      'NOT_FOUND',
    )
  })

  it('a name is there once, in any case, however many press at once', async () => {
    expect(failure(await createChannel(people.admin, { name: 'PAID SEARCH' }))).toBe('ALREADY_EXISTS')
    expect(failure(await createCampaign(people.marketer, { channelId: search, name: 'bRAND' }))).toBe(
      'ALREADY_EXISTS',
    )
    const both = await Promise.all(
      Array.from({ length: 8 }, () => createChannel(people.admin, { name: 'Выставки' })),
    )
    expect(both.map(failure).sort()).toEqual([...Array(7).fill('ALREADY_EXISTS'), 'ok'])
    const shows = both.find((result) => result.ok)
    const id = shows?.ok ? shows.value.id : 0
    expect(failure(await renameChannel(people.admin, { channelId: id, name: 'paid search' }))).toBe(
      'ALREADY_EXISTS',
    )
    expect(failure(await renameChannel(people.admin, { channelId: id, name: 'ВЫСТАВКИ' }))).toBe('ok')
  })

  it('what is archived is offered no more and can come back', async () => {
    const old = must(await createChannel(people.admin, { name: 'Fax' })).id
    must(await archiveChannel(people.admin, { channelId: old }))
    expect((await sourceOptions(people.rep)).map(({ name }) => name)).not.toContain('Fax')
    expect((await listChannels(people.admin)).at(-1)).toMatchObject({ name: 'Fax', archived: true })
    must(await restoreChannel(people.admin, { channelId: old }))
    expect((await sourceOptions(people.rep)).map(({ name }) => name)).toContain('Fax')
  })

  it('ten imports that name the same new campaign make one', async () => {
    const ids = await Promise.all(
      Array.from({ length: 10 }, () =>
        inTransaction(async (tx) => ensureCampaign(tx, await ensureChannel(tx, 'From a file'), 'Row 1')),
      ),
    )
    expect(new Set(ids.map(must)).size).toBe(1)
  })
})

describe('PUT /spend', () => {
  const put = (input: Record<string, unknown>, actor = people.marketer) =>
    putSpend(
      actor,
      putSpendInput.parse({ channel: 'paid SEARCH', side: 'marketing', month: '2026-10', ...input }),
    )

  it('replaces what it is given and keeps the rest', async () => {
    const first = must(await put({ amount: 100, reach: 10 }))
    expect(first).toMatchObject({
      amount: '100.00',
      reach: 10,
      responses: 0,
      firstDay: '2026-10-01',
      lastDay: '2026-10-31',
      version: 1,
    })
    const second = must(await put({ responses: 3 }))
    expect(second).toMatchObject({ id: first.id, amount: '100.00', reach: 10, responses: 3, version: 2 })
    expect(must(await put({ amount: '7.5', day: '2026-10-05', month: undefined })).lastDay).toBe('2026-10-05')
    expect(must(await put({ amount: '1', campaign: 'brand' })).campaignId).toBe(brand)
  })

  it('each side records its own', async () => {
    for (const actor of [people.rep, people.executive, people.admin]) {
      expect(failure(await put({ amount: 1 }, actor))).toBe('FORBIDDEN')
    }
    expect(failure(await put({ amount: 1, side: 'sales' }))).toBe('FORBIDDEN')
    expect(failure(await put({ amount: 1, side: 'sales' }, people.rep))).toBe('ok')
  })

  it('refuses what does not exist', async () => {
    expect(failure(await put({ amount: 1, channel: 'Radio' }))).toBe('UNKNOWN_CHANNEL')
    expect(failure(await put({ amount: 1, campaign: 'Radio' }))).toBe('UNKNOWN_CAMPAIGN')
  })

  it.each([
    ['amount', { amount: '-1' }],
    ['amount', { amount: '1.234' }],
    ['amount', { amount: Number.POSITIVE_INFINITY }],
    ['amount', {}],
    ['month', { amount: 1, month: '2026-13' }],
    ['month', { amount: 1, month: undefined }],
    ['month', { amount: 1, day: '2026-10-01' }],
    ['day', { amount: 1, month: undefined, day: '2026-02-30' }],
    ['reach', { reach: -1 }],
    ['reach', { reach: 1.5 }],
    ['reach', { reach: 2 ** 31 }],
    ['side', { amount: 1, side: 'both' }],
    ['colour', { amount: 1, colour: 'red' }],
  ])('%s: %j', (path, change) => {
    const parsed = putSpendInput.safeParse({
      channel: 'Paid search',
      side: 'marketing',
      month: '2026-10',
      ...change,
    })
    expect(parsed.success ? [] : fieldProblems(parsed.error).map((problem) => problem.path)).toContain(path)
  })
})

describe('the grid of a month', () => {
  const key = () => rowKeyOf(search, brand)
  const form = (typed: Record<string, string>, was = fingerprint(NO_SPEND), version = '0') =>
    spendGridInput.parse({
      month: '2026-09',
      side: 'marketing',
      amount: { [key()]: typed.amount ?? '' },
      reach: { [key()]: typed.reach ?? '' },
      responses: { [key()]: typed.responses ?? '' },
      was: { [key()]: was },
      version: { [key()]: version },
    })
  const row = async () =>
    (await spendGrid(people.executive, { month: '2026-09', side: 'marketing' })).find(
      ({ campaignId }) => campaignId === brand,
    )

  it('reads what people type, and leaves untouched rows alone', async () => {
    expect(must(await saveSpendGrid(people.marketer, form({})))).toEqual({ saved: 0 })
    expect((await row())?.version).toBe(0)
    expect(must(await saveSpendGrid(people.marketer, form({ amount: '1 234,5', reach: '1 000' })))).toEqual({
      saved: 1,
    })
    expect(await row()).toMatchObject({
      amount: '1234.50',
      reach: 1000,
      responses: 0,
      version: 1,
      updatedBy: 'Mara Keter',
    })
  })

  it('does not save over a colleague’s change, and says what it is', async () => {
    const stale = await saveSpendGrid(people.marketer, form({ amount: '5' }))
    expect(failure(stale)).toBe('STALE_VERSION')
    expect(stale.ok ? null : stale.failure.fields).toMatchObject([
      {
        path: `amount.${key()}`,
        code: 'stale_spend',
        params: { amount: '1234.50', reach: 1000, by: 'Mara Keter' },
      },
    ])
    const now = await row()
    const again = form({ amount: '5' }, now && fingerprint(now), '1')
    expect(must(await saveSpendGrid(people.marketer, again))).toEqual({ saved: 1 })
    expect((await row())?.amount).toBe('5.00')
  })

  it('two who save the same new row at once: one saves, the other is told', async () => {
    const input = (amount: string) => ({ ...form({ amount }), month: '2026-08' })
    const both = await Promise.all([
      saveSpendGrid(people.marketer, input('10')),
      saveSpendGrid(people.marketer, input('20')),
    ])
    expect(both.map(failure).sort()).toEqual(['STALE_VERSION', 'ok'])
  })

  it('keeps the row of an archived campaign that cost something', async () => {
    must(await archiveCampaign(people.marketer, { campaignId: brand }))
    expect((await row())?.amount).toBe('5.00')
    const empty = await spendGrid(people.marketer, { month: '2020-01', side: 'marketing' })
    expect(empty.some(({ campaignId }) => campaignId === brand)).toBe(false)
  })

  it('is refused to the other side, and for places that are not there', async () => {
    expect(failure(await saveSpendGrid(people.rep, form({ amount: '1' })))).toBe('FORBIDDEN')
    const nowhere = { ...form({}), was: { '99999': fingerprint(NO_SPEND) }, amount: { '99999': '1.00' } }
    expect(failure(await saveSpendGrid(people.marketer, nowhere))).toBe('NOT_FOUND')
  })
})
