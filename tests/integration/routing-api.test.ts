import { beforeAll, describe, expect, it } from 'vitest'
import { type Client, clientWith, makeCompany, offeredLead } from '../support/api'

let marketer: Client
let rep: Client
let other: Client
let head: Client

beforeAll(async () => {
  await makeCompany()
  marketer = await clientWith({ roles: ['marketer'] })
  rep = await clientWith({ roles: ['sales'] })
  other = await clientWith({ roles: ['sales'] })
  head = await clientWith({ roles: ['sales'], headOf: ['sales'] })
})

describe('routing over the API', () => {
  it('makes a team and a rule, which then decide where a lead goes', async () => {
    const team = await head.post('/teams', {
      name: 'Berlin',
      strategy: 'least_loaded',
      members: [rep.actor.email],
    })
    expect(team.status).toBe(201)
    const rule = await head.post('/routing/rules', { name: 'Everything', teamId: team.body.id })
    expect(rule.status).toBe(201)
    const { handoffId } = await offeredLead(marketer)
    const handoff = await rep.get(`/handoffs/${handoffId}`)
    expect(handoff.body).toMatchObject({
      assignee: { id: rep.actor.personId },
      routedBy: 'rule',
      rule: { id: rule.body.id, name: 'Everything' },
    })
    const listed = await marketer.get('/routing/rules')
    expect(listed.body.data[0]).toMatchObject({ place: 1, team: { name: 'Berlin' }, recent: 1 })
    expect((await head.send('DELETE', `/teams/${team.body.id}`)).status).toBe(409)

    expect((await other.post(`/handoffs/${handoffId}/reassign`, { assignee: null })).status).toBe(403)
    const back = await rep.post(`/handoffs/${handoffId}/reassign`, { assignee: null })
    expect(back.body).toMatchObject({ assignee: null, routedBy: 'reassigned' })
    const given = await head.post(`/handoffs/${handoffId}/reassign`, { assignee: rep.actor.email })
    expect(given.body).toMatchObject({ assignee: { id: rep.actor.personId } })

    const stale = await head.put(
      `/routing/rules/${rule.body.id}`,
      { name: 'x' },
      { headers: { 'If-Match': '"99"' } },
    )
    expect(stale.status).toBe(412)
    expect((await head.send('DELETE', `/routing/rules/${rule.body.id}`)).body).toMatchObject({
      archived: true,
    })
    await offeredLead(marketer)
    const unrouted = await marketer.get('/routing/unrouted?why=no_match&limit=1')
    expect(unrouted.body.data).toHaveLength(1)
    const today = new Date().toISOString().slice(0, 10)
    const dry = await marketer.post('/routing/dry-run', { from: today, to: today })
    expect(dry.body).toMatchObject({ total: 2, noMatch: 2 })
    expect(dry.body.unmatched).toHaveLength(2)
  })
})
