import pg from 'pg'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { editDraft, signDraft, startDraft, unsignDraft, withdrawDraft } from '@/lib/agreements/commands'
import { DEFAULT_TERMS, type DefinitionTerms } from '@/lib/agreements/definition'
import { DEFAULT_GLOSSARY } from '@/lib/agreements/glossary'
import {
  agreementEvents,
  currentDefinition,
  definitionOfVersion,
  listAgreements,
  readAgreement,
  versionBefore,
} from '@/lib/agreements/queries'
import { DEFAULT_RESPONSIBILITIES } from '@/lib/agreements/responsibilities'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { disablePerson } from '@/lib/handoffs/commands/leaving'
import { handOffLead } from '@/lib/handoffs/commands/offer'
import { rejectHandoff } from '@/lib/handoffs/commands/reject'
import { countsByVersion } from '@/lib/handoffs/queries/by-version'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { qualifyLead } from '@/lib/leads/commands/qualify'
import { type Actor, actorAt } from '@/lib/platform/actor'
import { addDays, dayOf } from '@/lib/platform/calendar'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { actorWith } from '../support/actors'
import { HOT, makePeople, newLead } from '../support/life'

const NOW = new Date('2026-03-10T09:00:00Z')
const TODAY = '2026-03-10'

let company: Awaited<ReturnType<typeof makePeople>>
let marketing: Actor
let sales: Actor
let both: Actor

beforeAll(async () => {
  company = await makePeople(NOW)
  marketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'], name: 'Hanna Head', at: NOW })
  sales = company.head
  both = await actorWith({
    roles: ['marketer', 'sales'],
    headOf: ['marketing', 'sales'],
    name: 'Bo Both',
    at: NOW,
  })
})

/** No draft of any kind is left over. */
beforeEach(async () => {
  for (const kind of ['definition', 'glossary', 'responsibilities'] as const) {
    const draft = await readAgreement(marketing, kind, 'draft')
    if (draft) must(await withdrawDraft(marketing, { kind }))
  }
})

const code = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)

function terms(change: (draft: DefinitionTerms) => void): DefinitionTerms {
  const draft = structuredClone(DEFAULT_TERMS)
  change(draft)
  return draft
}

let minutes = 100

/** An edit that changes something each time. */
function edit(actor: Actor, revision?: number, inForceFrom = TODAY) {
  minutes += 1
  const hot = minutes
  const content = terms(({ sales }) => {
    sales.verdictWithin.hot = hot
  })
  return editDraft(actor, { kind: 'definition', revision, content, inForceFrom: inForceFrom ?? '' })
}

const sign = (actor: Actor, revision: number, side?: 'marketing' | 'sales') =>
  signDraft(actor, { kind: 'definition', revision, side })

const start = (actor = marketing) => startDraft(actor, { kind: 'definition' })

async function draft() {
  const found = await readAgreement(marketing, 'definition', 'draft')
  if (!found) throw new Error('no draft')
  return found
}

async function noticesOf(actor: Actor, kind: string) {
  return db.rows<{ data: Record<string, unknown> }>(sql`
    select data from notice where person_id = ${actor.personId} and kind = ${kind} order by id`)
}

