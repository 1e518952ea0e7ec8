import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { repairRejected, undoRun } from '@/lib/imports/actions'
import { canImport, canTakeUpImport } from '@/lib/imports/policy'
import { wordedCode } from '@/lib/imports/problem-codes'
import { keptRecords } from '@/lib/imports/queries/kept'
import { rejectedPage } from '@/lib/imports/queries/problems'
import type { ImportFailure, ImportUndo, ImportView } from '@/lib/imports/queries/runs'
import { IMPORTS, importPath, NEW_IMPORT } from '@/lib/imports/search-params'
import { undoableUntil } from '@/lib/imports/undo-window'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { COSTS } from '@/lib/spend/search-params'
import { ImportCounts, leadsHref } from './import-counts'

/** What an import did: five counts that add up, what was refused and why, and the way back. */
export async function ResultScreen({ actor, run, query }: { actor: Actor; run: ImportView; query: Query }) {
  const [t, words, common, format] = await Promise.all([
    getTranslations('imports.result'),
    getTranslations('imports'),
    getTranslations('common.action'),
    pageFormat(),
  ])
  const until = run.finishedAt && undoableUntil(run.finishedAt)
  const isUndoable =
    run.state === 'done' && until !== null && actor.at <= until && canTakeUpImport(actor, run)
  const fate = (['created', 'updated', 'touched'] as const).find((one) => run[one] > 0)
  const leads = run.state === 'done' && run.kind !== 'spend' && fate && leadsHref(run, fate)
  const hasCosts = run.state === 'done' && run.kind === 'spend' && fate !== undefined
  const title = run.state === 'failed' ? 'failedTitle' : run.state === 'undone' ? 'undoneTitle' : 'doneTitle'
  return (
    <>
      <LivePage actor={actor} on={[`import:${run.id}`]} />
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{run.fileName}</span>}
        back={{ href: IMPORTS, label: words('wizard.back') }}
        meta={words('wizard.by', {
          kind: words(`kind.${run.kind}`),
          name: run.createdBy,
          when: format.dateTime(run.finishedAt ?? run.createdAt),
        })}
        actions={
          <>
            {isUndoable && run.created + run.updated + run.touched > 0 && (
              <DialogButton dialog="undo-import" variant="quiet">
                {t('undo')}
              </DialogButton>
            )}
            {canImport(actor) && <LinkButton href={NEW_IMPORT}>{t('newImport')}</LinkButton>}
          </>
        }
      />
      <div className="flex flex-col gap-5">
        <Callout
          tone={run.state === 'done' ? 'success' : run.state === 'failed' ? 'danger' : 'info'}
          title={t(title)}
          actions={
            leads ? (
              <LinkButton href={leads}>{t('showLeads')}</LinkButton>
            ) : hasCosts ? (
              <LinkButton href={hrefWith(COSTS, { view: 'entries' }, {})}>{t('showCosts')}</LinkButton>
            ) : undefined
          }
        >
          {run.failure && <Why failure={run.failure} />}
          {run.state === 'undone' && run.undo && <TakenBack undo={run.undo} format={format} />}
          {isUndoable && until && <p>{t('undoUntil', { date: format.date(until) })}</p>}
        </Callout>
        {run.state !== 'failed' && (
          <section className="flex flex-col gap-2">
            <h2 className="text-lg font-semibold text-ink">
              {t(run.state === 'undone' ? 'countsUndone' : 'counts', { rows: run.total })}
            </h2>
            <ImportCounts run={run} isLinked={run.state === 'done'} />
            {run.skipped > 0 && <p className="text-sm text-muted">{t('skippedHint')}</p>}
          </section>
        )}
        {run.state === 'undone' && run.undo && run.undo.kept > 0 && <Kept actor={actor} run={run} />}
        {run.rejected > 0 && <Rejected actor={actor} run={run} query={query} />}
      </div>
      {isUndoable && (
        <Dialog id="undo-import" title={t('undoTitle')} closeLabel={common('close')} size="sm">
          <ActionForm action={undoRun} className="flex flex-col gap-4">
            <FormError />
            <input type="hidden" name="importId" value={run.id} />
            <p>{t('undoText', { created: run.created, changed: run.updated + run.touched })}</p>
            <SubmitButton variant="danger">{t('undo')}</SubmitButton>
          </ActionForm>
        </Dialog>
      )}
    </>
  )
}

/** What an undo did to the records, and what it removed of the things that the import had made for them. */
async function TakenBack({ undo, format }: { undo: ImportUndo; format: Formatter }) {
  const t = await getTranslations('imports.result')
  const { removed, restored, kept, channels = [], campaigns = [], people = [] } = undo
  const made = [...channels, ...campaigns, ...people]
  return (
    <>
      <p>{t('undone', { removed, restored, kept })}</p>
      {made.length > 0 && <p>{t('undoneMade', { names: format.list(made) })}</p>}
    </>
  )
}

