import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { ProgressBar } from '@/components/ui/progress-bar'
import { SubmitButton } from '@/components/ui/submit-button'
import { resumeRun, stopRun, undoRun } from '@/lib/imports/actions'
import { canStopImport, canTakeUpImport } from '@/lib/imports/policy'
import type { ImportView } from '@/lib/imports/queries/runs'
import { IMPORTS } from '@/lib/imports/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { ImportCounts } from './import-counts'
import { ProgressWatch } from './progress-watch'
import { RateAndTime } from './rate-and-time'

/** An import under way: how far it is, what came of it so far, and the way to stop it or to let it go on. */
export async function ProgressScreen({ actor, run }: { actor: Actor; run: ImportView }) {
  const [t, words, format] = await Promise.all([
    getTranslations('imports.progress'),
    getTranslations('imports'),
    pageFormat(),
  ])
  const done = run.created + run.updated + run.touched + run.skipped + run.rejected
  const isUndoing = run.state === 'undoing'
  const isStopping = run.stopAskedAt !== null && run.state !== 'stopped'
  const isGoing = run.state === 'running' || run.state === 'checking'
  const taken = (run.undo?.removed ?? 0) + (run.undo?.restored ?? 0) + (run.undo?.kept ?? 0)
  const written = Math.max(taken, run.created + run.updated + run.touched)
  const state = isStopping ? t('stopping') : t(run.state === 'draft' ? 'queued' : stateWord(run.state))
  return (
    <>
      <ProgressWatch key={run.state} importId={run.id} />
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{run.fileName}</span>}
        back={{ href: IMPORTS, label: words('wizard.back') }}
        meta={words('wizard.by', {
          kind: words(`kind.${run.kind}`),
          name: run.createdBy,
          when: format.relative(run.createdAt),
        })}
      />
      <div className="flex max-w-3xl flex-col gap-5">
        <div className="flex flex-col gap-2">
          <h2 className="text-lg font-semibold text-ink">{state}</h2>
          {run.state === 'stopped' ? (
            <Callout tone="warn">
              {run.failure?.code === 'fault' ? t('faultText', { row: run.failure.row }) : t('stoppedText')}
            </Callout>
          ) : null}
          {isUndoing ? (
            <>
              <ProgressBar done={written > 0 ? taken : undefined} total={written} label={state} />
              <p className="figures text-sm text-muted">{t('undone', { done: taken, total: written })}</p>
            </>
          ) : (
            <>
              <ProgressBar done={run.total > 0 ? done : undefined} total={run.total} label={t('label')} />
              <p className="figures flex flex-wrap gap-x-4 text-sm text-muted">
                <span>{t('rows', { done, total: run.total })}</span>
                {run.state === 'running' && (
                  <RateAndTime
                    done={done}
                    total={run.total}
                    words={{
                      rate: t('rate', { rate: 7 }),
                      seconds: t('left', { seconds: 7 }),
                      minutes: t('leftMinutes', { minutes: 7 }),
                    }}
                  />
                )}
              </p>
            </>
          )}
        </div>
        {!isUndoing && <ImportCounts run={run} isLinked={false} />}
        {(isGoing || isUndoing || run.state === 'queued') && <p className="text-muted">{t('leave')}</p>}
        <div className="flex flex-wrap gap-2">
          {(isGoing || run.state === 'queued') && !isStopping && canStopImport(actor, run) && (
            <OneButton run={run} action={stopRun} label={t('stop')} variant="secondary" />
          )}
          {run.state === 'stopped' && canTakeUpImport(actor, run) && (
            <>
              <OneButton run={run} action={resumeRun} label={t('resume')} variant="primary" />
              {done > 0 && <OneButton run={run} action={undoRun} label={t('undo')} variant="secondary" />}
            </>
          )}
        </div>
      </div>
    </>
  )
}

function stateWord(state: ImportView['state']): 'queued' | 'checking' | 'running' | 'stopped' | 'undoing' {
  return state === 'checking' || state === 'running' || state === 'stopped' || state === 'undoing'
    ? state
    : 'queued'
}

function OneButton({
  run,
  action,
  label,
  variant,
}: {
  run: ImportView
  action: typeof stopRun
  label: string
  variant: 'primary' | 'secondary'
}) {
  return (
    <ActionForm action={action}>
      <FormError />
      <input type="hidden" name="importId" value={run.id} />
      <SubmitButton variant={variant}>{label}</SubmitButton>
    </ActionForm>
  )
}