describe('who writes', () => {
  it('only heads: no administrator, executive, marketer or rep', async () => {
    must(await start())
    const { revision } = await draft()
    const exec = await actorWith({ roles: ['executive', 'admin', 'marketer', 'sales'], at: NOW })
    for (const actor of [company.admin, company.executive, company.marketer, company.rep, exec]) {
      expect(code(await start(actor))).toBe('FORBIDDEN')
      expect(code(await edit(actor, revision))).toBe('FORBIDDEN')
      expect(code(await sign(actor, revision, 'sales'))).toBe('FORBIDDEN')
      expect(code(await sign(actor, revision))).toBe('FORBIDDEN')
      expect(code(await unsignDraft(actor, { kind: 'definition' }))).toBe('FORBIDDEN')
      expect(code(await withdrawDraft(actor, { kind: 'definition', revision }))).toBe('FORBIDDEN')
    }
    expect(await draft()).toMatchObject({ revision, signatures: [], state: 'draft' })
  })

  it('both heads at the same draft, one draft of a kind at a time', async () => {
    must(await start())
    const again = await start(sales)
    expect(again).toMatchObject({
      ok: false,
      failure: { code: 'DRAFT_EXISTS', params: { by: 'Hanna Head' } },
    })
    must(await edit(sales, 1))
    must(await edit(marketing, 2))
    expect((await draft()).revision).toBe(3)
    expect(code(await startDraft(sales, { kind: 'glossary' }))).toBe('ok')
  })

  it('begins ten at once, and there is one', async () => {
    const codes = (await Promise.all(Array.from({ length: 10 }, () => start()))).map(code)
    expect(codes.filter((one) => one === 'ok')).toHaveLength(1)
    expect(codes.filter((one) => one === 'DRAFT_EXISTS')).toHaveLength(9)
  })

  it('refuses what somebody wrote over a revision that they had not seen, and loses neither', async () => {
    must(await start())
    must(await edit(sales, 1))
    const before = await draft()
    expect(await edit(marketing, 1)).toMatchObject({
      failure: { code: 'STALE_VERSION', params: { version: 2 } },
    })
    expect(await draft()).toEqual(before)
    must(await edit(marketing)) // seen, and over it on purpose
  })

  it('takes no criterion for a channel that there is not', async () => {
    must(await start())
    const content = terms(({ criteria }) =>
      criteria.unshift({
        scope: { channelIds: [4711], segments: [], regions: [] },
        grades: ['warm'],
        answers: {},
        fields: [],
      }),
    )
    expect(code(await editDraft(marketing, { kind: 'definition', content, inForceFrom: TODAY }))).toBe(
      'UNKNOWN_CHANNEL',
    )
  })
})

describe('signing', () => {
  it('takes both heads; the second signature puts it in force and tells everybody', async () => {
    const was = (await currentDefinition(marketing)).version
    must(await start())
    must(await edit(marketing, 1))
    must(await sign(marketing, 2))
    expect((await currentDefinition(marketing)).version).toBe(was)
    expect(await noticesOf(sales, 'agreement_to_sign')).toHaveLength(1)
    expect(await noticesOf(marketing, 'agreement_to_sign')).toHaveLength(0)
    const signed = must(await sign(sales, 2))
    expect(signed).toMatchObject({
      state: 'signed',
      inForceFrom: TODAY,
      signatures: [
        { side: 'marketing', person: { name: 'Hanna Head' } },
        { side: 'sales', person: { name: 'Hedda Head' } },
      ],
    })
    const now = await currentDefinition(marketing)
    expect(now.version).toBe(signed.version)
    expect(now.terms.sales.verdictWithin.hot).toBe(minutes)
    for (const actor of [company.rep, company.executive, company.admin, marketing]) {
      const told = await noticesOf(actor, 'agreement_signed')
      expect(told.at(-1)?.data).toMatchObject({ kind: 'definition', version: signed.version, from: TODAY })
    }
    expect((await agreementEvents(marketing, 'definition', signed.version)).map(({ type }) => type)).toEqual([
      'drafted',
      'edited',
      'signed',
      'signed',
      'in_force',
    ])
  })

  it('never by one person for both sides, in either order', async () => {
    for (const [first, second] of [
      ['marketing', 'sales'],
      ['sales', 'marketing'],
    ] as const) {
      must(await start(both))
      must(await sign(both, 1, first))
      expect(await sign(both, 1, second)).toMatchObject({
        failure: { code: 'SAME_SIGNER', params: { side: second } },
      })
      expect(code(await sign(both, 1))).toBe('SAME_SIGNER')
      expect((await draft()).signatures).toHaveLength(1)
      must(await sign(first === 'marketing' ? sales : marketing, 1))
      expect((await readAgreement(both, 'definition', 'in-force'))?.signatures).toHaveLength(2)
    }
  })

  it('of exactly the revision that was seen, once a side, by a head of that side', async () => {
    must(await start())
    must(await edit(sales, 1))
    expect(code(await sign(marketing, 1))).toBe('STALE_VERSION')
    expect(code(await sign(marketing, 2, 'sales'))).toBe('FORBIDDEN')
    must(await sign(marketing, 2))
    const other = await actorWith({ roles: ['marketer'], headOf: ['marketing'], at: NOW })
    expect(await sign(other, 2)).toMatchObject({
      failure: { code: 'ALREADY_SIGNED', params: { by: 'Hanna Head' } },
    })
  })

  it('is voided by any edit, which says what changed and tells who had signed', async () => {
    must(await start())
    must(await edit(marketing, 1))
    must(await sign(marketing, 2))
    const before = minutes
    const { changes, voided } = must(await edit(sales, 2, '2026-04-01'))
    expect(voided).toEqual(['marketing'])
    expect(changes).toEqual([
      { what: 'promise', promise: 'verdict_hot', from: before, to: minutes },
      { what: 'from', from: TODAY, to: '2026-04-01' },
    ])
    const now = await draft()
    expect(now).toMatchObject({ revision: 3, signatures: [], inForceFrom: '2026-04-01' })
    expect((await noticesOf(marketing, 'agreement_voided')).at(-1)?.data).toMatchObject({
      version: now.version,
      by: 'Hedda Head',
    })
    const last = (await agreementEvents(marketing, 'definition', now.version)).at(-1)
    expect(last).toMatchObject({ type: 'edited', data: { changes, voided: ['marketing'], revision: 3 } })
  })

  it('stands when an edit changes nothing', async () => {
    must(await start())
    const { content, inForceFrom, revision } = await draft()
    must(await sign(marketing, revision))
    const { changes } = must(
      await editDraft(sales, { kind: 'definition', revision, content, inForceFrom: inForceFrom ?? '' }),
    )
    expect(changes).toEqual([])
    expect(await draft()).toMatchObject({ revision, signatures: [{ side: 'marketing' }] })
  })

  it('can be taken back until the other side has signed', async () => {
    must(await start())
    must(await sign(marketing, 1))
    expect(code(await unsignDraft(sales, { kind: 'definition', side: 'marketing' }))).toBe('FORBIDDEN')
    expect(must(await unsignDraft(marketing, { kind: 'definition' })).signatures).toEqual([])
    must(await sign(marketing, 1))
    must(await sign(sales, 1))
    expect(code(await unsignDraft(marketing, { kind: 'definition' }))).toBe('NOT_FOUND')
  })
})

