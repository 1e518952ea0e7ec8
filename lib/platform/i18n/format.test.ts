import { describe, expect, it } from 'vitest'
import { formatter } from './format'

const now = new Date('2026-11-21T21:40:00Z')
const en = formatter({ locale: 'en', timeZone: 'Asia/Kathmandu', now, currency: 'EUR' })
const ru = formatter({ locale: 'ru', timeZone: 'Europe/Moscow', now, currency: 'RUB' })
const plain = (text: string) => text.replace(/[\u00a0\u202f\u2009]/g, ' ')

describe('dates', () => {
  it('shows a moment in the reader’s zone and a day as it is', () => {
    expect(en.date(new Date('2026-11-21T21:40:00Z'))).toBe('22 Nov 2026')
    expect(en.date('2026-11-21')).toBe('21 Nov 2026')
    expect(plain(ru.date('2026-11-21'))).toBe('21 нояб. 2026 г.')
    expect(en.month('2026-11')).toBe('November 2026')
    expect(plain(ru.month('2026-11'))).toBe('ноябрь 2026 г.')
  })
  it('leaves this year out of a table', () => {
    expect(en.shortDate('2026-01-05')).toBe('5 Jan')
    expect(en.shortDate('2025-12-31')).toBe('31 Dec 2025')
  })
  it.each([
    ['2026-11-21T21:39:31Z', 'now', 'сейчас'],
    ['2026-11-21T20:10:00Z', '1 hour ago', '1 час назад'],
    ['2026-11-21T21:00:00Z', '40 minutes ago', '40 минут назад'],
    ['2026-11-24T21:41:00Z', 'in 3 days', 'через 3 дня'],
    ['2026-10-21T21:40:00Z', '4 weeks ago', '4 недели назад'],
    ['2026-03-21T21:40:00Z', '8 months ago', '8 месяцев назад'],
    ['2024-03-21T21:40:00Z', '2 years ago', '2 года назад'],
  ])('%s is %s', (at, english, russian) => {
    expect(en.relative(new Date(at))).toBe(english)
    expect(ru.relative(new Date(at))).toBe(russian)
  })
})

describe('numbers', () => {
  it('keeps money exact beyond what a float holds', () => {
    expect(en.money('999999999999.99')).toBe('€999,999,999,999.99')
    expect(en.money('1234.00')).toBe('€1,234')
    expect(plain(ru.money('1234.50'))).toBe('1 234,50 ₽')
    expect(en.moneyRounded('1234.50', 'USD')).toBe('$1,235')
  })
  it('shows ratios, changes and intervals', () => {
    expect(en.percent(0.2345)).toBe('23.5%')
    expect(plain(ru.percent(0.5))).toBe('50 %')
    expect(en.change(0.12)).toBe('+12%')
    expect(plain(en.interval(0.231, 0.289))).toBe('23.1–28.9%')
    expect(plain(ru.interval(0.231, 0.289))).toBe('23,1–28,9 %')
    expect(en.ratio(1.337)).toBe('×1.34')
  })
  it.each([
    [45, '45 min'],
    [200, '3 hr 20 min'],
    [720, '12 hr'],
    [1440, '1 day'],
    [1700, '1 day 4 hr'],
    [20_000, '14 days'],
  ])('%d minutes is %s', (minutes, words) => {
    expect(plain(en.duration(minutes))).toBe(words)
  })
})
