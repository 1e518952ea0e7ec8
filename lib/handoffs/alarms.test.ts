import { describe, expect, it } from 'vitest'
import { DEFAULT_TERMS, type DefinitionTerms } from '@/lib/agreements/definition'
import { officeHours, type WorkingHours } from '@/lib/platform/working-time'
import { type Alarm, alarmsOf, firstAlarm, hasLostMeaning, nextAlarm, toldBy } from './alarms'
import { dueAfterAnswer, verdictDue } from './clock'

const BERLIN = officeHours('Europe/Berlin')
const at = (text: string) => new Date(`${text}+01:00`)

function offered(when: Date, terms = DEFAULT_TERMS, hours: WorkingHours = BERLIN) {
  return {
    state: 'pending' as const,
    grade: 'hot' as const,
    offeredAt: when,
    dueAt: verdictDue(when, 'hot', terms, hours),
    askedAt: null as Date | null,
    answerDueAt: null as Date | null,
    answeredAt: null as Date | null,
  }
}

function said(alarms: Alarm[]): string[] {
  return alarms.map(
    ({ alarm, at }) => `${alarm} ${new Date(at.getTime() + 3_600_000).toISOString().slice(0, 16)}`,
  )
}

// 2026-11-16 is a Monday.
describe('the alarms of a handoff', () => {
  it('remind at half time and at the end, tell the head an hour later, and give it back a working day later', () => {
    const handoff = offered(at('2026-11-16T11:00'))
    expect(said(alarmsOf(handoff, DEFAULT_TERMS, BERLIN))).toEqual([
      'verdict_half 2026-11-16T15:30',
      'verdict_due 2026-11-17T11:00',
      'verdict_head 2026-11-17T12:00',
      'verdict_expired 2026-11-18T11:00',
    ])
    expect(firstAlarm(handoff, DEFAULT_TERMS, BERLIN, handoff.offeredAt)?.alarm).toBe('verdict_half')
    expect(nextAlarm(handoff, DEFAULT_TERMS, BERLIN, 'verdict_half')?.alarm).toBe('verdict_due')
    expect(nextAlarm(handoff, DEFAULT_TERMS, BERLIN, 'verdict_expired')).toBeNull()
  })

  it('wait for the opening when the time is up at the close of work', () => {
    const handoff = offered(at('2026-11-20T09:00'))
    expect(said(alarmsOf(handoff, DEFAULT_TERMS, BERLIN))).toEqual([
      'verdict_half 2026-11-20T13:30',
      'verdict_due 2026-11-23T09:00',
      'verdict_head 2026-11-23T10:00',
      'verdict_expired 2026-11-24T09:00',
    ])
  })

  it('are those that the definition says', () => {
    const only = (escalation: Partial<DefinitionTerms['escalation']>) => ({
      ...DEFAULT_TERMS,
      escalation: { atHalf: false, atDue: false, headAfter: null, openQueueAfter: null, ...escalation },
    })
    const handoff = offered(at('2026-11-16T11:00'))
    const names = (terms: DefinitionTerms) => alarmsOf(handoff, terms, BERLIN).map(({ alarm }) => alarm)
    expect(names(only({}))).toEqual([])
    expect(names(only({ atHalf: true }))).toEqual(['verdict_half'])
    expect(names(only({ atDue: true, openQueueAfter: 0 }))).toEqual(['verdict_due', 'verdict_expired'])
    expect(names(only({ headAfter: 120, openQueueAfter: 60 }))).toEqual(['verdict_expired', 'verdict_head'])
    expect(firstAlarm(handoff, only({}), BERLIN, handoff.offeredAt)).toBeNull()
  })

  it('are marketing’s while a question waits', () => {
    const handoff = { ...offered(at('2026-11-16T11:00')), askedAt: at('2026-11-16T12:00') }
    const asked = { ...handoff, answerDueAt: at('2026-11-17T12:00') }
    expect(said(alarmsOf(asked, DEFAULT_TERMS, BERLIN))).toEqual([
      'answer_half 2026-11-16T16:30',
      'answer_due 2026-11-17T12:00',
      'answer_head 2026-11-17T13:00',
    ])
  })

  it('run on after the answer, half time only when it had not passed', () => {
    const answered = (askedAt: Date, answeredAt: Date) => {
      const handoff = { ...offered(at('2026-11-16T11:00')), askedAt, answerDueAt: at('2026-11-18T12:00') }
      return { ...handoff, answeredAt, dueAt: dueAfterAnswer(handoff, answeredAt, BERLIN) }
    }
    // An hour was gone; answered on Wednesday at 10:00, eight are left, half of nine is gone at 13:30.
    const early = answered(at('2026-11-16T12:00'), at('2026-11-18T10:00'))
    expect(said(alarmsOf(early, DEFAULT_TERMS, BERLIN)).slice(0, 2)).toEqual([
      'verdict_half 2026-11-18T13:30',
      'verdict_due 2026-11-19T09:00', // at 18:00, the close of work
    ])
    const late = answered(at('2026-11-17T10:00'), at('2026-11-18T10:00'))
    expect(said(alarmsOf(late, DEFAULT_TERMS, BERLIN))[0]).toBe('verdict_due 2026-11-18T11:00')
    // Asked when it was overdue by half an hour: the head, who had not been told, is at once.
    const overdue = answered(at('2026-11-17T11:30'), at('2026-11-18T10:00'))
    const next = firstAlarm(overdue, DEFAULT_TERMS, BERLIN, at('2026-11-17T11:30'))
    expect(said(next ? [next] : [])).toEqual(['verdict_head 2026-11-17T12:00'])
  })

  it('are none once it is decided', () => {
    const decided = { ...offered(at('2026-11-16T11:00')), state: 'accepted' as const }
    expect(alarmsOf(decided, DEFAULT_TERMS, BERLIN)).toEqual([])
  })

  it.each([
    // who owes: at work, away, nobody
    ['verdict_half', [7], [], []],
    ['verdict_due', [7], [1, 2], [1, 2]],
    ['verdict_head', [1, 2], [], []],
    ['verdict_expired', [7, 1, 2], [7, 1, 2], [1, 2]],
    ['answer_half', [7], [], []],
    ['answer_due', [7], [1, 2], [1, 2]],
    ['answer_head', [1, 2], [], []],
  ] as const)(
    '%s is told to %j, to %j when they are away, to %j when it is nobody’s',
    (alarm, here, away, nobody) => {
      expect(toldBy(alarm, { id: 7, present: true }, [1, 2])).toEqual(here)
      expect(toldBy(alarm, { id: 7, present: false }, [1, 2])).toEqual(away)
      expect(toldBy(alarm, null, [1, 2])).toEqual(nobody)
    },
  )

  it('lose their meaning when a later one says more', () => {
    expect(hasLostMeaning('verdict_half', ['verdict_half'])).toBe(false)
    expect(hasLostMeaning('verdict_half', ['verdict_half', 'verdict_due'])).toBe(true)
    expect(hasLostMeaning('verdict_due', ['verdict_half', 'verdict_due', 'verdict_head'])).toBe(false)
    expect(hasLostMeaning('verdict_head', ['verdict_due', 'verdict_head', 'verdict_expired'])).toBe(true)
    expect(hasLostMeaning('verdict_expired', ['verdict_due', 'verdict_head', 'verdict_expired'])).toBe(false)
    expect(hasLostMeaning('answer_half', ['answer_half', 'answer_due'])).toBe(true)
    expect(hasLostMeaning('answer_due', ['answer_due', 'answer_head'])).toBe(false)
  })
})