describe('in force', () => {
  it('never retroactively: a day that is gone becomes the day of the second signature', async () => {
    must(await start())
    must(await edit(marketing, 1, '2026-01-01'))
    must(await sign(marketing, 2))
    const evening = new Date('2026-03-12T22:30:00Z') // the 12th at night in Berlin is still the 12th …
    const late = new Date('2026-03-12T23:30:00Z') // … and an hour later it is the 13th
    expect(dayOf(evening, 'Europe/Berlin')).toBe('2026-03-12')
    const signed = must(await sign(actorAt(sales, late), 2))
    expect(signed.inForceFrom).toBe('2026-03-13')
    expect((await currentDefinition(actorAt(sales, evening))).version).toBeLessThan(signed.version)
    expect((await currentDefinition(actorAt(sales, late))).version).toBe(signed.version)
  })

  it('from its day on, not before; judged and stamped accordingly', async () => {
    const at = new Date('2026-05-04T09:00:00Z')
    const on = (actor: Actor, days: number) => actorAt(actor, new Date(at.getTime() + days * 86_400_000))
    must(await start(on(marketing, 0)))
    const content = terms(({ criteria: [one] }) => {
      if (!one) return
      one.grades = ['hot', 'warm']
      one.fields = ['phone']
    })
    const from = addDays('2026-05-04', 3)
    must(await editDraft(on(marketing, 0), { kind: 'definition', content, inForceFrom: from }))
    must(await sign(on(marketing, 0), 2))
    const { version } = must(await sign(on(sales, 0), 2))
    const before = await currentDefinition(on(sales, 2))
    expect(before.version).toBeLessThan(version)
    expect((await currentDefinition(on(sales, 3))).version).toBe(version)

    const leadId = await newLead(company.marketer)
    const warm = { ...HOT, readySoon: 'no' } as const
    const then = must(await qualifyLead(on(company.marketer, 2), { leadId, ...warm }))
    expect(then).toMatchObject({ salesReady: false, missing: ['grade'], definitionVersion: before.version })
    expect(then.lead.definitionVersion).toBe(before.version)

    const later = must(await qualifyLead(on(company.marketer, 3), { leadId, ...warm }))
    expect(later).toMatchObject({ salesReady: false, missing: ['field.phone'], definitionVersion: version })
    expect(later.lead.definitionVersion).toBe(version)

    expect(await handOffLead(on(company.marketer, 3), { leadId })).toMatchObject({
      failure: { code: 'NOT_SALES_READY', params: { missing: 'field.phone' } },
    })
    const handoff = must(
      await handOffLead(on(company.marketer, 3), { leadId, overrideReason: 'They insist' }),
    )
    const row = await db.one(sql`
      select definition_version as version, complete from handoff where id = ${handoff.id}`)
    expect(row).toEqual({ version, complete: false })
    expect((await definitionOfVersion(db, version)).terms).toEqual(content)
  })

  it('begins the next version as a copy of the newest, or of any that can be read', async () => {
    must(await start())
    must(await edit(marketing, 1))
    must(await sign(marketing, 2))
    const newest = must(await sign(sales, 2))
    expect(must(await start()).content).toEqual(newest.content)
    expect((await versionBefore(marketing, 'definition', (await draft()).version))?.version).toBe(
      newest.version,
    )
    must(await withdrawDraft(sales, { kind: 'definition', revision: 1 }))
    expect(must(await startDraft(marketing, { kind: 'definition', copyOf: 1 })).content).toEqual(
      DEFAULT_TERMS,
    )
    expect(code(await startDraft(marketing, { kind: 'glossary', copyOf: 99 }))).toBe('NOT_FOUND')
  })

  it('keeps every version readable, for everybody', async () => {
    const all = await listAgreements(company.rep, 'definition')
    expect(all.at(-1)).toMatchObject({ version: 1, state: 'initial' })
    for (const { version, state } of all) {
      expect(await readAgreement(company.rep, 'definition', version)).toMatchObject({ version, state })
    }
    expect(await readAgreement(company.rep, 'definition', 4711)).toBeUndefined()
  })

  it('holds for the glossary and the responsibility matrix in the same way', async () => {
    const glossary = structuredClone(DEFAULT_GLOSSARY)
    glossary.terms.push({ id: 'own', word: { en: 'Own', ru: 'Своё' }, meaning: { en: 'x', ru: 'у' } })
    const matrix = structuredClone(DEFAULT_RESPONSIBILITIES)
    matrix.steps.reverse()
    for (const [kind, content] of [
      ['glossary', glossary],
      ['responsibilities', matrix],
    ] as const) {
      must(await startDraft(sales, { kind }))
      must(await editDraft(marketing, { kind, revision: 1, content, inForceFrom: TODAY }))
      must(await signDraft(sales, { kind, revision: 2 }))
      must(await signDraft(marketing, { kind, revision: 2 }))
      expect(await readAgreement(company.rep, kind, 'in-force')).toMatchObject({
        state: 'signed',
        content,
      })
    }
  })
})