async function Why({ failure }: { failure: ImportFailure }) {
  const t = await getTranslations('imports')
  switch (failure.code) {
    case 'file':
      return <p>{t(`file.${failure.problem}`, failure.params)}</p>
    case 'columns':
      return (
        <ul>
          {failure.problems.map(({ code, column }) => (
            <li key={column}>{t(`file.${code}`, { column })}</li>
          ))}
        </ul>
      )
    case 'questions':
      return (
        <>
          <p>{t('result.questions')}</p>
          <ul>
            {failure.questions.map(({ code, column, example, options: [first = '', second = ''] }) => (
              <li key={`${code} ${column}`}>{t(`question.${code}`, { column, example, first, second })}</li>
            ))}
          </ul>
        </>
      )
    case 'no_access':
      return <p>{t('result.noAccess')}</p>
    case 'fault':
      return <p>{t('progress.faultText', { row: failure.row })}</p>
  }
}

/** What scrolls and holds nothing to press must be reached by the keyboard itself (WCAG 2.1.1). */
const scrolledByKeys = { tabIndex: 0 }

async function Rejected({ actor, run, query }: { actor: Actor; run: ImportView; query: Query }) {
  const after = Number(one(query, 'after'))
  const [t, words, page] = await Promise.all([
    getTranslations('imports.result'),
    getTranslations('imports'),
    rejectedPage(actor, run.id, {
      after: Number.isSafeInteger(after) && after > 0 && after < 2 ** 31 ? after : 0,
    }),
  ])
  return (
    <section id="rejected">
      <Card
        title={t('rejectedTitle')}
        note={t('rejectedText')}
        flush
        actions={
          <>
            <LinkButton
              size="sm"
              href={`/api/imports/${run.id}/rejected`}
              prefetch={false}
              download={`import-${run.id}-rejected.csv`}
            >
              {t('file')}
            </LinkButton>
            {canImport(actor) && run.state !== 'failed' && (
              <ActionForm action={repairRejected}>
                <input type="hidden" name="importId" value={run.id} />
                <SubmitButton size="sm">{t('repairHere')}</SubmitButton>
              </ActionForm>
            )}
          </>
        }
      >
        <section
          aria-label={t('rejectedTitle')}
          className="relative overflow-x-auto border-t border-line"
          {...scrolledByKeys}
        >
          <table className="w-full border-collapse text-sm">
            <thead>
              <tr className="border-b border-line text-left text-muted">
                <th scope="col" className="px-3 py-2 text-right font-medium">
                  {words('grid.row')}
                </th>
                <th scope="col" className="min-w-48 px-3 py-2 font-medium">
                  {t('reason')}
                </th>
                {run.header.map((name) => (
                  <th key={name} scope="col" className="px-3 py-2 font-medium">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {page.rows.map(({ row, cells, problems }) => (
                <tr key={row} className="border-b border-line align-top last:border-b-0">
                  <th scope="row" className="figures px-3 py-2 text-right font-normal text-muted">
                    {row}
                  </th>
                  <td className="px-3 py-2 text-danger-ink">
                    {problems.map(({ column, code, value }) => (
                      <span key={`${column} ${code}`} className="block">
                        {column ? `${column}: ` : ''}
                        {words(`problem.${wordedCode(code)}.title`)}
                        {column === null && value !== '' && <span className="text-muted"> ({value})</span>}
                      </span>
                    ))}
                  </td>
                  {run.header.map((name, index) => (
                    <td key={name} className="max-w-60 truncate px-3 py-2 text-body">
                      {cells[index] ?? ''}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </Card>
      {page.next !== null && (
        <p className="pt-2 text-sm">
          <Link
            href={`${hrefWith(importPath(run.id), {}, { after: String(page.next) })}#rejected`}
            prefetch={false}
            className="text-accent-ink hover:underline"
          >
            {t('more')}
          </Link>
        </p>
      )}
    </section>
  )
}

const KEPT_SHOWN = 200

async function Kept({ actor, run }: { actor: Actor; run: ImportView }) {
  const [t, format, kept] = await Promise.all([
    getTranslations('imports.result'),
    pageFormat(),
    keptRecords(actor, run.id, { limit: KEPT_SHOWN }),
  ])
  const more = (run.undo?.kept ?? 0) - kept.length
  return (
    <Card title={t('kept')} note={t('keptWhy')} flush>
      <ul className="border-t border-line">
        {kept.map(({ id, leadId, name, by, at }) => (
          <li
            key={id}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line px-4 py-2 last:border-b-0"
          >
            {leadId === null ? (
              <span className="text-ink">{name}</span>
            ) : (
              <Link
                href={`/leads/${leadId}`}
                prefetch={false}
                className="font-semibold text-ink hover:underline"
              >
                {name}
              </Link>
            )}
            <span className="text-sm text-muted">
              {t('by', { name: by ?? '—', when: format.relative(at) })}
            </span>
          </li>
        ))}
        {more > 0 && <li className="px-4 py-2 text-sm text-muted">{t('keptMore', { count: more })}</li>}
      </ul>
    </Card>
  )
}
