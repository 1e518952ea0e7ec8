import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input, Suggestions } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { sourceOptions } from '@/lib/channels/queries'
import { replaceEqual } from '@/lib/imports/actions'
import { fieldOf } from '@/lib/imports/draft'
import type { Findings, ProblemKind } from '@/lib/imports/findings'
import type { Field as ImportField } from '@/lib/imports/mapping'
import { wordedCode } from '@/lib/imports/problem-codes'
import { problemRows } from '@/lib/imports/queries/problems'
import type { ImportView } from '@/lib/imports/queries/runs'
import { importPath } from '@/lib/imports/search-params'
import { CLOSED_FIELDS, isClosed } from '@/lib/imports/value-words'
import { listColleagues } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { type GridColumn, ProblemGrid } from './problem-grid'

/** What our words for a field are, offered while typing. */
async function offers(actor: Actor): Promise<(field: ImportField) => readonly string[] | undefined> {
  const [channels, people] = await Promise.all([sourceOptions(actor), listColleagues(actor)])
  return (field) => {
    if (field === 'channel') return channels.map(({ name }) => name)
    if (field === 'campaign')
      return [...new Set(channels.flatMap(({ campaigns }) => campaigns.map(({ name }) => name)))]
    if (field === 'owner' || field === 'assignee') return people.map(({ name }) => name)
    if (!isClosed(field)) return undefined
    const options: unknown = CLOSED_FIELDS[field]
    return Array.isArray(options) ? options.map(String) : undefined
  }
}

/** The grid of the rows with one kind of problem, or with any. */
export async function Repairing({
  actor,
  run,
  findings,
  query,
}: {
  actor: Actor
  run: ImportView
  findings: Findings
  query: Query
}) {
  const code = one(query, 'problem')
  const column = one(query, 'column')
  const after = Number(one(query, 'after'))
  const isAll = code === undefined || code === 'all'
  const [t, page, offered] = await Promise.all([
    getTranslations('imports'),
    problemRows(actor, run.id, {
      ...(isAll ? {} : { code, column: column ?? null }),
      after: Number.isSafeInteger(after) && after > 0 && after < 2 ** 31 ? after : 0,
    }),
    offers(actor),
  ])
  const kind = findings.problems.find((one) => one.code === code && (one.column ?? undefined) === column)
  const { header } = findings
  const mapped = header.flatMap((name, index): (GridColumn & { name: string })[] => {
    const field = fieldOf(run.draft, name)
    return field ? [{ index, name, list: offered(field) }] : []
  })
  // Cells that are to be repaired come first: on a phone the others are out of sight.
  const wrong = new Set(page.rows.flatMap(({ problems }) => problems.map((problem) => problem.column)))
  const at = (name: string) => (name === column ? 0 : wrong.has(name) ? 1 : 2)
  const columns = mapped.sort((a, b) => at(a.name) - at(b.name) || a.index - b.index)
  const grid = await getTranslations('imports.grid')
  const field = column === undefined ? undefined : fieldOf(run.draft, column)
  return (
    <section className="flex flex-col gap-3" aria-labelledby="repair-title">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="flex max-w-prose flex-col gap-1">
          <h2 id="repair-title" className="text-lg font-semibold text-ink">
            {isAll ? t('checkStep.all') : t(`problem.${wordedCode(code)}.title`)}
            {column !== undefined && <span className="font-normal text-muted"> · {column}</span>}
          </h2>
          {!isAll && <p className="text-sm text-muted">{t(`problem.${wordedCode(code)}.hint`)}</p>}
        </div>
        <LinkButton href={importPath(run.id)}>{t('grid.close')}</LinkButton>
      </div>
      {kind && column !== undefined && field && kind.examples.some(({ count }) => count > 1) && (
        <Equal run={run} kind={kind} column={column} list={offered(field)} />
      )}
      <ProblemGrid
        key={`${code} ${column} ${after}`}
        importId={run.id}
        columns={columns}
        lines={page.rows.map(({ row, cells, problems }) => ({
          row,
          cells: Object.fromEntries(columns.map(({ index }) => [index, cells[index] ?? ''])),
          problems: problems.map((problem) => ({
            column: problem.column,
            text: t(`problem.${wordedCode(problem.code)}.title`),
          })),
        }))}
        known={isAll || column === undefined ? null : t(`problem.${wordedCode(code)}.title`)}
        words={{
          caption: grid('caption'),
          row: grid('row'),
          cell: grid('cell', { column: '{column}', row: '{row}' }),
          keys: grid('keys'),
          leaveOut: grid('leaveOut'),
          leaveOutRow: grid('leaveOutRow', { row: '{row}' }),
          leftOut: grid('leftOut', { row: '{row}' }),
          ready: grid('ready', { row: '{row}' }),
          saved: grid('saved'),
          saving: grid('saving'),
          notSaved: grid('notSaved'),
          retry: grid('retry'),
          sameAll: grid('sameAll', { to: '{to}' }),
          sameEmpty: grid('sameEmpty'),
          none: grid('none'),
          undo: grid('undo'),
          undone: grid('undone'),
        }}
      />
      {(page.next !== null || after > 0) && (
        <p className="flex gap-3 text-sm">
          {after > 0 && (
            <Link
              prefetch={false}
              href={hrefWith(importPath(run.id), query, { after: undefined })}
              className="text-accent-ink hover:underline"
            >
              {grid('first')}
            </Link>
          )}
          {page.next !== null && (
            <Link
              prefetch={false}
              href={hrefWith(importPath(run.id), query, { after: String(page.next) })}
              className="text-accent-ink hover:underline"
            >
              {grid('more')}
            </Link>
          )}
        </p>
      )}
    </section>
  )
}

/** One answer for all cells that say the same. */
async function Equal({
  run,
  kind,
  column,
  list,
}: {
  run: ImportView
  kind: ProblemKind
  column: string
  list: readonly string[] | undefined
}) {
  const t = await getTranslations('imports.checkStep')
  const often = kind.examples.filter(({ count }) => count > 1)
  return (
    <Card title={t('replaceTitle')}>
      {list && <Suggestions id="replace-list" values={list} />}
      <ul className="flex flex-col gap-3">
        {often.map(({ value, count }) => (
          <li key={value}>
            <ActionForm action={replaceEqual} className="flex flex-wrap items-end gap-2">
              <FormError />
              <input type="hidden" name="importId" value={run.id} />
              <input type="hidden" name="column" value={column} />
              <input type="hidden" name="from" value={value} />
              <Field name="to" label={t('replaceWith', { value })} className="min-w-56">
                <Input
                  name="to"
                  list={list ? 'replace-list' : undefined}
                  maxLength={5000}
                  autoComplete="off"
                />
              </Field>
              <SubmitButton variant="secondary">{t('replaceAll', { count })}</SubmitButton>
            </ActionForm>
          </li>
        ))}
      </ul>
    </Card>
  )
}