describe('what came of it', () => {
  it('counts the verdicts by version, and the list behind a number has as many', async () => {
    const { version } = await currentDefinition(marketing)
    const [before] = await countsByVersion(marketing, [version])
    const answers = { ...HOT, readySoon: 'no' } as const
    for (const verdict of ['accept', 'accept', 'reject', 'none'] as const) {
      const leadId = await newLead(company.marketer)
      must(await qualifyLead(company.marketer, { leadId, ...answers }))
      const { id } = must(await handOffLead(company.marketer, { leadId, overrideReason: 'They insist' }))
      const rep = actorAt(company.rep, new Date(NOW.getTime() + 90 * 60_000))
      if (verdict === 'accept') must(await acceptHandoff(rep, { handoffId: id }))
      if (verdict === 'reject') must(await rejectHandoff(rep, { handoffId: id, reason: 'no_need' }))
    }
    const [counts, never] = await countsByVersion(marketing, [version, 9999])
    expect(counts?.decided).toBe((before?.decided ?? 0) + 3)
    expect(counts?.accepted).toBe((before?.accepted ?? 0) + 2)
    expect(counts?.medianMinutes).toBe(90)
    expect(never).toEqual({ version: 9999, decided: 0, accepted: 0, timed: 0, medianMinutes: null })
    for (const set of ['decided', 'accepted'] as const) {
      const period = { from: '2000-01-01', to: '2100-01-01' }
      const list = await countedHandoffs(marketing, { set, ...period, version, after: null })
      expect(list.total).toBe(counts?.[set])
      expect(list.rows).toHaveLength(list.total)
    }
  })
})

