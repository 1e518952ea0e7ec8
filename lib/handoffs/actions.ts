'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { personAccess, personChange } from '@/lib/people/schema'
import type { Actor } from '@/lib/platform/actor'
import { action, callAction } from '@/lib/platform/http/action'
import { safePath } from '@/lib/platform/http/safe-path'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { ok, type Result } from '@/lib/platform/result'
import { acceptHandoff } from './commands/accept'
import { contestRejection, giveContestPosition, ruleOnContest } from './commands/contest'
import { disablePerson, updatePerson } from './commands/leaving'
import { handOffLead } from './commands/offer'
import { answerHandoff, askAboutHandoff } from './commands/question'
import { reassignHandoff } from './commands/reassign'
import { rejectHandoff } from './commands/reject'
import { markRejectionSeen } from './commands/seen'
import { takeNext } from './commands/take-next'
import { undoVerdict } from './commands/undo'
import type { HandoffView } from './queries/handoff-view'
import { handoffById } from './queries/list'
import {
  acceptForm,
  answerForm,
  askForm,
  contestInput,
  handOffForm,
  oneHandoffInput,
  positionInput,
  reassignForm,
  rejectForm,
  rulingInput,
  seenForm,
  takeNextForm,
} from './schema'

type Step = { handoffId: number; back?: string; stay?: 'yes' }
type Outcome = { handoff: HandoffView; late: boolean }

/**
 * In the queue it is an outcome and not a mistake that a colleague was faster: the row goes, the next one opens and a
 * toast says who decided. Elsewhere it is the form's error.
 */
function orLate<I extends { handoffId: number }>(
  command: (actor: Actor, input: I) => Promise<Result<HandoffView>>,
) {
  return async (actor: Actor, input: I & Step): Promise<Result<Outcome>> => {
    const result = await command(actor, input)
    if (result.ok) return ok({ handoff: result.value, late: false })
    if (!input.back || result.failure.code !== 'ALREADY_DECIDED') return result
    const handoff = await handoffById(actor, input.handoffId)
    return handoff ? ok({ handoff, late: true }) : result
  }
}

/**
 * The queue goes on by itself (`stay`). Before its scripts have come, back to it by the address, which says what
 * happened by the handoff's own state (`done`, `late`). Elsewhere the form says it.
 */
async function goOn({ handoff, late }: Outcome, { input }: { input: Step }): Promise<void> {
  revalidatePath('/', 'layout')
  if (!input.back || input.stay) return
  const back = safePath(input.back, '/queue')
  redirect(`${back}${back.includes('?') ? '&' : '?'}${late ? 'late' : 'done'}=${handoff.id}`)
}

/** A colleague was faster: who, and when. */
async function lateWords({ leadName, decidedBy, decidedAt, state }: HandoffView): Promise<string> {
  const [t, format] = await Promise.all([getTranslations('handoffs.late'), pageFormat()])
  const when = decidedAt ? format.relative(decidedAt) : ''
  return t(state === 'pending' ? 'other' : state, { name: decidedBy?.name ?? '', lead: leadName, when })
}

export const acceptFromForm = action(acceptForm, orLate(acceptHandoff), async (outcome, context) => {
  await goOn(outcome, context)
  if (outcome.late) return { message: await lateWords(outcome.handoff) }
  const t = await getTranslations('handoffs')
  const { id, leadId, leadName } = outcome.handoff
  return {
    message: t('accept.done', { lead: leadName }),
    undoToken: String(id),
    link: context.input.stay && { href: `/leads/${leadId}`, label: t('openLead') },
  }
})

export const rejectFromForm = action(rejectForm, orLate(rejectHandoff), async (outcome, context) => {
  await goOn(outcome, context)
  if (outcome.late) return { message: await lateWords(outcome.handoff) }
  const t = await getTranslations('handoffs')
  const { id, reason, leadName } = outcome.handoff
  const name = context.actor.locale === 'ru' ? reason?.nameRu : reason?.nameEn
  return { message: t('reject.done', { lead: leadName, reason: name ?? '' }), undoToken: String(id) }
})

