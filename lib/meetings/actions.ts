'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { currentActor } from '@/lib/platform/auth/session'
import type { FormState } from '@/lib/platform/form-state'
import { action, callAction } from '@/lib/platform/http/action'
import { checkboxInput } from '@/lib/platform/http/form-input'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { carryDecision, editDecision, noteDecision, settleDecision } from './commands/decisions'
import { cancelMeeting, closeMeeting, openMeeting } from './commands/meetings'
import { decisionById } from './queries/decisions'
import {
  decisionCarrying,
  decisionChange,
  decisionSettling,
  meetingIdInput,
  newDecision,
  noInput,
} from './schema'
import { MONDAY, meetingHref } from './search-params'

const words = () => getTranslations('meetings')

function refresh(): void {
  revalidatePath('/', 'layout')
}

export const openFromForm = action(
  noInput,
  (actor) => openMeeting(actor),
  ({ id }) => {
    refresh()
    redirect(meetingHref(id))
  },
)

export const closeFromForm = action(meetingIdInput, closeMeeting, async () => {
  refresh()
  return { message: (await words())('closed') }
})

export const cancelFromForm = action(meetingIdInput, cancelMeeting, () => {
  refresh()
  redirect(MONDAY)
})

export const noteFromForm = action(newDecision, noteDecision, async () => {
  refresh()
  return { message: (await words())('decision.noted') }
})

/** With `over` ticked it is written over what somebody else wrote meanwhile, on purpose. */
const change = action(
  decisionChange.extend({ over: checkboxInput }),
  (actor, { over, version, ...input }) =>
    editDecision(actor, { ...input, version: over ? undefined : version }),
  async () => {
    refresh()
    return { message: (await words())('decision.saved') }
  },
)

const carry = action(
  decisionCarrying.extend({ over: checkboxInput }),
  (actor, { over, version, ...input }) =>
    carryDecision(actor, { ...input, version: over ? undefined : version }),
  async () => {
    refresh()
    return { message: (await words())('decision.carryDone') }
  },
)

const settle = action(
  decisionSettling.extend({ over: checkboxInput }),
  (actor, { over, version, ...input }) =>
    settleDecision(actor, { ...input, version: over ? undefined : version }),
  async ({ id, state }) => {
    refresh()
    const t = await words()
    return { message: t('decision.settled', { state }), undoToken: state === 'open' ? undefined : String(id) }
  },
)

export async function editFromForm(before: FormState, data: FormData): Promise<FormState> {
  return saysWhatIsThere(await change(before, data), data)
}

export async function carryFromForm(before: FormState, data: FormData): Promise<FormState> {
  return saysWhatIsThere(await carry(before, data), data)
}

export async function settleFromForm(before: FormState, data: FormData): Promise<FormState> {
  return saysWhatIsThere(await settle(before, data), data)
}

const reopen = callAction(decisionSettling, settleDecision, async () => {
  refresh()
  return { message: (await words())('decision.undone') }
})

export async function reopenDecision(decisionId: string): Promise<FormState> {
  return reopen({ decisionId, state: 'open' })
}

/** Whoever is refused because it was changed meanwhile reads what it says now. */
async function saysWhatIsThere(state: FormState, data: FormData): Promise<FormState> {
  if (state.status !== 'failed' || state.code !== 'STALE_VERSION') return state
  const actor = await currentActor()
  const now = actor && (await decisionById(actor, Number(data.get('decisionId'))))
  if (!now) return state
  const [t, format] = await Promise.all([words(), pageFormat()])
  const message = t('decision.stale', {
    text: now.text,
    owner: now.owner.name,
    date: format.date(now.dueOn),
  })
  return { ...state, message }
}
