import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { acceptHandoff } from '@/lib/handoffs/commands/accept'
import { endSession, openSession } from '@/lib/platform/auth/session-store'
import { db, sql } from '@/lib/platform/db/sql'
import { inTransaction } from '@/lib/platform/db/transaction'
import { startCluster } from '@/lib/platform/postgres/cluster'
import { announce, type LiveEvent } from '@/lib/platform/realtime/announce'
import { Hub } from '@/lib/platform/realtime/hub'
import { liveStream } from '@/lib/platform/realtime/stream'
import { must, refuse } from '@/lib/platform/result'
import { type Company, leadIn, makePeople } from '../support/life'
import { type Listener, listenTo, type StreamServer, startStreamServer } from '../support/live'

let company: Company
let first: StreamServer
let second: StreamServer

beforeAll(async () => {
  company = await makePeople(new Date())
  ;[first, second] = await Promise.all([startStreamServer(), startStreamServer()])
})

afterAll(async () => {
  await Promise.all([first.stop(), second.stop()])
})

function open(server: StreamServer, personId = company.rep.personId, since = Date.now()): Promise<Listener> {
  return listenTo(`${server.url}/?person=${personId}&session=none&since=${since}`)
}

function tell(...events: LiveEvent[]) {
  return inTransaction((tx) => announce(tx, ...events))
}

const about = (topic: string, id: number) => (message: { data: Record<string, unknown> | null }) =>
  message.data?.topic === topic && message.data.id === id

describe('what a colleague does', () => {
  it('reaches 200 open screens of one process, and one of another, within a second', async () => {
    const near = await Promise.all(Array.from({ length: 200 }, (_, window) => open(first, 10_000 + window)))
    const far = await open(second)
    const took: number[] = []
    for (let round = 0; round < 5; round++) {
      const { handoffId } = await leadIn('handed_off', company)
      const began = performance.now()
      must(await acceptHandoff(company.rep, { handoffId }))
      const heard = await Promise.all(
        [...near, far].map((one) =>
          one.next((message) => about('handoff', handoffId)(message) && verdictOf(message) === 'accepted'),
        ),
      )
      took.push(...heard.map(({ at }) => at - began))
    }
    for (const one of [...near, far]) one.close()
    took.sort((a, b) => a - b)
    const p95 = took[Math.floor(took.length * 0.95)] ?? 0
    const slowest = took.at(-1) ?? 0
    process.stdout.write(`live: 201 screens, p95 ${p95.toFixed(0)} ms, slowest ${slowest.toFixed(0)} ms\n`)
    expect(took).toHaveLength(1_005)
    expect(slowest).toBeLessThan(1_000)
  })

  it('says what became of the handoff, whose it is and who did it, and nobody by name', async () => {
    const screen = await open(first)
    const { handoffId, leadId } = await leadIn('handed_off', company)
    const offered = await screen.next(about('handoff', handoffId))
    expect(offered.data?.data).toMatchObject({ state: 'pending', leadId, byId: company.marketer.personId })
    must(await acceptHandoff(company.otherRep, { handoffId }))
    const decided = await screen.next(
      (message) => about('handoff', handoffId)(message) && verdictOf(message) === 'accepted',
    )
    expect(decided.data?.data).toMatchObject({ leadId, byId: company.otherRep.personId })
    const lead = await screen.next(
      (message) => about('lead', leadId)(message) && verdictOf(message) === 'accepted',
    )
    expect(lead.data?.data).toEqual({ state: 'accepted', version: 4, byId: company.otherRep.personId })
    for (const { name } of Object.values(company)) expect(JSON.stringify(screen.heard)).not.toContain(name)
    expect(JSON.stringify(screen.heard)).not.toContain('Company')
    screen.close()
  })

  it('is not told when it did not happen', async () => {
    const screen = await open(first)
    await inTransaction(async (tx) => {
      await announce(tx, { topic: 'lead', id: 71_001 })
      refuse('NOT_FOUND')
    })
    await tell({ topic: 'lead', id: 71_002 })
    await screen.next(about('lead', 71_002))
    expect(screen.heard.filter(about('lead', 71_001))).toEqual([])
    screen.close()
  })

  it('is told only to whom it concerns', async () => {
    const [mine, theirs] = await Promise.all([
      open(first, company.rep.personId),
      open(first, company.otherRep.personId),
    ])
    await tell({ topic: 'notice', id: 72_001, to: [company.rep.personId] }, { topic: 'lead', id: 72_002 })
    await Promise.all([mine.next(about('lead', 72_002)), theirs.next(about('lead', 72_002))])
    expect(mine.heard.filter(about('notice', 72_001))).toHaveLength(1)
    expect(theirs.heard.filter(about('notice', 72_001))).toEqual([])
    expect(JSON.stringify(mine.heard)).not.toContain('"to"')
    mine.close()
    theirs.close()
  })

  it('is told to 3,000 people at once', async () => {
    const screen = await open(first, 2_999)
    await tell({ topic: 'notice', id: 73_001, to: Array.from({ length: 3_000 }, (_, id) => id) })
    expect((await screen.next(about('notice', 73_001))).data).toEqual({ topic: 'notice', id: 73_001 })
    screen.close()
  })
})

