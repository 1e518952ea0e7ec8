'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import type { Actor } from '@/lib/platform/actor'
import type { FormState } from '@/lib/platform/form-state'
import { action, callAction } from '@/lib/platform/http/action'
import { checkboxInput } from '@/lib/platform/http/form-input'
import { fail, type Result } from '@/lib/platform/result'
import { viewHref } from './address'
import { createView, deleteView, orderViews, restoreView, setDefaultView, updateView } from './commands'
import { listViews } from './queries'
import { defaultInput, viewChange, viewIdInput, viewInput } from './schema'

const words = () => getTranslations('views')

function refresh(): void {
  revalidatePath('/', 'layout')
}

export const saveNewView = action(viewInput.extend({ shared: checkboxInput }), createView, (view) => {
  refresh()
  redirect(viewHref(view))
})

/** What the list shows now is what the view shows from now on. */
export const saveView = action(
  viewChange.pick({ viewId: true, query: true }),
  updateView,
  async ({ name }) => {
    refresh()
    return { message: (await words())('saved', { name }) }
  },
)

export const renameView = action(
  viewChange.pick({ viewId: true, name: true }),
  updateView,
  async ({ name }) => {
    refresh()
    return { message: (await words())('renamed', { name }) }
  },
)

export const shareView = action(
  viewIdInput.extend({ shared: z.enum(['yes', 'no']) }),
  (actor, { viewId, shared }) => updateView(actor, { viewId, shared: shared === 'yes' }),
  async ({ name, shared }) => {
    refresh()
    return { message: (await words())(shared ? 'nowShared' : 'nowPrivate', { name }) }
  },
)

export const removeView = action(viewIdInput, deleteView, async ({ id, name }) => {
  refresh()
  return { message: (await words())('deleted', { name }), undoToken: String(id) }
})

const restore = callAction(viewIdInput, restoreView, async ({ name }) => {
  refresh()
  return { message: (await words())('restored', { name }) }
})

export async function undoRemove(token: string): Promise<FormState> {
  return restore({ viewId: token })
}

/** One place to the left or to the right among my tabs. */
export const moveView = action(viewIdInput.extend({ to: z.enum(['left', 'right']) }), move, () => {
  refresh()
  return {}
})

async function move(
  actor: Actor,
  { viewId, to }: { viewId: number; to: 'left' | 'right' },
): Promise<Result<unknown>> {
  const ids = (await listViews(actor)).map(({ id }) => id)
  const from = ids.indexOf(viewId)
  if (from === -1) return fail('NOT_FOUND')
  ids.splice(from, 1)
  ids.splice(Math.max(0, to === 'left' ? from - 1 : from + 1), 0, viewId)
  return orderViews(actor, { viewIds: ids })
}

export const setDefault = action(
  defaultInput.extend({
    viewId: z.union([z.literal('').transform(() => null), defaultInput.shape.viewId]),
  }),
  setDefaultView,
  async (_done, { input }) => {
    refresh()
    const [t, common] = [await words(), await getTranslations('common.role')]
    const role = common(input.role)
    return { message: t(input.viewId === null ? 'noDefault' : 'isDefault', { role }) }
  },
)
