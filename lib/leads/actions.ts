'use server'

import { randomUUID } from 'node:crypto'
import { revalidatePath } from 'next/cache'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { currentActor } from '@/lib/platform/auth/session'
import type { FormState } from '@/lib/platform/form-state'
import { action, callAction } from '@/lib/platform/http/action'
import { orMissing } from '@/lib/platform/http/form-input'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { dateInput, fromJson, idInput, optionalParagraph } from '@/lib/platform/input'
import { fail, type Result } from '@/lib/platform/result'
import { addActivity, addTouch, finishTask } from './commands/contact'
import { editLead } from './commands/edit'
import { type Entered, enterLead, keepEnquiry } from './commands/enter'
import { markDifferent, mergeLeads, takeBackDifferent, undoMerge } from './commands/merge'
import { disqualifyLead, nurtureLead, reopenLead, takeLead } from './commands/other-steps'
import { qualifyLead } from './commands/qualify'
import {
  type Conflict,
  changedFields,
  conflictsOf,
  EDIT_FIELDS,
  type EditField,
  type EditValues,
  editValues,
  patchOf,
} from './edit-fields'
import { LAST_SOURCE_COOKIE, writeLastSource } from './last-source'
import { leadById } from './queries/record'
import {
  ACTIVITY_KINDS,
  differentInput,
  disqualifyInput,
  editLeadForm,
  enterLeadInput,
  finishTaskInput,
  GRADES,
  keepEnquiryInput,
  mergeInput,
  nurtureInput,
  qualifyInput,
  stepInput,
  TOUCH_KINDS,
  unmergeInput,
} from './schema'

const words = () => getTranslations('leads')

/** Every list, counter and panel may show what has changed. */
function refresh(): void {
  revalidatePath('/', 'layout')
}

// ── entering ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The two buttons that save say where to go on; "this one" names the lead. */
const go = { go: orMissing(z.enum(['open', 'next'])) }

const enter = action(
  enterLeadInput.extend(go),
  (actor, { token, lead }) => enterLead(actor, { token, lead }),
  async (entered, { input }) => {
    await remember(input.lead)
    goOn(entered, input.go)
  },
)

const keep = action(
  keepEnquiryInput.extend(go),
  (actor, { token, sameAs, lead }) => keepEnquiry(actor, { token, sameAs, lead }),
  async (entered, { input }) => {
    await remember(input.lead)
    goOn(entered, 'open')
  },
)

export async function enterLeadFromForm(before: FormState, data: FormData): Promise<FormState> {
  if (data.get('sameAs')) return keep(before, data)
  data.delete('sameAs')
  return enter(before, data)
}

async function remember(lead: {
  channel?: string | null
  campaign?: string | null
  origin?: string
}): Promise<void> {
  const { channel = null, campaign = null, origin = null } = lead
  const store = await cookies()
  store.set(LAST_SOURCE_COOKIE, writeLastSource({ channel, campaign, origin }), {
    httpOnly: true,
    sameSite: 'lax',
    maxAge: 60 * 60 * 24 * 30,
    path: '/leads',
  })
}

function goOn({ id, duplicate }: Entered, where: 'open' | 'next' | undefined): never {
  refresh()
  const said = duplicate ? 'known' : 'entered'
  // each sheet of the form has its own address, so that the next one is empty
  const sheet = randomUUID().slice(0, 8)
  redirect(where === 'next' ? `/leads/new?${said}=${id}&sheet=${sheet}` : `/leads/${id}?said=${said}`)
}

// ── the steps ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** No grade chosen: the computed one. */
const qualifyForm = qualifyInput.extend({ grade: orMissing(z.enum(GRADES)) })

export const qualifyFromForm = action(qualifyForm, qualifyLead, async ({ lead, grade }) => {
  refresh()
  return { message: (await words())('qualify.done', { name: lead.displayName, grade }) }
})

export const nurtureFromForm = action(nurtureInput, nurtureLead, async (lead) => {
  refresh()
  const [t, format] = await Promise.all([words(), pageFormat()])
  const date = lead.nurtureWakeOn ? format.date(lead.nurtureWakeOn) : ''
  return { message: t('next.nurtured', { name: lead.displayName, date }) }
})

export const disqualifyFromForm = action(disqualifyInput, disqualifyLead, async (lead) => {
  refresh()
  return {
    message: (await words())('next.disqualified', { name: lead.displayName }),
    undoToken: JSON.stringify({ leadId: lead.id, version: lead.version }),
  }
})

/** Undo of disqualifyFromForm: of that step and no later one. */
export const undoDisqualify = callAction(z.preprocess(fromJson, stepInput), reopenLead, async (lead) => {
  refresh()
  return { message: (await words())('next.reopened', { name: lead.displayName }) }
})

export const reopenFromForm = action(stepInput, reopenLead, async (lead) => {
  refresh()
  return { message: (await words())('next.reopened', { name: lead.displayName }) }
})

export const takeFromForm = action(stepInput, takeLead, async (lead) => {
  refresh()
  return { message: (await words())('next.taken', { name: lead.displayName }) }
})

// ── touches, activities, tasks ──────────────────────────────────────────────────────────────────────────────────────

const contactForm = z.strictObject({
  leadId: idInput,
  kind: z.enum([...ACTIVITY_KINDS, 'touch'], { error: 'not_an_option' }),
  text: optionalParagraph(5000),
  touchKind: orMissing(z.enum(TOUCH_KINDS, { error: 'not_an_option' })),
  dueOn: orMissing(dateInput),
})