export const askFromForm = action(askForm, orLate(askAboutHandoff), async (outcome, context) => {
  await goOn(outcome, context)
  if (outcome.late) return { message: await lateWords(outcome.handoff) }
  const t = await getTranslations('handoffs')
  const { offeredBy, leadName } = outcome.handoff
  return { message: t('ask.done', { name: offeredBy.name, lead: leadName }) }
})

const undo = callAction(oneHandoffInput, undoVerdict, async ({ leadName }) => {
  revalidatePath('/', 'layout')
  return { message: (await getTranslations('handoffs'))('undo.done', { lead: leadName }) }
})

/** What Undo in the toast of a verdict presses. */
export async function undoFromToast(token: string) {
  return undo({ handoffId: token })
}

export const takeNextFromForm = action(takeNextForm, takeNext, async (handoff) => {
  if (!handoff) return { message: (await getTranslations('handoffs'))('next.none') }
  revalidatePath('/', 'layout')
  redirect(`/queue?open=${handoff.id}`)
})

export const answerFromForm = action(answerForm, orLate(answerHandoff), async (outcome, context) => {
  await goOn(outcome, context)
  const [t, format] = await Promise.all([getTranslations('handoffs'), pageFormat()])
  const { leadName, dueAt } = outcome.handoff
  return { message: t('answer.done', { lead: leadName, due: format.dayTime(dueAt) }) }
})

export const putAside = action(
  seenForm,
  async (actor, { handoffId }) => {
    const result = await markRejectionSeen(actor, { handoffId })
    if (!result.ok) return result
    const handoff = await handoffById(actor, handoffId)
    if (!handoff) throw new Error('the handoff vanished')
    return ok({ handoff, late: false })
  },
  async (outcome, context) => {
    await goOn(outcome, context)
    const t = await getTranslations('handoffs')
    return { message: t('seen.done', { lead: outcome.handoff.leadName }) }
  },
)

export const reassignFromForm = action(reassignForm, orLate(reassignHandoff), async (outcome, context) => {
  await goOn(outcome, context)
  const t = await getTranslations('handoffs')
  const { leadName, assignee } = outcome.handoff
  return { message: t('reassign.done', { lead: leadName, name: assignee?.name ?? 'none' }) }
})

export const savePerson = action(personChange, updatePerson, async (_saved, { input }) => {
  revalidatePath('/', 'layout')
  const t = await getTranslations('people')
  return { message: t('form.saved', { name: input.name }) }
})

export const takeAccess = action(personAccess, disablePerson, () => {
  revalidatePath('/', 'layout')
  return {}
})

export const handOffFromForm = action(handOffForm, handOffLead, async (handoff) => {
  revalidatePath('/', 'layout')
  const [t, format] = await Promise.all([getTranslations('handoffs'), pageFormat()])
  return { message: t('handOff.done', { due: format.dayTime(handoff.dueAt) }), id: handoff.id }
})

export const contestFromForm = action(contestInput, contestRejection, async (contest) => {
  revalidatePath('/', 'layout')
  const [t, format] = await Promise.all([getTranslations('handoffs.contest.form'), pageFormat()])
  return { message: t('done', { due: format.dayTime(contest.dueAt) }), id: contest.id }
})

export const positionFromForm = action(positionInput, giveContestPosition, async ({ outcome }) => {
  revalidatePath('/', 'layout')
  const t = await getTranslations('handoffs.contest.position')
  return { message: outcome ? t('agreed', { outcome }) : t('done') }
})

export const rulingFromForm = action(rulingInput, ruleOnContest, async ({ outcome }) => {
  revalidatePath('/', 'layout')
  const t = await getTranslations('handoffs.contest.rule')
  return { message: t('done', { outcome: outcome ?? '' }) }
})
