import { z } from 'zod'
import { leadStep } from '@/lib/leads/schema'
import {
  dateInput,
  dateTimeInput,
  idInput,
  line,
  moneyInput,
  paragraph,
  versionInput,
} from '@/lib/platform/input'

const oneDeal = { dealId: idInput, version: versionInput.optional() }

export const openDealInput = z.strictObject({
  ...leadStep,
  title: line(200),
  amount: moneyInput.nullable().optional(),
  expectedCloseOn: dateInput.nullable().optional(),
})
export type OpenDealInput = z.infer<typeof openDealInput>

export const editDealInput = z.strictObject({
  ...oneDeal,
  title: line(200).optional(),
  amount: moneyInput.nullable().optional(),
  expectedCloseOn: dateInput.nullable().optional(),
})
export type EditDealInput = z.infer<typeof editDealInput>

export const winDealInput = z.strictObject({
  ...oneDeal,
  /** left out: the deal's amount */
  amount: moneyInput.optional(),
  /** left out: now; a day counts from its start in the organisation's zone */
  wonAt: z.union([dateTimeInput, dateInput], { error: 'date_time' }).optional(),
})
export type WinDealInput = z.infer<typeof winDealInput>

export const loseDealInput = z.strictObject({ ...oneDeal, reason: paragraph(1000) })
export type LoseDealInput = z.infer<typeof loseDealInput>
