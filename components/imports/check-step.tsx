import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { RadioList } from '@/components/ui/controls'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { backToStep, keepAnswers, lookAgain, takeIn } from '@/lib/imports/actions'
import type { ImportStep } from '@/lib/imports/draft'
import type { Findings, ProblemKind } from '@/lib/imports/findings'
import { wordedCode } from '@/lib/imports/problem-codes'
import { type CheckFailure, checkedDraft, leftOutRows } from '@/lib/imports/queries/problems'
import type { ImportView } from '@/lib/imports/queries/runs'
import { importPath } from '@/lib/imports/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { CheckWatch } from './check-watch'
import { Repairing } from './repairing'

/** Every row is looked at before anything is written; what is wrong is repaired here, cell by cell or all equal at once. */
export async function CheckStep({ actor, run, query }: { actor: Actor; run: ImportView; query: Query }) {
  const [t, checked] = await Promise.all([getTranslations('imports'), checkedDraft(actor, run.id)])
  const { findings, failure, isCurrent, leftOut } = checked
  if (failure) return <Unreadable run={run} failure={failure} />
  if (!findings) return <Looking actor={actor} run={run} />
  if (findings.questions.length > 0) return <Questions actor={actor} run={run} findings={findings} />
  const isOpen = one(query, 'problem') !== undefined
  return (
    <div className="flex flex-col gap-4">
      <Watch actor={actor} run={run} isDue={!isCurrent && findings.problems.length === 0} />
      {isOpen ? (
        <Repairing actor={actor} run={run} findings={findings} query={query} />
      ) : (
        <Overview run={run} findings={findings} isCurrent={isCurrent} />
      )}
      {leftOut > 0 && !isOpen && <LeftOut actor={actor} run={run} count={leftOut} />}
      {!isOpen && (
        <div className="flex flex-wrap gap-2">
          <GoTo run={run} step="duplicates" variant="primary">
            {t(run.kind === 'leads' ? 'checkStep.next' : 'checkStep.nextSummary')}
          </GoTo>
          <GoTo run={run} step="values">
            {t('checkStep.back')}
          </GoTo>
        </div>
      )}
    </div>
  )
}

/** A button to another step of the wizard. */
export function GoTo({
  run,
  step,
  variant = 'secondary',
  children,
}: {
  run: ImportView
  step: ImportStep
  variant?: 'primary' | 'secondary'
  children: React.ReactNode
}) {
  return (
    <ActionForm action={backToStep}>
      <FormError />
      <input type="hidden" name="importId" value={run.id} />
      <input type="hidden" name="version" value={run.version} />
      <input type="hidden" name="step" value={step} />
      <SubmitButton variant={variant}>{children}</SubmitButton>
    </ActionForm>
  )
}

/** Keeps the screen true to the check: has it begun when it is due, and shows how far it is. */
export async function Watch({ actor, run, isDue }: { actor: Actor; run: ImportView; isDue: boolean }) {
  const t = await getTranslations('imports.checkStep')
  return (
    <CheckWatch
      key={run.version}
      importId={run.id}
      isDue={isDue}
      me={actor.personId}
      words={{
        label: t('looking'),
        reading: t('reading', { rows: '{rows}' }),
        progress: t('progress', { done: '{done}', total: '{total}' }),
      }}
    />
  )
}

/** While the whole file is looked at. */
export async function Looking({ actor, run }: { actor: Actor; run: ImportView }) {
  const t = await getTranslations('imports.checkStep')
  return (
    <div className="flex max-w-xl flex-col gap-3 py-6">
      <p className="text-lg font-semibold text-ink">{t('looking')}</p>
      <Watch actor={actor} run={run} isDue />
      <p className="text-muted">{t('lookingText')}</p>
      <noscript>
        <ActionForm action={lookAgain}>
          <input type="hidden" name="importId" value={run.id} />
          <SubmitButton>{t('look')}</SubmitButton>
        </ActionForm>
      </noscript>
    </div>
  )
}

async function Unreadable({ run, failure }: { run: ImportView; failure: CheckFailure }) {
  const t = await getTranslations('imports')
  return (
    <Callout
      tone="danger"
      title={t('checkStep.unreadable')}
      actions={
        <GoTo run={run} step="file">
          {t('checkStep.toFile')}
        </GoTo>
      }
    >
      {failure.code === 'file' ? (
        t(`file.${failure.problem}`, failure.params)
      ) : (
        <ul>
          {failure.problems.map(({ code, column }) => (
            <li key={column}>{t(`file.${code}`, { column })}</li>
          ))}
        </ul>
      )}
    </Callout>
  )
}

