import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { beginFromForm, undoWithdrawing, withdrawFromForm } from '@/lib/agreements/actions'
import { type AgreementKind, changesBetween } from '@/lib/agreements/kinds'
import { canNegotiate } from '@/lib/agreements/policy'
import {
  type Agreement,
  type AgreementSummary,
  agreementEvents,
  listAgreements,
  listHeads,
  readAgreement,
  versionBefore,
} from '@/lib/agreements/queries'
import { validityOf } from '@/lib/agreements/validity'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { AcceptanceAround } from './acceptance-around'
import { type AgreementWords, agreementWords } from './agreement-words'
import { AgreementsHeader } from './agreements-header'
import { ChangeList } from './change-list'
import { DefinitionContract } from './definition-contract'
import { DraftEvents } from './draft-events'
import { GlossaryList } from './glossary-list'
import { HeadsMissing } from './heads-missing'
import { MatrixTable } from './matrix-table'
import { Signatures } from './signatures'
import { VersionList, validityText } from './version-list'

/** One version of an agreement to read: what it says, who signed it, what it changed, and what came of it. */
export async function AgreementScreen({
  actor,
  kind,
  which,
  voided = 0,
}: {
  actor: Actor
  kind: AgreementKind
  which: number | 'in-force'
  /** signatures that the edit just saved has voided */
  voided?: number
}) {
  const [agreement, versions, heads, organisation, words] = await Promise.all([
    readAgreement(actor, kind, which),
    listAgreements(actor, kind),
    listHeads(actor),
    getOrganisation(actor),
    agreementWords(actor),
  ])
  if (!agreement) notFound()
  const { version } = agreement
  const [before, events] = await Promise.all([
    versionBefore(actor, kind, version),
    agreementEvents(actor, kind, version),
  ])
  const { t, format } = words
  const today = dayOf(actor.at, organisation.timeZone)
  const validity = validityOf(versions, today)
  const valid = validity.get(version) ?? { is: 'draft' as const }
  const draft = versions.find(({ state }) => state === 'draft')
  const changes = before ? changesBetween(kind, before.content, agreement.content) : []
  const judged = kind === 'definition' && before && (valid.is === 'in_force' || valid.is === 'past')
  return (
    <>
      <AgreementsHeader
        kind={kind}
        actions={
          <Steps agreement={agreement} draft={draft} versions={versions} actor={actor} words={words} />
        }
      />
      <div className="mb-4 flex flex-col gap-2 empty:hidden">
        {voided > 0 && <Callout tone="warn">{t('draft.savedVoided', { count: voided })}</Callout>}
        {draft && draft.version !== version && <DraftNote draft={draft} actor={actor} words={words} />}
        {agreement.state === 'initial' && valid.is === 'in_force' && !draft && (
          <Callout title={t('first.title')}>
            <p className="max-w-prose">{t('first.text')}</p>
            {heads.length > 0 && (
              <p className="mt-1">
                {t('first.heads', { names: format.list([...new Set(heads.map(({ name }) => name))]) })}
              </p>
            )}
          </Callout>
        )}
        <HeadsMissing heads={heads} words={words} />
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <article className="flex min-w-0 flex-col gap-5 rounded-lg border border-line bg-surface px-4 py-4 md:px-6 md:py-5">
          <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-b border-line pb-3">
            <h2 className="text-lg font-semibold">
              {t(`tab.${kind}`)}, {t('version', { version }).toLocaleLowerCase(format.locale)}
            </h2>
            <Badge tone={valid.is === 'in_force' ? 'success' : valid.is === 'draft' ? 'accent' : 'neutral'}>
              {validityText(valid, words)}
            </Badge>
            {valid.is === 'draft' && agreement.inForceFrom && (
              <p className="w-full text-sm text-muted">
                {t('draft.from')}: {format.date(agreement.inForceFrom)}
              </p>
            )}
          </header>
          <Content agreement={agreement as Agreement} company={organisation.name} words={words} />
          <section className="border-t border-line pt-4">
            <h3 className="mb-2.5 text-base font-semibold">{t('sign.title')}</h3>
            <Signatures agreement={agreement} heads={heads} actor={actor} words={words} />
          </section>
        </article>
        <aside className="flex min-w-0 flex-col gap-4">
          {before && (
            <Card title={t('changes.title', { version: before.version })}>
              {changes.length > 0 ? (
                <ChangeList changes={changes} words={words} />
              ) : (
                <p className="text-muted">{t('changes.none', { version: before.version })}</p>
              )}
            </Card>
          )}
          {judged && (
            <AcceptanceAround
              actor={actor}
              before={before.version}
              version={version}
              today={today}
              words={words}
            />
          )}
          <Card title={t('versions.title')}>
            <VersionList versions={versions} validity={validity} current={version} words={words} />
          </Card>
          {events.length > 0 && (
            <Card title={t('events.title')}>
              <DraftEvents events={events} words={words} />
            </Card>
          )}
        </aside>
      </div>
    </>
  )
}

