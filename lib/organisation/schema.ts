import { z } from 'zod'
import { checkboxInput } from '@/lib/platform/http/form-input'
import { currencyInput, idInput, line, optionalLine, timeZoneInput, versionInput } from '@/lib/platform/input'
import { COUNTRIES } from './countries'

const countryInput = z
  .string({ error: 'text' })
  .trim()
  .toUpperCase()
  .refine((code) => COUNTRIES.has(code), { error: 'not_an_option' })

const organisationFields = {
  name: line(120),
  currency: currencyInput,
  timeZone: timeZoneInput,
  defaultCountry: countryInput,
}

export const newOrganisation = z.strictObject(organisationFields)
export type NewOrganisation = z.output<typeof newOrganisation>

export const organisationChange = z.strictObject({ ...organisationFields, version: versionInput })
export type OrganisationChange = z.output<typeof organisationChange>

export const REASON_OUTCOMES = ['nurture', 'disqualified'] as const

const nextStep = optionalLine(200).transform((text) => text ?? null)

const reasonFields = {
  nameEn: line(80),
  nameRu: line(80),
  outcome: z.enum(REASON_OUTCOMES),
  /** how long the lead rests; only where the outcome is nurture */
  nurtureDays: z.preprocess(
    (value) => (value === '' || value === undefined ? null : value),
    z.coerce
      .number({ error: 'invalid' })
      .int({ error: 'invalid' })
      .min(0, { error: 'invalid' })
      .max(3650, { error: 'too_long' })
      .nullable(),
  ),
  countsAgainstMarketing: checkboxInput,
  needsComment: checkboxInput,
  /** only after the attempts that the sales-ready definition asks for */
  needsAttempts: checkboxInput,
  /** what marketing does next with a lead that comes back for it; empty: the reason's name says enough */
  nextStepEn: nextStep,
  nextStepRu: nextStep,
}

function needsDays<T extends { outcome: string; nurtureDays: number | null }>(
  reason: T,
  context: z.RefinementCtx,
) {
  if (reason.outcome === 'nurture' && reason.nurtureDays === null) {
    context.addIssue({ code: 'custom', path: ['nurtureDays'], message: 'required' })
  }
}

export const newReason = z.strictObject(reasonFields).superRefine(needsDays)
export type NewReason = z.output<typeof newReason>

export const reasonChange = z.strictObject({ reasonId: idInput, ...reasonFields }).superRefine(needsDays)
export type ReasonChange = z.output<typeof reasonChange>

export const reasonId = z.strictObject({ reasonId: idInput })
export const reasonMove = z.strictObject({ reasonId: idInput, direction: z.enum(['up', 'down']) })