/** What the file as a whole leaves open. */
async function Questions({ actor, run, findings }: { actor: Actor; run: ImportView; findings: Findings }) {
  const t = await getTranslations('imports')
  const { questions } = findings
  const dates = questions.filter(({ code }) => code.endsWith('date') || code.endsWith('dates'))
  const decimals = questions.filter(({ code }) => code.endsWith('decimal') || code.endsWith('decimals'))
  const others = questions.filter((question) => !dates.includes(question) && !decimals.includes(question))
  const textOf = ({ code, column, example, options }: (typeof questions)[number]) =>
    t(`question.${code}`, { column, example, first: options[0] ?? '', second: options[1] ?? '' })
  const optionsOf = (some: typeof questions) => [...new Set(some.flatMap(({ options }) => options))]
  return (
    <Card title={t('checkStep.questions')} note={t('checkStep.questionsText')} className="max-w-3xl">
      <Watch actor={actor} run={run} isDue={false} />
      <ActionForm action={keepAnswers} className="flex flex-col gap-4">
        <FormError />
        <input type="hidden" name="importId" value={run.id} />
        <input type="hidden" name="version" value={run.version} />
        {others.map((question) => (
          <Callout key={question.column} tone="warn">
            {textOf(question)}
          </Callout>
        ))}
        {dates.length > 0 && (
          <div className="flex flex-col gap-2">
            {dates.map((question) => (
              <p key={question.column}>{textOf(question)}</p>
            ))}
            <RadioList
              name="dateFormat"
              legend={t('checkStep.dateFormat')}
              options={optionsOf(dates).map((value) => ({ value, label: value }))}
            />
          </div>
        )}
        {decimals.length > 0 && (
          <div className="flex flex-col gap-2">
            {decimals.map((question) => (
              <p key={question.column}>{textOf(question)}</p>
            ))}
            <RadioList
              name="decimal"
              legend={t('checkStep.decimal')}
              options={[
                { value: '.', label: t('checkStep.point') },
                { value: ',', label: t('checkStep.comma') },
              ]}
            />
          </div>
        )}
        {dates.length + decimals.length > 0 && (
          <div>
            <SubmitButton>{t('checkStep.answer')}</SubmitButton>
          </div>
        )}
      </ActionForm>
    </Card>
  )
}

async function Overview({
  run,
  findings,
  isCurrent,
}: {
  run: ImportView
  findings: Findings
  isCurrent: boolean
}) {
  const [t, format] = await Promise.all([getTranslations('imports'), pageFormat()])
  const { rows, problems, matches } = findings
  const bad = Math.max(0, ...(isCurrent ? [matches.rejected] : problems.map(({ count }) => count)))
  if (rows === 0) return <Callout tone="warn">{t('checkStep.empty')}</Callout>
  if (problems.length === 0) return <Callout tone="success" title={t('checkStep.allGood', { rows })} />
  return (
    <>
      <Callout tone="warn" title={t('checkStep.someBad', { good: rows - bad, rows, bad })}>
        {t('checkStep.someBadText')}
      </Callout>
      {!isCurrent && (
        <ActionForm action={lookAgain} className="flex flex-wrap items-center gap-3 text-sm text-muted">
          <input type="hidden" name="importId" value={run.id} />
          <span>{t('checkStep.changed')}</span>
          <SubmitButton variant="secondary" size="sm">
            {t('checkStep.again')}
          </SubmitButton>
        </ActionForm>
      )}
      <Card
        title={t('checkStep.problems')}
        flush
        actions={
          <LinkButton size="sm" href={hrefWith(importPath(run.id), {}, { problem: 'all' })}>
            {t('checkStep.all')}
          </LinkButton>
        }
      >
        <ul className="border-t border-line">
          {problems.map((kind) => (
            <li
              key={`${kind.code} ${kind.column ?? ''}`}
              className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-4 gap-y-2 border-b border-line px-4 py-3 last:border-b-0 sm:grid-cols-[3.5rem_minmax(0,1fr)_auto] sm:gap-x-6"
            >
              <span className="figures min-w-6 text-right text-lg font-semibold text-ink">
                {format.number(kind.count)}
              </span>
              <div className="flex min-w-0 flex-col gap-1">
                <p className="font-semibold text-ink">
                  {t(`problem.${wordedCode(kind.code)}.title`)}
                  <span className="font-normal text-muted"> · {kind.column ?? t('checkStep.wholeRow')}</span>
                </p>
                <p className="max-w-prose text-sm text-muted">{t(`problem.${wordedCode(kind.code)}.hint`)}</p>
                {kind.examples.length > 0 && (
                  <p className="flex flex-wrap gap-1.5 pt-0.5">
                    {kind.examples.map(({ value, count }) => (
                      <span
                        key={value}
                        className="max-w-60 truncate rounded-sm bg-sunken px-1.5 py-0.5 text-sm text-body"
                      >
                        {value}
                        {count > 1 && <span className="figures text-muted"> ×{format.number(count)}</span>}
                      </span>
                    ))}
                  </p>
                )}
              </div>
              <LinkButton
                size="sm"
                className="max-sm:col-start-2 max-sm:justify-self-start"
                href={repairHref(run, kind)}
                aria-label={t('checkStep.repairOf', {
                  problem: t(`problem.${wordedCode(kind.code)}.title`),
                  column: kind.column ?? t('checkStep.wholeRow'),
                })}
              >
                {t('checkStep.repair')}
              </LinkButton>
            </li>
          ))}
        </ul>
      </Card>
    </>
  )
}

function repairHref(run: ImportView, { code, column }: Pick<ProblemKind, 'code' | 'column'>): string {
  return hrefWith(importPath(run.id), {}, { problem: code, ...(column === null ? {} : { column }) })
}

async function LeftOut({ actor, run, count }: { actor: Actor; run: ImportView; count: number }) {
  const [t, rows] = await Promise.all([getTranslations('imports.checkStep'), leftOutRows(actor, run.id)])
  return (
    <ActionForm action={takeIn} className="flex flex-wrap items-center gap-3">
      <FormError />
      <input type="hidden" name="importId" value={run.id} />
      <input type="hidden" name="rows" value={rows.join(',')} />
      <span className="text-muted">{t('leftOut', { count })}</span>
      <SubmitButton variant="secondary" size="sm">
        {t('takeIn')}
      </SubmitButton>
    </ActionForm>
  )
}
