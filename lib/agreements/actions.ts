'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { action, callAction } from '@/lib/platform/http/action'
import { orMissing } from '@/lib/platform/http/form-input'
import { fromJson } from '@/lib/platform/input'
import { editDraft, signDraft, startDraft, unsignDraft, withdrawDraft } from './commands'
import { editOfForm } from './forms'
import type { AgreementKind } from './kinds'
import { editInput, signInput, startInput, unsignInput, withdrawInput } from './schema'

const fromForm = <K extends AgreementKind>(kind: K) =>
  z.preprocess((fields) => editOfForm(kind, fields), editInput(kind))

function refresh() {
  revalidatePath('/agreements', 'layout')
}

export const beginFromForm = action(
  startInput.extend({ copyOf: orMissing(startInput.shape.copyOf) }),
  startDraft,
  ({ kind }) => {
    refresh()
    redirect(`/agreements/${kind}/edit`)
  },
)

type Saved = { agreement: { kind: AgreementKind; version: number }; voided: readonly unknown[] }

/** On to reading what was saved: it is signed there. */
function read({ agreement: { kind, version }, voided }: Saved): never {
  refresh()
  redirect(`/agreements/${kind}/${version}${voided.length > 0 ? `?voided=${voided.length}` : ''}`)
}

export const saveDefinitionDraft = action(fromForm('definition'), editDraft<'definition'>, read)
export const saveGlossaryDraft = action(fromForm('glossary'), editDraft<'glossary'>, read)
export const saveResponsibilitiesDraft = action(
  fromForm('responsibilities'),
  editDraft<'responsibilities'>,
  read,
)

export const signFromForm = action(signInput, signDraft, async ({ state, version }) => {
  refresh()
  const t = await getTranslations('agreements.sign')
  return { message: state === 'signed' ? t('inForce', { version }) : t('signed') }
})

export const unsignFromForm = action(unsignInput, unsignDraft, async () => {
  refresh()
  const t = await getTranslations('agreements.sign')
  return { message: t('takenBack') }
})

export const withdrawFromForm = action(withdrawInput, withdrawDraft, async ({ kind, version }) => {
  refresh()
  const t = await getTranslations('agreements.draft')
  return { message: t('withdrawn', { version }), undoToken: JSON.stringify({ kind, copyOf: version }) }
})

/** A draft that was given up goes on as the next version, with everything that it said. */
export const undoWithdrawing = callAction(
  z.preprocess(fromJson, startInput),
  startDraft,
  async ({ version }) => {
    refresh()
    const t = await getTranslations('agreements.draft')
    return { message: t('begun', { version }) }
  },
)
