import { describe, expect, it } from 'vitest'
import { isWeakPassword, newPassword } from './password-input'

describe('isWeakPassword', () => {
  it.each([
    'short',
    '1234567890',
    '9876543210',
    'aaaaaaaaaaaa',
    'Password123',
    'password!!2026',
    'passwordpassword',
    'Пароль12345',
  ])('%s is weak', (password) => expect(isWeakPassword(password)).toBe(true))
  it.each(['correct horse battery', 'на горе стоит дуб', 'x7-kiwi-lamp', 'Zdrav5tvuy mir'])(
    '%s will do',
    (password) => expect(isWeakPassword(password)).toBe(false),
  )
})

it('keeps spaces and brings both spellings of a letter to one', () => {
  expect(newPassword.parse(' the cafe\u0301 next door ')).toBe(' the caf\u00e9 next door ')
  expect(newPassword.safeParse('with a NUL \u0000 inside').success).toBe(false)
})