/** One form for what they did and what we did. */
export const addContactFromForm = action(
  contactForm,
  async (actor, { leadId, kind, text, touchKind, dueOn }): Promise<Result<{ id: number }>> => {
    if (kind === 'touch') return addTouch(actor, { leadId, kind: touchKind ?? 'other', note: text })
    if (text) return addActivity(actor, { leadId, kind, text, dueOn: kind === 'task' ? dueOn : undefined })
    return fail('INVALID', {}, [{ path: 'text', code: 'required', message: 'is required' }])
  },
  async () => {
    refresh()
    return { message: (await words())('contact.added') }
  },
)

export const finishTaskFromForm = action(
  finishTaskInput.extend({ text: z.string().max(5000) }),
  (actor, { activityId }) => finishTask(actor, { activityId }),
  async (_done, { input }) => {
    refresh()
    return { message: (await words())('contact.taskDone', { text: input.text }) }
  },
)

// ── editing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export type EditState = FormState & {
  /** Somebody else changed the same fields: what they hold now, and the version to save over. */
  conflict?: { version: number; fields: Conflict[] }
}

const edit = callAction(editLeadForm, editLead)

/**
 * Saves what the person changed and nothing else. When somebody saved meanwhile: other fields than these go together
 * by themselves; the same field is shown with both values, and nothing is written until the person has chosen.
 */
export async function editLeadFromForm(_before: EditState, data: FormData): Promise<EditState> {
  const leadId = String(data.get('leadId'))
  const was = readValues(data, 'was')
  const now = chosen(data, readValues(data, 'now'))
  const changed = changedFields(was, now)
  if (changed.length === 0) redirect(`/leads/${encodeURIComponent(leadId)}`)
  const patch = patchOf(changed, now)
  let state = await edit({ leadId, version: String(data.get('version')), patch })
  if (state.status === 'failed' && state.code === 'STALE_VERSION') {
    const actor = await currentActor()
    const current = actor && (await leadById(actor, Number(leadId)))
    if (current) {
      const fields = conflictsOf(changed, was, now, editValues(current))
      if (fields.length > 0)
        return { ...state, fields: {}, values: typed(now), conflict: { version: current.version, fields } }
      state = await edit({ leadId, version: current.version, patch })
    }
  }
  if (state.status === 'failed') {
    return { ...state, fields: withoutPrefix(state.fields), values: typed(now) }
  }
  refresh()
  redirect(`/leads/${encodeURIComponent(leadId)}?said=saved`)
}

function readValues(data: FormData, prefix: 'was' | 'now'): Partial<EditValues> {
  const values: Partial<EditValues> = {}
  for (const field of EDIT_FIELDS) {
    const value = data.get(`${prefix}.${field}`)
    if (typeof value === 'string') values[field] = value
  }
  return values
}

/** Where both values were shown and theirs was chosen, the field holds theirs. */
function chosen(data: FormData, now: Partial<EditValues>): Partial<EditValues> {
  const result = { ...now }
  for (const field of EDIT_FIELDS) {
    const theirs = data.get(`theirs.${field}`)
    if (data.get(`choice.${field}`) === 'theirs' && typeof theirs === 'string') result[field] = theirs
  }
  return result
}

function typed(now: Partial<EditValues>): Record<string, string> {
  return Object.fromEntries(Object.entries(now).map(([field, value]) => [`now.${field}`, value ?? '']))
}

/** The command speaks of `patch.company`, the form of `company`. */
function withoutPrefix(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([path, message]) => [path.replace(/^patch\./, '') as EditField, message]),
  )
}

// ── merging ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export const mergeFromForm = action(mergeInput, mergeLeads, ({ lead }) => {
  refresh()
  redirect(`/leads/${lead.id}?said=merged`)
})

export const undoMergeFromForm = action(unmergeInput, undoMerge, async ({ lead, other }) => {
  refresh()
  return {
    message: (await words())('merge.undone', { name: lead.displayName, other: other.displayName }),
  }
})

export const markDifferentFromForm = action(differentInput, markDifferent, ({ id }) => {
  refresh()
  redirect(`/leads/${id}/merge`)
})

/** The same beside the list of suspects: it stays, goes on with the next pair, and can be taken back from the toast. */
export const mergeSuspectFromForm = action(mergeInput, mergeLeads, async ({ lead, mergeId }) => {
  refresh()
  return {
    message: (await words())('merge.done', { name: lead.displayName }),
    undoToken: String(mergeId),
    link: { href: `/leads/${lead.id}`, label: (await words())('form.open') },
  }
})

const undoMergeHere = callAction(unmergeInput, undoMerge, async ({ lead, other }) => {
  refresh()
  return {
    message: (await words())('merge.undone', { name: lead.displayName, other: other.displayName }),
  }
})

/** What Undo in the toast of a merge presses. */
export async function undoMergeFromToast(token: string) {
  return undoMergeHere({ mergeId: token })
}

export const suspectIsDifferentFromForm = action(differentInput, markDifferent, async (_done, { input }) => {
  refresh()
  return {
    message: (await words())('suspects.saidDifferent'),
    undoToken: JSON.stringify(input),
  }
})

/** What Undo in the toast of "they are different" presses. */
export const takeBackDifferentFromToast = callAction(
  z.preprocess(fromJson, differentInput),
  takeBackDifferent,
  async () => {
    refresh()
    return { message: (await words())('suspects.takenBack') }
  },
)
