import { beforeAll, describe, expect, it } from 'vitest'
import { workOnBulkRun } from '@/lib/bulk/commands/run'
import { type Client, clientWith, HOT, makeCompany, newLead } from '../support/api'

let marketer: Client
let rep: Client
beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
  rep = await clientWith({ roles: ['sales'] })
})

const region = (name: string) => ({ type: 'edit', patch: { region: name } })

describe('/bulk', () => {
  it('takes a step once for one key, and tells what became of each lead', async () => {
    const leadIds = [await newLead(marketer), await newLead(marketer), await newLead(marketer)]
    await marketer.post(`/leads/${leadIds[0]}/qualification`, HOT)
    const body = { action: { type: 'handOff', note: 'Together' }, leadIds }
    const key = { headers: { 'Idempotency-Key': 'bulk-once' } }
    const first = await marketer.post('/bulk', body, key)
    expect(first.status).toBe(202)
    expect(first.body).toMatchObject({ state: 'running', total: 3, waiting: 3, filter: null })
    const again = await marketer.post('/bulk', body, key)
    expect(again.body.id).toBe(first.body.id)
    await workOnBulkRun(first.body.id, new Date())
    const { body: run } = await rep.get(`/bulk/${first.body.id}`)
    expect(run).toMatchObject({ state: 'done', done: 1, refused: 2, unchanged: 0, gone: 0, waiting: 0 })
    const { body: page } = await rep.get(`/bulk/${run.id}/leads?outcome=refused&limit=1`)
    expect(page.data).toEqual([
      {
        id: leadIds[1],
        displayName: expect.any(String),
        outcome: 'refused',
        code: 'WRONG_STATE',
        params: { status: 'new', step: 'handOff' },
      },
    ])
    const { body: next } = await rep.get(`/bulk/${run.id}/leads?outcome=refused&cursor=${page.nextCursor}`)
    expect(next.data.map(({ id }: { id: number }) => id)).toEqual([leadIds[2]])
    expect(next.nextCursor).toBeNull()
    // the refused once more; nothing of it can be taken back
    for (const id of leadIds.slice(1)) await marketer.post(`/leads/${id}/qualification`, HOT)
    const retried = await marketer.post(`/bulk/${run.id}/retry`, { which: 'refused' })
    expect(retried.body).toMatchObject({ total: 2, of: run.id })
    await workOnBulkRun(retried.body.id, new Date())
    expect((await marketer.get(`/bulk/${retried.body.id}`)).body).toMatchObject({ done: 2 })
    expect((await marketer.post(`/bulk/${run.id}/undo`)).status).toBe(409)
  })

  it('takes a filter as the list has it, and a run back', async () => {
    const ids = [await newLead(marketer), await newLead(marketer)]
    for (const id of ids) {
      await marketer.patch(`/leads/${id}`, { segment: 'By filter' }, { headers: { 'If-Match': '*' } })
    }
    const wish = { action: region('Everywhere'), filter: { status: 'new,nurture', ids, owner: 'me' } }
    const begun = await marketer.post('/bulk', wish)
    expect(begun.body).toMatchObject({ total: 2, filter: { status: ['new', 'nurture'], ids, owner: 'me' } })
    expect((await rep.post(`/bulk/${begun.body.id}/stop`)).status).toBe(403)
    await workOnBulkRun(begun.body.id, new Date())
    expect((await marketer.get(`/leads/${ids[0]}`)).body.region).toBe('Everywhere')
    const undone = await marketer.post(`/bulk/${begun.body.id}/undo`)
    expect(undone.body).toMatchObject({ action: { type: 'undo' }, of: begun.body.id, total: 2 })
    await workOnBulkRun(undone.body.id, new Date())
    expect((await marketer.get(`/leads/${ids[0]}`)).body.region).toBeNull()
    expect((await marketer.get(`/bulk/${begun.body.id}`)).body.undoneBy).toBe(undone.body.id)
    const stopped = await marketer.post(`/bulk/${begun.body.id}/stop`)
    expect(stopped).toMatchObject({ status: 200, body: { state: 'done' } })
  })

  it('refuses what makes no sense', async () => {
    const id = await newLead(marketer)
    const paths = async (body: Record<string, unknown>) => {
      const answer = await marketer.post('/bulk', body)
      expect(answer.status, JSON.stringify(body)).toBe(422)
      return answer.body.errors.map(({ path }: { path: string }) => path)
    }
    const action = region('North')
    expect(await paths({ action })).toEqual(['leadIds'])
    expect(await paths({ action, leadIds: [id], filter: {} })).toEqual(['leadIds'])
    expect(await paths({ action, leadIds: [] })).toEqual(['leadIds'])
    expect(await paths({ action, leadIds: [String(id)] })).toEqual(['leadIds.0'])
    expect(await paths({ action, filter: { colour: 'red' } })).toEqual(['filter.colour'])
    expect(await paths({ action: { type: 'delete' }, leadIds: [id] })).toEqual(['action.type'])
    expect(await paths({ action: { type: 'edit', patch: {} }, leadIds: [id] })).toEqual(['action.patch'])
    expect(
      await paths({ action: { type: 'edit', patch: { region: 'x', email: 'x@y.de' } }, leadIds: [id] }),
    ).toEqual(['action.patch.email'])
    expect(await paths({ action: { type: 'qualify' }, leadIds: [id] })).toEqual(['action.grade'])
  })
})

describe('/views', () => {
  const state = {
    filters: { status: 'new,nurture', owner: 'me' },
    sort: '-company',
    columns: ['email', 'status'],
  }

  it('keeps filters, order and columns, and gives them back', async () => {
    const made = await marketer.post('/views', { name: 'Mine to call', ...state })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({
      ...state,
      name: 'Mine to call',
      shared: false,
      address: '/leads?cols=email%2Cstatus&owner=me&sort=-company&status=new%2Cnurture',
      defaultFor: [],
    })
    const path = `/views/${made.body.id}`
    expect((await rep.get(path)).status).toBe(404)
    expect((await rep.patch(path, { name: 'Stolen' })).status).toBe(404)
    expect((await rep.send('DELETE', path)).status).toBe(404)
    const tag = { headers: { 'If-Match': made.headers.get('etag') ?? '' } }
    const renamed = await marketer.patch(path, { name: 'To call', shared: true }, tag)
    expect(renamed.body).toMatchObject({ ...state, name: 'To call', shared: true })
    expect((await marketer.patch(path, { name: 'Again' }, tag)).status).toBe(412)
    const narrowed = await marketer.patch(path, { filters: { grade: 'hot' } })
    expect(narrowed.body).toMatchObject({
      filters: { grade: 'hot' },
      sort: null,
      address: '/leads?grade=hot',
    })
    const { body: list } = await rep.get('/views')
    expect(list.data.map(({ id }: { id: number }) => id)).toContain(made.body.id)
    expect((await rep.put('/views/order', { views: [made.body.id] })).body).toEqual({ views: [made.body.id] })
    expect((await marketer.send('DELETE', path)).status).toBe(204)
    expect((await rep.get(path)).status).toBe(404)
  })

  it('refuses filters and columns that there are not', async () => {
    const view = { name: 'Wrong' }
    expect((await marketer.post('/views', { ...view, filters: { colour: 'red' } })).status).toBe(422)
    expect((await marketer.post('/views', { ...view, columns: ['password'] })).status).toBe(422)
    expect((await marketer.post('/views', { ...view, sort: 'password' })).status).toBe(422)
    expect((await marketer.post('/views', { ...view, name: ' ' })).status).toBe(422)
  })
})
