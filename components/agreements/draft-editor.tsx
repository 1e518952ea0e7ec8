import Link from 'next/link'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Input } from '@/components/ui/controls'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import {
  beginFromForm,
  saveDefinitionDraft,
  saveGlossaryDraft,
  saveResponsibilitiesDraft,
} from '@/lib/agreements/actions'
import type { AgreementKind } from '@/lib/agreements/kinds'
import { canNegotiate } from '@/lib/agreements/policy'
import { type Agreement, listHeads, readAgreement } from '@/lib/agreements/queries'
import { type SourceOption, sourceOptions } from '@/lib/channels/queries'
import type { Actor } from '@/lib/platform/actor'
import { type AgreementWords, agreementWords } from './agreement-words'
import { AgreementsHeader } from './agreements-header'
import { DefinitionForm } from './definition-form'
import { SeenRevision } from './draft-form-parts'
import { GlossaryForm } from './glossary-form'
import { MatrixForm } from './matrix-form'

const SAVE = {
  definition: saveDefinitionDraft,
  glossary: saveGlossaryDraft,
  responsibilities: saveResponsibilitiesDraft,
}

/** The draft as a form, for the heads of either side. */
export async function DraftEditor({ actor, kind }: { actor: Actor; kind: AgreementKind }) {
  const [found, heads, sources, words] = await Promise.all([
    readAgreement(actor, kind, 'draft'),
    listHeads(actor),
    sourceOptions(actor),
    agreementWords(actor),
  ])
  const draft = found as Agreement | undefined
  const { t, format } = words
  if (!canNegotiate(actor)) {
    return (
      <>
        <AgreementsHeader kind={kind} />
        <EmptyState
          title={t('draft.onlyHeads')}
          action={
            <LinkButton href={`/agreements/${kind}${draft ? `/${draft.version}` : ''}`}>
              {t('draft.read')}
            </LinkButton>
          }
        >
          <p>{t('draft.onlyHeadsText')}</p>
          {heads.length > 0 && (
            <p>{t('first.heads', { names: format.list([...new Set(heads.map(({ name }) => name))]) })}</p>
          )}
        </EmptyState>
      </>
    )
  }
  if (!draft) {
    return (
      <>
        <AgreementsHeader kind={kind} />
        <EmptyState
          title={t('draft.none')}
          action={
            <ActionForm action={beginFromForm}>
              <FormError />
              <input type="hidden" name="kind" value={kind} />
              <SubmitButton>{t('draft.beginNew')}</SubmitButton>
            </ActionForm>
          }
        >
          {t('draft.noneText')}
        </EmptyState>
      </>
    )
  }
  const href = `/agreements/${kind}/${draft.version}`
  return (
    <>
      <AgreementsHeader kind={kind} />
      <ActionForm
        action={SAVE[kind]}
        className="flex max-w-4xl flex-col gap-6 rounded-lg border border-line bg-surface px-4 py-4 md:px-6 md:py-5"
      >
        <h2 className="border-b border-line pb-3 text-lg font-semibold">
          {t(`tab.${kind}`)}, {t('version', { version: draft.version }).toLocaleLowerCase(format.locale)}
        </h2>
        {draft.signatures.length > 0 && (
          <Callout tone="warn">
            {draft.signatures.map(({ side, person }) => (
              <p key={side}>{t('draft.signedBy', { side, name: person.name })}</p>
            ))}
            <p>{t('draft.voids')}</p>
          </Callout>
        )}
        <SeenRevision revision={draft.revision} words={{ stale: t('draft.stale'), over: t('draft.over') }}>
          <Link href={href} target="_blank" className="text-accent-ink underline">
            {t('draft.readNew')}
          </Link>
        </SeenRevision>
        <Terms draft={draft} sources={sources} words={words} />
        <Field name="inForceFrom" label={t('draft.from')} hint={t('draft.fromHint')}>
          <Input name="inForceFrom" type="date" defaultValue={draft.inForceFrom ?? ''} className="w-44" />
        </Field>
        <div className="sticky bottom-0 -mx-4 -mb-4 flex flex-wrap items-center gap-3 rounded-b-lg border-t border-line bg-surface px-4 py-3 max-md:bottom-14 md:-mx-6 md:-mb-5 md:px-6">
          <SubmitButton>{t('draft.save')}</SubmitButton>
          <LinkButton href={href} variant="quiet">
            {t('draft.leave')}
          </LinkButton>
        </div>
      </ActionForm>
    </>
  )
}

function Terms({
  draft,
  sources,
  words,
}: {
  draft: Agreement
  sources: readonly SourceOption[]
  words: AgreementWords
}) {
  switch (draft.kind) {
    case 'definition':
      return <DefinitionForm terms={draft.content} sources={sources} words={words} />
    case 'glossary':
      return <GlossaryForm terms={draft.content} words={words} />
    default:
      return <MatrixForm terms={draft.content} words={words} />
  }
}
