import { expect, it } from 'vitest'
import { reasonReader } from './reason-words'

const REASONS = [
  { code: 'no_budget', en: 'No budget', ru: 'Нет бюджета' },
  { code: 'cafe', en: 'Café closed', ru: 'Кафе закрыто' },
  { code: 'wrong_region', en: 'Not our region', ru: 'Не наш регион' },
  // archived, and called like another one's code
  { code: 'old', en: 'no_budget', ru: 'Нет бюджета' },
]

it.each([
  ['no_budget', 'No budget'],
  ['NO_BUDGET', 'No budget'],
  ['no  Budget ', 'No budget'],
  ['нет бюджета', 'No budget'],
  ['НЕ НАШ РЕГИОН', 'Not our region'],
  ['CAFE\u0301 closed', 'Café closed'],
  ['No budget now', undefined],
  ['', undefined],
])('reads %j as %j', (text, words) => {
  expect(reasonReader(REASONS, 'en')(text)).toBe(words)
})

it('answers in the language asked for', () => {
  expect(reasonReader(REASONS, 'ru')('Not our region')).toBe('Не наш регион')
})