describe('at the same moment', () => {
  it('an edit before a signature: the signature is for what is not there any more', async () => {
    must(await start())
    const [edited, signed] = await inOrder([() => edit(marketing, 1), () => sign(sales, 1)])
    expect([edited && code(edited), signed && code(signed)]).toEqual(['ok', 'STALE_VERSION'])
    expect(await draft()).toMatchObject({ revision: 2, signatures: [] })
  })

  it('a signature before an edit: the edit voids it', async () => {
    must(await start())
    const [signed, edited] = await inOrder([() => sign(sales, 1), () => edit(marketing, 1)])
    expect([signed && code(signed), edited && code(edited)]).toEqual(['ok', 'ok'])
    expect(await draft()).toMatchObject({ revision: 2, signatures: [] })
    expect((await noticesOf(sales, 'agreement_voided')).length).toBeGreaterThan(0)
  })

  it('the second signature before an edit: it is in force, and there is nothing to edit', async () => {
    must(await start())
    must(await sign(marketing, 1))
    const [signed, edited] = await inOrder([() => sign(sales, 1), () => edit(marketing, 1)])
    expect([signed && code(signed), edited && code(edited)]).toEqual(['ok', 'NOT_FOUND'])
  })

  it('an edit before the second signature: nothing is in force', async () => {
    const { version } = await currentDefinition(marketing)
    must(await start())
    must(await sign(marketing, 1))
    const [edited, signed] = await inOrder([() => edit(marketing, 1), () => sign(sales, 1)])
    expect([edited && code(edited), signed && code(signed)]).toEqual(['ok', 'STALE_VERSION'])
    expect((await currentDefinition(marketing)).version).toBe(version)
  })

  it.each([1, 2, 3, 4, 5])(
    'one person with both seats signs everything at once (%s): never in force',
    async () => {
      const { version } = await currentDefinition(marketing)
      must(await start(both))
      const sides = ['marketing', 'sales', 'marketing', 'sales', 'sales', 'marketing'] as const
      const codes = (await Promise.all(sides.map((side) => sign(both, 1, side)))).map(code)
      expect(codes.filter((one) => one === 'ok')).toHaveLength(1)
      expect(await draft()).toMatchObject({ state: 'draft', signatures: [{ person: { name: 'Bo Both' } }] })
      expect((await currentDefinition(marketing)).version).toBe(version)
    },
  )

  it('both heads sign at once: in force once, with both', async () => {
    must(await start())
    const codes = (
      await Promise.all([sign(marketing, 1), sign(sales, 1), sign(marketing, 1), sign(sales, 1)])
    ).map(code)
    expect(codes.filter((one) => one === 'ok')).toHaveLength(2)
    expect((await readAgreement(marketing, 'definition', 'in-force'))?.signatures).toHaveLength(2)
  })
})

