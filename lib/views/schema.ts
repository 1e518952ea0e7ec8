import { z } from 'zod'
import { idInput, line, versionInput } from '@/lib/platform/input'

export const VIEW_ROLES = ['marketer', 'sales', 'executive', 'admin'] as const

/** More than anybody keeps in order. */
export const MAX_VIEWS = 200

const fields = {
  name: line(60),
  shared: z.boolean({ error: 'wrong_type' }),
  /** the address of the list, `status=new&sort=company` */
  query: z.string({ error: 'text' }).max(4000, { error: 'too_long' }),
}

export const viewInput = z.strictObject({
  ...fields,
  shared: fields.shared.default(false),
})
export type ViewInput = z.output<typeof viewInput>

export const viewChange = z.strictObject({
  viewId: idInput,
  version: versionInput.optional(),
  name: fields.name.optional(),
  shared: fields.shared.optional(),
  query: fields.query.optional(),
})
export type ViewChange = z.output<typeof viewChange>

export const viewIdInput = z.strictObject({ viewId: idInput })

export const viewOrder = z.strictObject({
  viewIds: z.array(idInput, { error: 'wrong_type' }).max(MAX_VIEWS, { error: 'too_long' }),
})
export type ViewOrder = z.output<typeof viewOrder>

export const defaultInput = z.strictObject({
  role: z.enum(VIEW_ROLES, { error: 'not_an_option' }),
  /** null: the list opens with everything */
  viewId: idInput.nullable(),
})
export type DefaultInput = z.output<typeof defaultInput>
