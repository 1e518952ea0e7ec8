import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Input, Segmented, Select } from '@/components/ui/controls'
import { cx } from '@/components/ui/cx'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { chooseOtherFile, keepFileStep } from '@/lib/imports/actions'
import { DELIMITERS, type Delimiter } from '@/lib/imports/csv'
import { ENCODINGS } from '@/lib/imports/encoding'
import type { FileLook } from '@/lib/imports/look'
import { IMPORT_KINDS, MAX_HEADER_ROW } from '@/lib/imports/mapping'
import { canImportKind } from '@/lib/imports/policy'
import { lookAtFile } from '@/lib/imports/queries/look'
import type { ImportView } from '@/lib/imports/queries/runs'
import { knownSource } from '@/lib/imports/queries/templates'
import type { Actor } from '@/lib/platform/actor'
import { SavedAsYouGo } from './saved-as-you-go'

const ROWS = 12
const COLUMNS = 30

/** A wide table is moved with the arrow keys. */
const SCROLLS = { tabIndex: 0 }

const DELIMITER_NAMES = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' } as const satisfies Record<
  Delimiter,
  string
>

/** How the file is read: found out, shown with its first rows, and changeable. */
export async function FileStep({ actor, run }: { actor: Actor; run: ImportView }) {
  const { draft } = run
  const [t, looked] = await Promise.all([getTranslations('imports'), lookAtFile(actor, run.id, draft)])
  if (!looked.ok) return <Callout tone="danger">{t('wizard.gone')}</Callout>
  const look = looked.value
  const source = look.problem ? undefined : await knownSource(actor, run.kind, look.columns)
  const kinds = IMPORT_KINDS.filter((kind) => kind === run.kind || canImportKind(actor, kind))
  const found = (value: string | undefined) =>
    value ? t('fileStep.detected', { value }) : t('fileStep.asDetected')
  return (
    <div className="flex flex-col gap-4">
      <ActionForm action={keepFileStep} className="flex flex-col gap-4">
        <FormError />
        <input type="hidden" name="importId" value={run.id} />
        <input type="hidden" name="version" value={run.version} />
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <Segmented
            name="kind"
            legend={t('fileStep.kind')}
            defaultValue={run.kind}
            options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          />
          {look.sheets.length > 1 && (
            <Field name="sheet" label={t('fileStep.sheet')} className="max-w-64">
              <Select
                name="sheet"
                defaultValue={look.sheet ?? ''}
                options={look.sheets.map(({ name, hidden }) => ({
                  value: name,
                  label: hidden ? t('fileStep.sheetHidden', { name }) : name,
                }))}
              />
            </Field>
          )}
          {look.type === 'csv' && (
            <>
              <Field name="encoding" label={t('fileStep.encoding')}>
                <Select
                  name="encoding"
                  defaultValue={draft.encoding ?? ''}
                  emptyLabel={found(
                    look.encoding && !draft.encoding ? t(`encoding.${look.encoding}`) : undefined,
                  )}
                  options={ENCODINGS.map((encoding) => ({
                    value: encoding,
                    label: t(`encoding.${encoding}`),
                  }))}
                />
              </Field>
              <Field name="delimiter" label={t('fileStep.delimiter')}>
                <Select
                  name="delimiter"
                  defaultValue={draft.delimiter ?? ''}
                  emptyLabel={found(
                    look.delimiter && !draft.delimiter
                      ? t(`delimiter.${DELIMITER_NAMES[look.delimiter]}`)
                      : undefined,
                  )}
                  options={DELIMITERS.map((delimiter) => ({
                    value: delimiter,
                    label: t(`delimiter.${DELIMITER_NAMES[delimiter]}`),
                  }))}
                />
              </Field>
            </>
          )}
          {draft.headerRow === undefined && (
            <input type="hidden" name="foundHeaderRow" value={look.headerRow} />
          )}
          <Field name="headerRow" label={t('fileStep.headerRow')}>
            <Input
              key={look.sheet}
              name="headerRow"
              type="number"
              inputMode="numeric"
              min={1}
              max={MAX_HEADER_ROW}
              defaultValue={draft.headerRow ?? look.headerRow}
              className="w-24"
            />
          </Field>
          <noscript>
            <SubmitButton variant="secondary">{t('fileStep.apply')}</SubmitButton>
          </noscript>
        </div>
        {look.warnings.length > 0 && (
          <Callout tone="warn">
            <ul className="flex flex-col gap-1">
              {look.warnings.map(({ code, ...params }) => (
                <li key={code}>{t(`look.${code}`, params)}</li>
              ))}
            </ul>
          </Callout>
        )}
        {source && (
          <Callout tone="success" title={t('fileStep.known', { source })}>
            {t('fileStep.knownText')}
          </Callout>
        )}
        {!look.problem && (
          <>
            <Preview look={look} />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
              <SubmitButton name="go" value="next">
                {t('wizard.continue')}
              </SubmitButton>
              <p className="text-sm text-muted">{t('wizard.kept')}</p>
            </div>
          </>
        )}
        <SavedAsYouGo />
      </ActionForm>
      {look.problem && <Unreadable run={run} look={look} problem={look.problem} />}
    </div>
  )
}

