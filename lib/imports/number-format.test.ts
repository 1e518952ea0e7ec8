import { describe, expect, it } from 'vitest'
import { builtInKind, kindOf, numberText } from './number-format'

describe('kindOf', () => {
  it.each([
    ['General', 'plain'],
    ['0.00', 'plain'],
    ['#,##0.00', 'plain'],
    ['0.00E+00', 'plain'],
    ['#,##0.00 "days"', 'plain'],
    ['#,##0\\ "дн."', 'plain'],
    ['[Red]#,##0;[Green]-#,##0', 'plain'],
    ['#,##0.00 [$р.-419]', 'plain'],
    ['_-* #,##0.00\\ _m_-', 'plain'],
    ['@', 'plain'],
    ['0%', 'percent'],
    ['0.0 %;[Red]-0.0 %', 'percent'],
    ['dd.mm.yyyy', 'date'],
    ['[$-419]d mmm yyyy;@', 'date'],
    ['yyyy\\-mm\\-dd hh:mm', 'date'],
    ['m/d/yy h:mm AM/PM', 'date'],
    ['mmm', 'date'],
    ['h:mm', 'time'],
    ['h:mm AM/PM', 'time'],
    ['mm:ss.0', 'time'],
    ['[h]:mm:ss', 'time'],
    ['00000', 'padded'],
    ['0', 'plain'],
  ])('%j is %s', (code, kind) => {
    expect(kindOf(code).kind).toBe(kind)
  })

  it.each([
    [0, 'plain'],
    [9, 'percent'],
    [14, 'date'],
    [20, 'time'],
    [22, 'date'],
    [31, 'date'],
    [46, 'time'],
    [49, 'plain'],
  ])('the built-in format %i is %s', (id, kind) => {
    expect(builtInKind(id).kind).toBe(kind)
  })
})

describe('numberText', () => {
  it.each([
    ['0.30000000000000004', '0.3'],
    ['79161234567', '79161234567'],
    ['7.9161234567E10', '79161234567'],
    ['12345678901234567', '12345678901234567'],
    ['1.0000000000000001E-3', '0.0010'],
    ['1E-7', '0.0000001'],
    ['1234.5', '1234.5'],
    ['1.234', '1.2340'],
    ['-0.125', '-0.1250'],
    ['1234.567', '1234.567'],
    ['1e300', '1e+300'],
    ['-5', '-5'],
    ['n/a', 'n/a'],
    ['', ''],
  ])('%s is %s', (raw, text) => {
    expect(numberText(raw, { kind: 'plain' }, false)).toBe(text)
  })

  it.each([
    ['45000', false, '2023-03-15'],
    ['45000.5', false, '2023-03-15 12:00:00'],
    ['45000.999999999', false, '2023-03-16'],
    ['1', false, '1900-01-01'],
    ['59', false, '1900-02-28'],
    ['61', false, '1900-03-01'],
    ['2958465', false, '9999-12-31'],
    ['0', true, '1904-01-01'],
    ['43538', true, '2023-03-15'],
    ['-3', false, '-3'],
    ['0', false, '0'],
    ['79161234567', false, '79161234567'],
  ])('the day %s (1904: %s) is %s', (raw, is1904, text) => {
    expect(numberText(raw, { kind: 'date' }, is1904)).toBe(text)
  })

  it('percentages, times and numbers with leading zeros', () => {
    expect(numberText('0.285', { kind: 'percent' }, false)).toBe('28.5%')
    expect(numberText('0.07', { kind: 'percent' }, false)).toBe('7%')
    expect(numberText('0.75', { kind: 'time' }, false)).toBe('18:00:00')
    expect(numberText('501', { kind: 'padded', digits: 5 }, false)).toBe('00501')
  })
})