async function Content({
  agreement,
  company,
  words,
}: {
  agreement: Agreement
  company: string
  words: AgreementWords
}) {
  const grade = await getTranslations('common.grade')
  switch (agreement.kind) {
    case 'definition':
      return (
        <DefinitionContract
          terms={agreement.content}
          company={company}
          gradeName={(name) => grade(name)}
          words={words}
        />
      )
    case 'glossary':
      return <GlossaryList terms={agreement.content} words={words} />
    default:
      return (
        <div>
          <MatrixTable terms={agreement.content} words={words} />
        </div>
      )
  }
}

/** What a head can do here: edit the draft or give it up; begin one where there is none. */
function Steps({
  agreement: { kind, version, state, revision },
  draft,
  versions,
  actor,
  words: { t },
}: {
  agreement: AgreementSummary
  draft: AgreementSummary | undefined
  versions: readonly AgreementSummary[]
  actor: Actor
  words: AgreementWords
}) {
  if (!canNegotiate(actor)) return null
  if (state === 'draft') {
    return (
      <>
        <ActionForm action={withdrawFromForm} undo={undoWithdrawing} undoLabel={t('draft.undo')}>
          <FormError />
          <input type="hidden" name="kind" value={kind} />
          <input type="hidden" name="revision" value={revision} />
          <SubmitButton variant="quiet">{t('draft.withdraw')}</SubmitButton>
        </ActionForm>
        <LinkButton href={`/agreements/${kind}/edit`} variant="secondary" data-hotkey="e">
          {t('draft.edit')}
        </LinkButton>
      </>
    )
  }
  if (draft) return null
  const newest = versions.find((one) => one.state === 'signed' || one.state === 'initial')?.version
  const next = Math.max(...versions.map((one) => one.version)) + 1
  return (
    <ActionForm action={beginFromForm}>
      <FormError />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="copyOf" value={version} />
      <SubmitButton variant={newest === version ? 'primary' : 'secondary'}>
        {newest === version ? t('draft.begin', { version: next }) : t('draft.beginFrom')}
      </SubmitButton>
    </ActionForm>
  )
}

/** Another version is on its way. */
function DraftNote({
  draft,
  actor,
  words: { t },
}: {
  draft: AgreementSummary
  actor: Actor
  words: AgreementWords
}) {
  const [signed] = draft.signatures
  const href = `/agreements/${draft.kind}/${draft.version}`
  const mine =
    signed && actor.headOf.some((side) => side !== signed.side) && signed.person.id !== actor.personId
  return (
    <Callout
      tone={mine ? 'warn' : 'info'}
      title={t('draft.exists', { version: draft.version })}
      actions={
        <LinkButton href={href} variant={mine ? 'primary' : 'secondary'} size="sm">
          {t('draft.read')}
        </LinkButton>
      }
    >
      {signed ? t('draft.signedBy', { side: signed.side, name: signed.person.name }) : t('draft.unsigned')}
    </Callout>
  )
}
