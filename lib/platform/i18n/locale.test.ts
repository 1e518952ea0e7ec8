import { describe, expect, it } from 'vitest'
import { preferredLocale } from './locale'

describe('the language of somebody who has not chosen', () => {
  it.each([
    ['ru-RU,ru;q=0.9,en;q=0.8', 'ru'],
    ['en-GB,en;q=0.9', 'en'],
    ['de,ru;q=0.5,en;q=0.4', 'ru'],
    ['ru;q=0,en;q=0.1', 'en'],
    ['de', 'en'],
    ['', 'en'],
    [null, 'en'],
    ['*;q=0.1', 'en'],
    ['ru;q=abc,,;;', 'ru'],
  ])('%j → %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale)
  })
})
