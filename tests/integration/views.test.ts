import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '@/lib/platform/actor'
import { db, sql } from '@/lib/platform/db/sql'
import { must, type Result } from '@/lib/platform/result'
import { queryOfView, viewHref, viewQuery } from '@/lib/views/address'
import {
  createView,
  deleteView,
  orderViews,
  restoreView,
  setDefaultView,
  updateView,
} from '@/lib/views/commands'
import { defaultView, listViews, viewById } from '@/lib/views/queries'
import { MAX_VIEWS } from '@/lib/views/schema'
import { actorWith } from '../support/actors'
import { type Company, makePeople } from '../support/life'

const NOW = new Date('2026-11-16T09:00:00Z')

let company: Company
let headOfMarketing: Actor
beforeAll(async () => {
  company = await makePeople(NOW)
  headOfMarketing = await actorWith({ roles: ['marketer'], headOf: ['marketing'], at: NOW })
})

let views = 0
const saved = async (actor: Actor, shared = false, query = 'status=new') =>
  must(await createView(actor, { name: `View ${++views}`, shared, query }))
const codeOf = (result: Result<unknown>) => (result.ok ? 'ok' : result.failure.code)
const namesOf = async (actor: Actor) => (await listViews(actor)).map(({ name }) => name)

describe('what a view keeps of an address', () => {
  it('is its filters, order and columns, one text for one state; not where somebody is', () => {
    const query = {
      status: ['hot', 'new', 'won'],
      sort: 'company',
      cols: 'email,nothing,status,email',
      after: 'x',
      open: '12',
      saved: '7',
      owner: 'me',
      nonsense: 'y',
    }
    expect(viewQuery({ ...query, status: ['new', 'won'] })).toBe(
      'cols=email%2Cstatus&owner=me&sort=company&status=new%2Cwon',
    )
    // what makes no sense is left out
    expect(viewQuery(query)).toBe('cols=email%2Cstatus&owner=me&sort=company')
    expect(viewQuery({ cols: 'contactName,status,grade,source,who,createdAt,updatedAt' })).toBe('')
    expect(viewQuery(queryOfView('grade=hot&sort=-nothing'))).toBe('grade=hot')
    expect(viewHref({ id: 3, query: 'grade=hot' })).toBe('/leads?grade=hot&saved=3')
  })
})

describe('a saved view', () => {
  it('is its owner’s alone until it is shared', async () => {
    const { marketer, rep } = company
    const view = await saved(marketer)
    expect(await viewById(marketer, view.id)).toMatchObject({ query: 'status=new', shared: false })
    expect(await viewById(rep, view.id)).toBeNull()
    expect(await namesOf(rep)).not.toContain(view.name)
    // somebody else's private view is not even there
    expect(codeOf(await updateView(rep, { viewId: view.id, name: 'Mine now' }))).toBe('NOT_FOUND')
    expect(codeOf(await deleteView(company.admin, { viewId: view.id }))).toBe('NOT_FOUND')
    must(await updateView(marketer, { viewId: view.id, shared: true }))
    expect(await namesOf(rep)).toContain(view.name)
    expect(codeOf(await updateView(rep, { viewId: view.id, name: 'Mine now' }))).toBe('FORBIDDEN')
    expect(codeOf(await deleteView(rep, { viewId: view.id }))).toBe('FORBIDDEN')
    must(await updateView(company.head, { viewId: view.id, query: 'grade=hot&open=3' }))
    expect((await viewById(rep, view.id))?.query).toBe('grade=hot')
    must(await updateView(marketer, { viewId: view.id, shared: false }))
    expect(await viewById(rep, view.id)).toBeNull()
  })

  it('has a name of its own among those of its owner, in any case', async () => {
    const { marketer, rep } = company
    must(await createView(marketer, { name: 'Fair leads', shared: false, query: '' }))
    const again = await createView(marketer, { name: 'FAIR LEADS', shared: false, query: '' })
    expect(again).toMatchObject({
      ok: false,
      failure: { code: 'ALREADY_EXISTS', fields: [{ path: 'name' }] },
    })
    must(await createView(rep, { name: 'Fair leads', shared: false, query: '' }))
    const other = await saved(marketer)
    expect(codeOf(await updateView(marketer, { viewId: other.id, name: 'fair Leads' }))).toBe(
      'ALREADY_EXISTS',
    )
  })

  it('is changed by who saw it as it is', async () => {
    const view = await saved(company.marketer)
    const change = { viewId: view.id, version: view.version, query: 'grade=warm' }
    expect(must(await updateView(company.marketer, change)).version).toBe(view.version + 1)
    expect(codeOf(await updateView(company.marketer, change))).toBe('STALE_VERSION')
  })

  it('is deleted and brought back', async () => {
    const { marketer, rep } = company
    const view = await saved(marketer, true)
    must(await deleteView(marketer, { viewId: view.id }))
    expect(await viewById(marketer, view.id)).toBeNull()
    expect(codeOf(await deleteView(marketer, { viewId: view.id }))).toBe('NOT_FOUND')
    expect(codeOf(await restoreView(rep, { viewId: view.id }))).toBe('NOT_FOUND')
    // its name may have been taken meanwhile
    must(await createView(marketer, { name: view.name, shared: false, query: '' }))
    expect(codeOf(await restoreView(marketer, { viewId: view.id }))).toBe('ALREADY_EXISTS')
    const other = await saved(marketer)
    must(await deleteView(marketer, { viewId: other.id }))
    expect(must(await restoreView(marketer, { viewId: other.id })).name).toBe(other.name)
  })

  it('stands where its reader wants it', async () => {
    const reader = await actorWith({ roles: ['sales'], at: NOW })
    const [one, two, three] = [await saved(reader), await saved(reader), await saved(reader)]
    const own = async () =>
      (await listViews(reader)).flatMap(({ id, ownerId }) => (ownerId === reader.personId ? [id] : []))
    expect(await own()).toEqual([one.id, two.id, three.id])
    const theirs = await saved(company.marketer)
    const asked = [three.id, theirs.id, one.id, three.id, 2_000_000_000]
    expect(must(await orderViews(reader, { viewIds: asked })).viewIds).toEqual([three.id, one.id])
    expect(await own()).toEqual([three.id, one.id, two.id])
    must(await orderViews(reader, { viewIds: [] }))
    expect(await own()).toEqual([one.id, two.id, three.id])
  })

  it('is one of a bounded number', async () => {
    const collector = await actorWith({ roles: ['marketer'], at: NOW })
    await db.run(sql`
      insert into saved_view (name, owner_id, query, created_at, updated_at)
      select 'Kept ' || n, ${collector.personId}::int, '', ${NOW}::timestamptz, ${NOW}::timestamptz
      from generate_series(1, ${MAX_VIEWS}::int) n`)
    expect(codeOf(await createView(collector, { name: 'One more', shared: false, query: '' }))).toBe(
      'TOO_MANY_VIEWS',
    )
  })
})

