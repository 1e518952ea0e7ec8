import { type KpiId, METRICS } from '@/lib/funnel/metrics'
import { plainAmount } from '@/lib/platform/http/form-input'

/**
 * A target as it is kept: an exact decimal string with at most four digits after the point. Shares and returns are kept
 * as ratios; people type them as percentages.
 */

/** 999,999,999,999.99 in money; nothing else comes near. */
const MOST_DIGITS = 12

type Checked =
  | { value: string }
  | { problem: 'required' | 'number' | 'negative' | 'over_100' | 'whole_number' | 'too_precise' | 'too_long' }

/** Digits after the point: 0.01 % of a share, a cent, a tenth of a day. */
function digitsOf(id: KpiId): number {
  const { unit } = METRICS[id]
  if (unit === 'count') return 0
  if (unit === 'money') return 2
  return unit === 'ratio' ? 4 : 1
}

/** Whether people say it in per cent: shares and returns; paybacks are multiples. */
export function isPercentage(id: KpiId): boolean {
  const { unit, formula } = METRICS[id]
  return unit === 'ratio' && formula !== 'multiple'
}

/** A plain decimal as a program gives it: shares as ratios. */
export function checkedTarget(id: KpiId, given: string): Checked {
  const match = /^(-?)0*(\d+?)(?:\.(\d*?)0*)?$/.exec(given.trim())
  if (!match) return { problem: given.trim() === '' ? 'required' : 'number' }
  const [, sign, whole = '0', fraction = ''] = match
  if (sign && /[1-9]/.test(whole + fraction)) return { problem: 'negative' }
  if (fraction.length > digitsOf(id)) return { problem: digitsOf(id) === 0 ? 'whole_number' : 'too_precise' }
  if (whole.length > MOST_DIGITS) return { problem: 'too_long' }
  const value = fraction === '' ? whole : `${whole}.${fraction}`
  if (METRICS[id].formula === 'share' && Number(value) > 1) return { problem: 'over_100' }
  return { value }
}

/** The same as people type it: "23,5 %", "1 200 000", "2.5". */
export function typedTarget(id: KpiId, typed: string): Checked {
  const plain = plainAmount(typed.replace(/^\s*×|%\s*$/g, ''))
  if (!isPercentage(id) || !/^-?\d+(\.\d+)?$/.test(plain)) return checkedTarget(id, plain)
  return checkedTarget(id, hundredth(plain))
}

/** For the field that it is typed into. */
export function typedText(id: KpiId, value: string): string {
  return isPercentage(id) ? times100(value) : value
}

/** As the API gives it: money as a decimal string with two digits, everything else as a number. */
export function targetFigure(id: KpiId, value: string): number | string {
  if (METRICS[id].unit !== 'money') return Number(value)
  const [whole = '0', cents = ''] = value.split('.')
  return `${whole}.${cents.padEnd(2, '0')}`
}

/** Moves the point instead of dividing: 0.07 × 100 is not 7.000000000000001. */
function hundredth(plain: string): string {
  const sign = plain.startsWith('-') ? '-' : ''
  const [whole = '0', fraction = ''] = plain.replace('-', '').split('.')
  const digits = whole.padStart(3, '0')
  return `${sign}${digits.slice(0, -2)}.${digits.slice(-2)}${fraction}`
}

function times100(value: string): string {
  const [whole = '0', fraction = ''] = value.split('.')
  const moved = `${whole}${fraction.padEnd(2, '0').slice(0, 2)}`.replace(/^0+(?=\d)/, '')
  const rest = fraction.slice(2)
  return rest === '' ? moved : `${moved}.${rest}`
}
