import { describe, expect, it } from 'vitest'
import { DEFAULT_TERMS } from '@/lib/agreements/definition'
import { officeHours } from '@/lib/platform/working-time'
import { answerDue, dueAfterAnswer, isOverdue, responseMinutes, verdictDue } from './clock'

const BERLIN = officeHours('Europe/Berlin')
const at = (text: string) => new Date(text)

describe('the clock of a handoff', () => {
  it.each([
    ['Thursday afternoon', '2026-11-19T15:00:00+01:00', '2026-11-20T15:00:00+01:00'],
    ['Friday afternoon: over the weekend', '2026-11-20T15:00:00+01:00', '2026-11-23T15:00:00+01:00'],
    ['Saturday: all of Monday', '2026-11-21T11:00:00+01:00', '2026-11-23T18:00:00+01:00'],
    ['over the end of summer time', '2026-10-23T12:00:00+02:00', '2026-10-26T12:00:00+01:00'],
  ])('gives sales one working day: %s', (_, offered, due) => {
    expect(verdictDue(at(offered), 'hot', DEFAULT_TERMS, BERLIN).toISOString()).toBe(at(due).toISOString())
  })

  it('gives each grade what the definition says, and marketing its own time', () => {
    const terms = {
      ...DEFAULT_TERMS,
      sales: { attempts: 0, verdictWithin: { hot: 60, warm: 540, cold: 1080 } },
      marketing: { ...DEFAULT_TERMS.marketing, answerWithin: 120 },
    }
    const friday = at('2026-11-20T17:30:00+01:00')
    expect(verdictDue(friday, 'hot', terms, BERLIN)).toEqual(at('2026-11-23T09:30:00+01:00'))
    expect(verdictDue(friday, 'warm', terms, BERLIN)).toEqual(at('2026-11-23T17:30:00+01:00'))
    expect(verdictDue(friday, 'cold', terms, BERLIN)).toEqual(at('2026-11-24T17:30:00+01:00'))
    expect(verdictDue(friday, null, terms, BERLIN)).toEqual(at('2026-11-24T17:30:00+01:00'))
    expect(answerDue(friday, terms, BERLIN)).toEqual(at('2026-11-23T10:30:00+01:00'))
  })

  it('stands still while marketing owes an answer', () => {
    const dueAt = at('2026-11-20T15:00:00+01:00')
    const asked = {
      state: 'pending' as const,
      dueAt,
      askedAt: at('2026-11-20T13:00:00+01:00'),
      answeredAt: null,
    }
    expect(isOverdue(asked, at('2026-11-25T12:00:00+01:00'))).toBe(false)
    const moved = dueAfterAnswer(asked, at('2026-11-24T10:00:00+01:00'), BERLIN)
    expect(moved.toISOString()).toBe(at('2026-11-24T12:00:00+01:00').toISOString())
  })

  it('gives nothing back for an answer at night', () => {
    const asked = { dueAt: at('2026-11-20T15:00:00+01:00'), askedAt: at('2026-11-19T20:00:00+01:00') }
    const moved = dueAfterAnswer(asked, at('2026-11-20T07:00:00+01:00'), BERLIN)
    expect(moved.toISOString()).toBe(asked.dueAt.toISOString())
  })

  it('is overdue by the time alone, and never once decided', () => {
    const clock = { dueAt: at('2026-11-20T15:00:00Z'), askedAt: null, answeredAt: null }
    expect(isOverdue({ ...clock, state: 'pending' }, at('2026-11-20T15:00:00Z'))).toBe(false)
    expect(isOverdue({ ...clock, state: 'pending' }, at('2026-11-20T15:00:01Z'))).toBe(true)
    expect(isOverdue({ ...clock, state: 'accepted' }, at('2027-01-01T00:00:00Z'))).toBe(false)
  })

  it('counts the working time to the verdict without the wait for an answer', () => {
    const handoff = {
      offeredAt: at('2026-11-19T10:00:00+01:00'),
      askedAt: at('2026-11-19T12:00:00+01:00'),
      answeredAt: at('2026-11-19T16:00:00+01:00'),
    }
    expect(responseMinutes(handoff, at('2026-11-20T10:00:00+01:00'), BERLIN)).toBe(120 + 120 + 60)
    expect(
      responseMinutes(
        { ...handoff, askedAt: null, answeredAt: null },
        at('2026-11-21T23:00:00+01:00'),
        BERLIN,
      ),
    ).toBe(480 + 540)
  })
})
