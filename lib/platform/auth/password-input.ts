import { z } from 'zod'

const MIN = 10
const MAX = 200

/** The heads of the lists of leaked passwords that are long enough to pass the length rule, without digits and signs. */
const COMMON = new Set([
  'password',
  'passwort',
  'parol',
  'пароль',
  'qwertyuiop',
  'qwerty',
  'qwertyqwerty',
  'asdfghjkl',
  'iloveyou',
  'administrator',
  'admin',
  'letmein',
  'welcome',
  'changeme',
  'baseball',
  'football',
  'sunshine',
  'princess',
  'superman',
  'йцукенгшщз',
  'baton',
])

/** Too easy: one of the common ones with digits or signs around it, one character repeated, or a run of digits. */
export function isWeakPassword(password: string): boolean {
  const text = password.normalize('NFC').toLowerCase()
  if ([...text].length < MIN) return true
  if (new Set(text).size < 4) return true
  if ('01234567890123456789'.includes(text) || '98765432109876543210'.includes(text)) return true
  const letters = text.replace(/[^\p{L}]/gu, '')
  return (
    COMMON.has(letters) ||
    COMMON.has(
      letters.slice(0, letters.length / 2).repeat(2) === letters ? letters.slice(0, letters.length / 2) : '',
    )
  )
}

/** A new password. Not trimmed: spaces belong to a phrase. */
export const newPassword = z
  .string({ error: 'text' })
  .max(MAX, { error: 'too_long' })
  .refine((value) => value.isWellFormed() && !value.includes('\u0000'), { error: 'unstorable' })
  .transform((value) => value.normalize('NFC'))
  .refine((value) => !isWeakPassword(value), { error: 'weak_password' })

/** A password that is only compared: anything that could be one. */
export const givenPassword = z
  .string({ error: 'text' })
  .min(1, { error: 'required' })
  .max(1000, { error: 'too_long' })
  .transform((value) => value.normalize('NFC'))