describe('what the list opens with for a role', () => {
  it('is a shared view that a head of its side or an administrator chose', async () => {
    const { marketer, rep, head, admin, executive } = company
    const view = await saved(marketer, true, 'status=qualified')
    for (const actor of [marketer, rep, head, executive]) {
      expect(codeOf(await setDefaultView(actor, { role: 'marketer', viewId: view.id }))).toBe('FORBIDDEN')
    }
    expect(codeOf(await setDefaultView(head, { role: 'executive', viewId: view.id }))).toBe('FORBIDDEN')
    must(await setDefaultView(headOfMarketing, { role: 'marketer', viewId: view.id }))
    must(await setDefaultView(head, { role: 'sales', viewId: view.id }))
    must(await setDefaultView(admin, { role: 'executive', viewId: view.id }))
    const opens = async (actor: Actor) => defaultView(actor, await listViews(actor))?.id
    expect(await opens(rep)).toBe(view.id)
    expect(await opens(executive)).toBe(view.id)
    expect(await opens(admin)).toBeUndefined()
    // it stays there, and for everybody, as long as they begin with it
    expect(codeOf(await updateView(marketer, { viewId: view.id, shared: false }))).toBe('VIEW_IS_DEFAULT')
    expect(codeOf(await deleteView(marketer, { viewId: view.id }))).toBe('VIEW_IS_DEFAULT')
    const other = await saved(headOfMarketing, true, 'grade=hot')
    must(await setDefaultView(headOfMarketing, { role: 'marketer', viewId: other.id }))
    expect(await opens(marketer)).toBe(other.id)
    for (const role of ['marketer', 'sales', 'executive'] as const) {
      must(await setDefaultView(admin, { role, viewId: null }))
    }
    expect(await opens(marketer)).toBeUndefined()
    must(await deleteView(marketer, { viewId: view.id }))
  })

  it('is nothing that somebody keeps to themselves, or that is not there', async () => {
    const own = await saved(company.admin)
    const set = (viewId: number) => setDefaultView(company.admin, { role: 'executive', viewId })
    expect(codeOf(await set(own.id))).toBe('NOT_FOUND')
    expect(codeOf(await set((await saved(company.marketer)).id))).toBe('NOT_FOUND')
    expect(codeOf(await set(2_000_000_000))).toBe('NOT_FOUND')
  })
})
