import { describe, expect, it } from 'vitest'
import { safePath } from './safe-path'

describe('safePath', () => {
  it.each(['/', '/leads', '/leads?status=new&q=%D0%B0', '/leads/12#history'])('keeps %s', (path) => {
    expect(safePath(path)).toBe(path)
  })

  it.each([
    undefined,
    null,
    '',
    'leads',
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    'javascript:alert(1)',
    '/..//evil.example',
    `/${'a'.repeat(3000)}`,
  ])('refuses %j', (path) => {
    expect(safePath(path, '/fallback')).toBe('/fallback')
  })
})
