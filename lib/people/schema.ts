import { z } from 'zod'
import { newOrganisation } from '@/lib/organisation/schema'
import { givenPassword, newPassword } from '@/lib/platform/auth/password-input'
import { dateInput, emailInput, idInput, line, timeZoneInput, versionInput } from '@/lib/platform/input'

export const ROLES = ['marketer', 'sales', 'executive', 'admin'] as const
export const SIDES = ['marketing', 'sales'] as const
export const LINK_PURPOSES = ['invitation', 'password_reset', 'sign_in'] as const

const roles = z
  .array(z.enum(ROLES))
  .max(20)
  .transform((list) => ROLES.filter((role) => list.includes(role)))
const someRoles = roles.refine((list) => list.length > 0, { error: 'required' })
const headOf = z
  .array(z.enum(SIDES))
  .max(10)
  .transform((list) => SIDES.filter((side) => list.includes(side)))
const lowerEmail = emailInput.transform((value) => value.toLowerCase())

export const newPerson = z.strictObject({
  email: lowerEmail,
  name: line(120),
  roles: someRoles,
  headOf: headOf.default([]),
})
export type NewPerson = z.output<typeof newPerson>

export const personChange = z.strictObject({
  personId: idInput,
  version: versionInput,
  name: line(120),
  /** empty only for people who were named in a file and have no account */
  email: z.preprocess((value) => (value === '' ? null : value), lowerEmail.nullable()),
  roles,
  headOf,
})
export type PersonChange = z.output<typeof personChange>

export const personAccess = z.strictObject({ personId: idInput, version: versionInput })
export type PersonAccess = z.output<typeof personAccess>

export const linkRequest = z.strictObject({ personId: idInput, purpose: z.enum(LINK_PURPOSES).optional() })
export type LinkRequest = z.output<typeof linkRequest>

export const KEY_SCOPES = ['write', 'read', 'intake'] as const

const emptyIsNone = (value: unknown) => (value === '' ? undefined : value)

export const newApiKey = z.strictObject({
  personId: idInput.optional(),
  name: line(80),
  scope: z.enum(KEY_SCOPES, { error: 'not_an_option' }).optional(),
  /** the last day on which it works, in the organisation's zone; none: until it is revoked */
  expiresOn: z.preprocess(emptyIsNone, dateInput.optional()),
  /** requests a minute; none: no limit of its own */
  perMinute: z.preprocess(
    emptyIsNone,
    z.coerce
      .number({ error: 'whole_number' })
      .int({ error: 'whole_number' })
      .min(1, { error: 'whole_number' })
      .max(1_000_000, { error: 'too_long' })
      .optional(),
  ),
})
export type NewApiKey = z.output<typeof newApiKey>

export const apiKeyId = z.strictObject({ keyId: idInput })

export const preferences = z.strictObject({
  name: line(120),
  locale: z.enum(['en', 'ru']),
  theme: z.enum(['system', 'light', 'dark']),
  /** empty: the company's */
  timeZone: z.preprocess((value) => (value === '' ? null : value), timeZoneInput.nullable()),
})
export type Preferences = z.output<typeof preferences>

export const themeChoice = z.strictObject({ theme: preferences.shape.theme })
export const localeChoice = z.strictObject({ locale: preferences.shape.locale })

export const passwordChange = z.strictObject({
  /** left out by somebody who came through a link and has none yet */
  currentPassword: givenPassword.optional(),
  password: newPassword,
})
export type PasswordChange = z.output<typeof passwordChange> & { keepSession?: string | null }

export const firstRun = z.strictObject({
  organisation: newOrganisation,
  name: line(120),
  email: lowerEmail,
  password: newPassword,
  roles: roles.transform((list) => ROLES.filter((role) => role === 'admin' || list.includes(role))),
  headOf: headOf.default([]),
  locale: z.enum(['en', 'ru']).default('en'),
})
export type FirstRun = z.output<typeof firstRun>

export const signInForm = z.strictObject({
  email: lowerEmail,
  password: givenPassword,
  next: z.string().max(2000).optional(),
})
export const demoSignInForm = z.strictObject({ personId: idInput, next: z.string().max(2000).optional() })
export const forgotForm = z.strictObject({ email: lowerEmail })

const token = z.string().regex(/^[A-Za-z0-9_-]{43}$/)
export const linkForm = z.strictObject({ token, password: newPassword.optional() })
export const noInput = z.strictObject({})
