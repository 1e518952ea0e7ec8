import { describe, expect, it } from 'vitest'
import { eventOf, eventsOf, typesOf, WEBHOOK_EVENT_NAMES } from './events'
import { retryTime } from './retry'
import { signatureOf } from './signing'

describe('what is sent', () => {
  it('is signed as the specification of Standard Webhooks says', () => {
    // Computed with: printf 'evt_27.1614265330.{"test": 2432232314}' | openssl dgst -sha256 -mac HMAC \
    //   -macopt hexkey:$(printf MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw | base64 -d | xxd -p -c 99) -binary | base64
    const signed = signatureOf(
      'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      27,
      new Date('2021-02-25T15:02:10.900Z'),
      '{"test": 2432232314}',
    )
    expect(signed).toEqual({
      'webhook-id': 'evt_27',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,fAl1SvmZNBYzqbvrPilVk+Ec4Zeq0AjsNbwD8vs/vjA=',
    })
  })

  it('is tried nine times over two days', () => {
    const at = new Date('2026-11-22T00:00:00Z')
    const times: string[] = []
    let next: Date | null = at
    for (let attempts = 1; next; attempts++) {
      times.push(next.toISOString())
      next = retryTime(attempts, next)
    }
    expect(times).toHaveLength(9)
    expect(times[1]).toBe('2026-11-22T00:00:10.000Z')
    expect(times[8]).toBe('2026-11-23T20:36:10.000Z')
  })
})

describe('the names of events', () => {
  it('stand for types of the history, there and back', () => {
    for (const name of WEBHOOK_EVENT_NAMES) {
      expect(eventsOf(typesOf([name]))).toEqual([name])
      for (const type of typesOf([name])) expect(eventOf(type)).toBe(name)
    }
    expect(eventOf('plan_attached')).toBe('test')
    expect(eventsOf(typesOf(WEBHOOK_EVENT_NAMES))).toEqual(WEBHOOK_EVENT_NAMES)
  })
})