describe('the database itself', () => {
  const run = (text: string, values: unknown[] = []) =>
    inOwnTransaction((client) => client.query(text, values))
  const put = (person: Actor, side: string, revision = 1) =>
    [
      `insert into agreement_signature (agreement_id, side, person_id, revision, signed_at)
     select id, '${side}', ${person.personId}, ${revision}, now() from agreement where kind = 'definition' and state = 'draft'`,
    ] as const
  const inForce = `update agreement set state = 'signed', signed_at = now() where kind = 'definition' and state = 'draft'`

  it('puts nothing in force with one signature, with one person, or begun as signed', async () => {
    must(await start(both))
    await expect(run(inForce)).rejects.toThrow('both signatures')
    await run(...put(both, 'marketing'))
    await expect(run(inForce)).rejects.toThrow('both signatures')
    await expect(run(...put(both, 'sales'))).rejects.toThrow('agreement_signature_agreement_id_person_id_key')
    await expect(
      run(
        `insert into agreement (kind, version, state, content, in_force_from, created_by_id, created_at, updated_by_id,
        updated_at, signed_at) values ('definition', 900, 'signed', '{}', '2020-01-01', $1, now(), $1, now(), now())`,
        [both.personId],
      ),
    ).rejects.toThrow('begins as a draft')
  })

  it('takes signatures of heads only, for the draft as it stands, and none under an edit', async () => {
    must(await start())
    await expect(run(...put(company.admin, 'sales'))).rejects.toThrow('only a head')
    await expect(run(...put(sales, 'marketing'))).rejects.toThrow('only a head')
    await expect(run(...put(sales, 'sales', 7))).rejects.toThrow('as it stands')
    const former = await actorWith({ roles: ['sales'], headOf: ['sales'], at: NOW })
    must(await disablePerson(company.admin, { personId: former.personId, version: 1 }))
    await expect(run(...put(former, 'sales'))).rejects.toThrow('only a head')
    await run(...put(sales, 'sales'))
    const changed = `update agreement set content = '{"x": 1}', revision = revision + 1 where kind = 'definition' and state = 'draft'`
    await expect(run(changed)).rejects.toThrow('voids the signatures')
    await expect(run(`update agreement_signature set person_id = ${marketing.personId}`)).rejects.toThrow()
    must(await unsignDraft(sales, { kind: 'definition' }))
    await expect(run(changed.replace('revision + 1', 'revision'))).rejects.toThrow('voids the signatures')
  })

  it('lets nobody touch what was signed, its signatures, or what happened', async () => {
    must(await start())
    must(await sign(marketing, 1))
    const { version } = must(await sign(sales, 1))
    for (const statement of [
      `update agreement set content = '{}' where version = ${version} and kind = 'definition'`,
      `update agreement set in_force_from = '2020-01-01' where version = ${version} and kind = 'definition'`,
      `update agreement set state = 'draft', signed_at = null where version = ${version} and kind = 'definition'`,
      `delete from agreement where version = ${version} and kind = 'definition'`,
      `delete from agreement_signature where person_id = ${sales.personId}`,
      `update agreement_event set type = 'x'`,
      'delete from agreement_event',
    ]) {
      await expect(run(statement), statement).rejects.toThrow()
    }
  })

  it('serves a signature and an edit one after the other, whatever is sent past the commands', async () => {
    must(await start())
    const signer = await connection()
    const editor = await connection()
    try {
      await signer.query('begin')
      await signer.query(...put(sales, 'sales'))
      const edited = editor
        .query(
          `update agreement set content = '{"x": 1}', revision = revision + 1 where kind = 'definition' and state = 'draft'`,
        )
        .then(
          () => 'done',
          (error: Error) => error.message,
        )
      await untilWaiting(1)
      await signer.query('commit')
      expect(await edited).toContain('voids the signatures')
    } finally {
      await Promise.all([signer.end(), editor.end()])
    }
  })
})

async function connection(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL })
  await client.connect()
  return client
}

async function inOwnTransaction<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = await connection()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Starts the works one after the other, each only when the one before it waits for the draft's row. */
async function inOrder(works: readonly (() => Promise<Result<unknown>>)[]): Promise<Result<unknown>[]> {
  const gate = await connection()
  try {
    await gate.query('begin')
    await gate.query(`select 1 from agreement where kind = 'definition' and state = 'draft' for update`)
    const running: Promise<Result<unknown>>[] = []
    for (const work of works) {
      running.push(work())
      await untilWaiting(running.length)
    }
    await gate.query('commit')
    return await Promise.all(running)
  } finally {
    await gate.end()
  }
}

async function untilWaiting(count: number): Promise<void> {
  await inOwnTransaction(async (watch) => {
    for (;;) {
      const { rows } = await watch.query<{ count: number }>(`
        select count(*)::int as count from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`)
      if ((rows[0]?.count ?? 0) >= count) return
    }
  })
}
