import { z } from 'zod'
import { optionalLine } from '@/lib/platform/input'
import { place } from './tracking'

/** What the script on a site may report. */
export const REPORT_KINDS = ['visit', 'download', 'price_request', 'demo_request', 'event', 'other'] as const

const random = z.string({ error: 'text' }).regex(/^[\da-f]{32}$/, { error: 'invalid' })

/** POST /t/{key}. */
export const reportInput = z.strictObject({
  /** of the browser: random, made by the script, kept on the site */
  visitor: random,
  /** of this report: the same sent again is one */
  id: random,
  kind: z.enum(REPORT_KINDS, { error: 'not_an_option' }),
  page: optionalLine(2000).transform((text) => place(text)),
  label: optionalLine(200),
})
export type Report = z.output<typeof reportInput>
