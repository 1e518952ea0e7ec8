import { expect, it } from 'vitest'
import { optionFor } from './value-words'

it.each([
  ['splitBy', 'Evenly', 'equally'],
  ['splitBy', 'по горячим лидам', 'hot'],
  ['splitBy', 'By direct costs', 'costs'],
  // a row has no room for the shares
  ['splitBy', 'fixed', null],
  ['costKind', 'План', 'planned'],
  ['costKind', 'Фактические', 'actual'],
  ['side', 'отдел продаж', 'sales'],
] as const)('%s: %j is %j', (field, text, option) => expect(optionFor(field, text)).toBe(option))