/** What is wrong with the file, what of it can be seen all the same, and the way to another one. */
async function Unreadable({
  run,
  look,
  problem,
}: {
  run: ImportView
  look: FileLook
  problem: NonNullable<FileLook['problem']>
}) {
  const t = await getTranslations('imports')
  return (
    <>
      <Callout
        tone="danger"
        title={t('fileStep.unreadable')}
        actions={
          <ActionForm action={chooseOtherFile}>
            <FormError />
            <input type="hidden" name="importId" value={run.id} />
            <input type="hidden" name="version" value={run.version} />
            <SubmitButton variant="secondary">{t('new.other')}</SubmitButton>
          </ActionForm>
        }
      >
        {t(`file.${problem.code}`, problem.params)}
      </Callout>
      <Preview look={look} />
    </>
  )
}

async function Preview({ look }: { look: FileLook }) {
  const t = await getTranslations('imports.fileStep')
  const { columns, records, above, headerRow } = look
  if (columns.length === 0 && above.length === 0) return null
  const shown = columns.slice(0, COLUMNS)
  const lines = above.map((cells, index) => ({ line: index + 1, cells }))
  return (
    <div>
      <p className="mb-1.5 text-sm text-muted" id="preview-of-file">
        {t('preview')}
        {columns.length > 0 && ` · ${t('columnsCount', { count: columns.length })}`}
      </p>
      <section
        {...SCROLLS}
        aria-labelledby="preview-of-file"
        className="overflow-x-auto rounded-lg border border-line bg-surface"
      >
        <table className="w-full text-sm">
          <thead>
            {lines.slice(-3).map(({ line, cells }) => (
              <tr key={line} className="text-muted">
                <td className="figures px-2.5 py-1 text-end text-xs">{line}</td>
                <td colSpan={Math.max(1, shown.length)} className="max-w-0 truncate px-2.5 py-1">
                  {cells.filter((cell) => cell !== '').join(' · ')} <i>({t('above')})</i>
                </td>
              </tr>
            ))}
            <tr className="border-b border-line bg-sunken text-ink">
              <th scope="col" className="figures px-2.5 py-1.5 text-end text-xs font-normal text-muted">
                <span className="sr-only">{t('row')}</span>
                <span aria-hidden="true">{headerRow}</span>
              </th>
              {shown.map((name) => (
                <th
                  key={name}
                  scope="col"
                  className="px-2.5 py-1.5 text-start font-semibold whitespace-nowrap"
                >
                  {name.slice(0, 80)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {records.slice(0, ROWS).map(({ row, cells, problem }) => (
              <tr key={row} className={cx('border-b border-line last:border-b-0', problem && 'bg-warn-soft')}>
                <td className="figures w-px px-2.5 py-1 text-end text-xs text-muted">{headerRow + row}</td>
                {shown.map((name, place) => (
                  <td key={name} className="max-w-72 truncate px-2.5 py-1 whitespace-nowrap">
                    {(cells[place] ?? '').slice(0, 200)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {columns.length > COLUMNS && (
        <p className="mt-1.5 text-sm text-muted">{t('moreColumns', { count: columns.length - COLUMNS })}</p>
      )}
    </div>
  )
}