describe('a screen that was away', () => {
  it('is told what it missed since its last event', async () => {
    const witness = await open(first)
    await tell({ topic: 'lead', id: 74_001 })
    await witness.next(about('lead', 74_001))
    const known = Date.now()
    await tell({ topic: 'lead', id: 74_002 })
    await witness.next(about('lead', 74_002))
    const back = await open(first, company.rep.personId, known)
    await back.next(about('lead', 74_002))
    expect(back.heard.some(({ event }) => event === 'resync')).toBe(false)
    expect(witness.heard.find(about('lead', 74_002))?.id).toBeGreaterThanOrEqual(known)
    witness.close()
    back.close()
  })

  it('looks again at everything when that is not known any more', async () => {
    const back = await open(first, company.rep.personId, Date.now() - 86_400_000)
    await back.next(({ event }) => event === 'resync')
    back.close()
  })
})

describe('one stream', () => {
  async function join(hub: Hub, personId: number, sessionId = 'none') {
    const answer = await liveStream({ personId, sessionId, since: Date.now() }, hub)
    return { answer, reader: answer.body?.getReader() }
  }

  it('ends at the next heartbeat when its session ended or its person lost access; the others live on', async () => {
    const hub = new Hub()
    const at = new Date()
    const people = [company.rep, company.otherRep, company.head]
    const sessions = await Promise.all(people.map(({ personId }) => openSession({ personId, at })))
    const streams = await Promise.all(
      people.map(({ personId }, index) => join(hub, personId, sessions[index])),
    )
    await hub.beat()
    expect(hub.size).toBe(3)
    await endSession(sessions[0] ?? '')
    await db.run(sql`update person set status = 'disabled' where id = ${company.otherRep.personId}`)
    await hub.beat()
    expect(hub.size).toBe(1)
    for (const [index, { reader }] of streams.entries()) {
      let text = ''
      for (;;) {
        const piece = await reader?.read()
        text += new TextDecoder().decode(piece?.value)
        if (piece?.done || text.split('event: beat').length > 2) break
      }
      expect(text.split('event: beat').length - 1, `stream ${index}`).toBe(index === 2 ? 2 : 1)
    }
    await hub.close()
  })

  it('that does not read is let go, with what fits its buffer, and holds up nobody', async () => {
    const hub = new Hub()
    const slow = await join(hub, 1)
    const quick = await join(hub, 2)
    const filler = 'x'.repeat(100)
    for (let round = 0; round < 30; round++) {
      const events = Array.from(
        { length: 100 },
        (_, id): LiveEvent => ({ topic: 'lead', id, data: { filler } }),
      )
      await tell(...events)
      let read = 0
      while (read < 100) {
        const piece = await quick.reader?.read()
        if (!piece || piece.done) throw new Error('the quick one was let go')
        read += new TextDecoder().decode(piece.value).split('data: {').length - 1
      }
    }
    expect(hub.size).toBe(1)
    let kept = 0
    for (;;) {
      const piece = await slow.reader?.read()
      if (!piece || piece.done) break
      kept += piece.value.byteLength
    }
    expect(kept).toBeGreaterThan(100_000)
    expect(kept).toBeLessThanOrEqual(256 * 1024)
    await hub.close()
  })

  it('is refused to somebody with thirty windows, and not to the next person', async () => {
    const hub = new Hub()
    for (let window = 0; window < 30; window++) expect((await join(hub, 1)).answer.status).toBe(200)
    const { answer } = await join(hub, 1)
    expect(answer.status).toBe(429)
    expect(answer.headers.get('retry-after')).toBe('60')
    expect((await join(hub, 2)).answer.status).toBe(200)
    await hub.close()
    expect(hub.size).toBe(0)
  })

  it('is never compressed nor kept by anybody on its way', async () => {
    const hub = new Hub()
    const { answer } = await join(hub, 1)
    expect(answer.headers.get('content-type')).toContain('text/event-stream')
    expect(answer.headers.get('cache-control')).toContain('no-transform')
    expect(answer.headers.get('cache-control')).toContain('no-store')
    await hub.close()
  })
})

it('a restart of the database is survived by both processes: the screens look again, and hear again', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-live-'))
  const settings = { fsync: 'off' }
  let cluster = await startCluster(folder, { settings })
  const servers = await Promise.all([startStreamServer(cluster.url), startStreamServer(cluster.url)])
  const screens = await Promise.all(servers.map((server) => open(server)))
  const notify = async (id: number) => {
    const client = new pg.Client({ connectionString: cluster.url })
    await client.connect()
    await client.query('select pg_notify($1, $2)', ['baton_live', JSON.stringify({ topic: 'lead', id })])
    await client.end()
  }
  await notify(1)
  for (const screen of screens) await screen.next(about('lead', 1))
  for (const screen of screens) screen.heard.length = 0

  await cluster.stop()
  cluster = await startCluster(folder, { settings })
  for (const screen of screens) await screen.next(({ event }) => event === 'resync', 20_000)
  await notify(2)
  for (const screen of screens) await screen.next(about('lead', 2))

  for (const server of servers) await server.stop()
  for (const screen of screens) await screen.ended
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

function verdictOf({ data }: { data: Record<string, unknown> | null }): unknown {
  return (data?.data as Record<string, unknown> | undefined)?.state
}
