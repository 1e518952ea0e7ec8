import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { backToStep, dropDraft } from '@/lib/imports/actions'
import { type ImportStep, mappingOf, STEPS } from '@/lib/imports/draft'
import type { ImportView } from '@/lib/imports/queries/runs'
import { countedValues } from '@/lib/imports/queries/values'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { StepHeading } from './step-heading'
import { stepNames } from './step-names'

/** Around every step of the wizard: which file, which step, the way back, and the way out. */
export async function WizardFrame({
  actor,
  run,
  children,
}: {
  actor: Actor
  run: ImportView
  children: ReactNode
}) {
  const [t, common, format, nameOf] = await Promise.all([
    getTranslations('imports'),
    getTranslations('common.action'),
    pageFormat(),
    stepNames(),
  ])
  const meta = t('wizard.by', {
    kind: t(`kind.${run.kind}`),
    name: run.createdBy,
    when: format.relative(run.createdAt),
  })
  return (
    <>
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{run.fileName}</span>}
        meta={meta}
        back={{ href: '/imports', label: t('wizard.back') }}
        actions={
          <>
            <DialogButton dialog="discard-import" variant="quiet">
              {t('wizard.discard')}
            </DialogButton>
            <LinkButton href="/imports">{t('wizard.leave')}</LinkButton>
          </>
        }
      >
        <Stepper actor={actor} run={run} />
      </PageHeader>
      <StepHeading
        step={run.draft.step}
        text={t('wizard.step', {
          number: STEPS.indexOf(run.draft.step) + 1,
          name: nameOf(run.kind, run.draft.step),
        })}
      />
      <div key={run.draft.step} className="pt-2">
        {children}
      </div>
      <Dialog id="discard-import" title={t('wizard.discardTitle')} closeLabel={common('close')} size="sm">
        <ActionForm action={dropDraft} className="flex flex-col gap-4">
          <FormError />
          <input type="hidden" name="importId" value={run.id} />
          <input type="hidden" name="version" value={run.version} />
          <p className="break-words">{t('wizard.discardText', { file: run.fileName })}</p>
          <SubmitButton variant="danger">{t('wizard.discard')}</SubmitButton>
        </ActionForm>
      </Dialog>
    </>
  )
}

/** The steps in order. Those before, and those after that have all they need, can be gone to. */
async function Stepper({ actor, run }: { actor: Actor; run: ImportView }) {
  const [t, counted, nameOf] = await Promise.all([
    getTranslations('imports.wizard'),
    countedValues(actor, run),
    stepNames(),
  ])
  const at = STEPS.indexOf(run.draft.step)
  const isReady = counted !== undefined && mappingOf(run.draft).success
  return (
    <ActionForm action={backToStep}>
      <input type="hidden" name="importId" value={run.id} />
      <input type="hidden" name="version" value={run.version} />
      <nav aria-label={t('label')}>
        <ol className="flex flex-wrap gap-x-1 gap-y-1">
          {STEPS.map((step, index) => (
            <li key={step} className="flex items-center gap-1">
              {index > 0 && (
                <span aria-hidden="true" className="text-muted max-md:hidden">
                  →
                </span>
              )}
              <StepMark
                step={step}
                number={index + 1}
                label={nameOf(run.kind, step)}
                place={placeOf(index, at, isReady)}
              />
            </li>
          ))}
        </ol>
      </nav>
    </ActionForm>
  )
}

type Place = 'before' | 'here' | 'after' | 'later'

function placeOf(index: number, at: number, isReady: boolean): Place {
  if (index === at) return 'here'
  return index < at ? 'before' : isReady ? 'after' : 'later'
}

function StepMark({
  step,
  number,
  label,
  place,
}: {
  step: ImportStep
  number: number
  label: string
  place: Place
}) {
  const look = cx(
    'inline-flex items-center gap-1.5 rounded-full py-1 pr-3 pl-1.5 text-sm font-medium pointer-coarse:py-2',
    place === 'here' && 'bg-selected text-ink',
    place === 'later' && 'text-muted',
    (place === 'before' || place === 'after') && 'text-body hover:bg-hover hover:text-ink',
  )
  const inside = (
    <>
      <span
        aria-hidden="true"
        className={cx(
          'figures grid size-5 place-items-center rounded-full border text-xs',
          place === 'here' ? 'border-accent bg-accent text-on-accent' : 'border-line-strong',
        )}
      >
        {place === 'before' ? '✓' : number}
      </span>
      {label}
    </>
  )
  if (place === 'before' || place === 'after')
    return (
      <button type="submit" name="step" value={step} className={look}>
        {inside}
      </button>
    )
  return (
    <span className={look} aria-current={place === 'here' ? 'step' : undefined}>
      {inside}
    </span>
  )
}
