import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Checkbox, Input, Select, Suggestions } from '@/components/ui/controls'
import { cx } from '@/components/ui/cx'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { sourceOptions } from '@/lib/channels/queries'
import { keepColumnsStep, matchColumnsAnew } from '@/lib/imports/actions'
import { fieldOf } from '@/lib/imports/draft'
import type { FileLook } from '@/lib/imports/look'
import type { Field as ImportField } from '@/lib/imports/mapping'
import { needsOf } from '@/lib/imports/needs'
import { lookAtFile } from '@/lib/imports/queries/look'
import type { ImportView } from '@/lib/imports/queries/runs'
import { importPath } from '@/lib/imports/search-params'
import { listColleagues } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { FIELD_GROUPS, fieldNames, optionNames } from './field-names'
import { SavedAsYouGo } from './saved-as-you-go'

/** Columns on one page: a file may have a thousand. */
const PAGE = 100

/** Each column of the file with what stands in it, and which of our fields it is. */
export async function ColumnsStep({ actor, run, query }: { actor: Actor; run: ImportView; query: Query }) {
  const [t, looked] = await Promise.all([getTranslations('imports'), lookAtFile(actor, run.id, run.draft)])
  if (!looked.ok) return <Callout tone="danger">{t('wizard.gone')}</Callout>
  const look = looked.value
  const pages = Math.max(1, Math.ceil(look.columns.length / PAGE))
  const page = Math.min(pages, Math.max(1, Number(one(query, 'columns')) || 1))
  return (
    <>
      {run.source ? (
        <Callout
          tone="success"
          title={t('columnsStep.matchedAs', { source: run.source })}
          className="mb-4"
          actions={
            <ActionForm action={matchColumnsAnew}>
              <input type="hidden" name="importId" value={run.id} />
              <input type="hidden" name="version" value={run.version} />
              <SubmitButton variant="secondary" size="sm">
                {t('columnsStep.anew')}
              </SubmitButton>
            </ActionForm>
          }
        >
          {t('columnsStep.matchedText')}
        </Callout>
      ) : (
        <p className="mb-3 max-w-prose text-muted">{t('columnsStep.text')}</p>
      )}
      <ActionForm
        action={keepColumnsStep}
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_20rem]"
      >
        <div className="flex min-w-0 flex-col gap-3">
          <FormError />
          <input type="hidden" name="importId" value={run.id} />
          <input type="hidden" name="version" value={run.version} />
          <Columns run={run} look={look} from={(page - 1) * PAGE} />
          {pages > 1 && <Pages run={run} page={page} pages={pages} total={look.columns.length} />}
        </div>
        <div className="flex flex-col gap-5 lg:sticky lg:top-4">
          <Needs run={run} />
          <Constants actor={actor} run={run} />
          <div className="flex flex-col items-start gap-2">
            <SubmitButton name="go" value="next">
              {t('wizard.continue')}
            </SubmitButton>
            <p className="text-sm text-muted">{t('wizard.kept')}</p>
          </div>
        </div>
        <SavedAsYouGo />
      </ActionForm>
    </>
  )
}

async function Columns({ run, look, from }: { run: ImportView; look: FileLook; from: number }) {
  const [t, group, names] = await Promise.all([
    getTranslations('imports.columnsStep'),
    getTranslations('imports.fieldGroup'),
    fieldNames(),
  ])
  const options = (
    <>
      {FIELD_GROUPS[run.kind].map(({ name, fields }) => (
        <optgroup key={name} label={group(name)}>
          {fields.map((field) => (
            <option key={field} value={field}>
              {names(field)}
            </option>
          ))}
        </optgroup>
      ))}
    </>
  )
  return (
    <div className="rounded-lg border border-line bg-surface">
      <table className="w-full text-base md:table-fixed">
        <caption className="sr-only">{t('title')}</caption>
        <thead className="border-b border-line text-start text-sm text-muted max-md:sr-only">
          <tr>
            <Heading>{t('column')}</Heading>
            <Heading>{t('samples')}</Heading>
            <Heading className="md:w-72">{t('field')}</Heading>
          </tr>
        </thead>
        <tbody>
          {look.columns.slice(from, from + PAGE).map((column, index) => {
            const field = fieldOf(run.draft, column) ?? ''
            const samples = samplesOf(look, from + index)
            return (
              <tr
                key={column}
                className="border-b border-line last:border-b-0 max-md:flex max-md:flex-col max-md:gap-1 max-md:px-3 max-md:py-2.5"
              >
                <th
                  scope="row"
                  className={cx(
                    'text-start font-medium break-words md:px-3 md:py-1.5',
                    field === '' ? 'text-muted' : 'text-ink',
                  )}
                >
                  {column.slice(0, 120)}
                </th>
                <td className="text-sm text-muted md:truncate md:px-3 md:py-1.5">
                  {samples.length > 0 ? samples.join(' · ') : <i>{t('empty')}</i>}
                </td>
                <td className="md:px-3 md:py-1.5">
                  <Select
                    key={field}
                    name={`column.${from + index}`}
                    aria-label={t('fieldOf', { column })}
                    data-once=""
                    defaultValue={field}
                    emptyLabel={t('leaveOut')}
                    className="w-full"
                  >
                    {options}
                  </Select>
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}

function Heading({ className, children }: { className?: string; children: ReactNode }) {
  return (
    <th scope="col" className={cx('px-3 py-2 text-start font-medium', className)}>
      {children}
    </th>
  )
}

/** The first different things that stand in a column. */
function samplesOf({ records }: FileLook, place: number): string[] {
  const different = new Set<string>()
  for (const { cells, problem } of records) {
    const text = (cells[place] ?? '').trim()
    if (problem === null && text !== '') different.add(text.slice(0, 60))
    if (different.size === 3) break
  }
  return [...different]
}

async function Pages({
  run,
  page,
  pages,
  total,
}: {
  run: ImportView
  page: number
  pages: number
  total: number
}) {
  const [t, common] = await Promise.all([
    getTranslations('imports.columnsStep'),
    getTranslations('common.list'),
  ])
  const link = (to: number, label: string) => (
    <Link
      href={hrefWith(importPath(run.id), {}, { columns: String(to) })}
      className="text-accent-ink hover:underline"
    >
      {label}
    </Link>
  )
  return (
    <nav aria-label={common('nav')} className="flex flex-wrap items-center gap-4 text-sm text-muted">
      <span className="figures">
        {t('pages', { from: (page - 1) * PAGE + 1, to: Math.min(page * PAGE, total), total })}
      </span>
      {page > 1 && link(page - 1, common('previous'))}
      {page < pages && link(page + 1, common('next'))}
    </nav>
  )
}

/** What it takes to go on, and whether it is there. */
async function Needs({ run }: { run: ImportView }) {
  const t = await getTranslations('imports.columnsStep')
  const needs = needsOf(run.draft)
  return (
    <section aria-labelledby="what-it-takes">
      <h2 id="what-it-takes" className="mb-1.5 text-base font-semibold text-ink">
        {t('needs')}
      </h2>
      <ul className="flex flex-col gap-1.5 text-sm">
        {needs.map(({ name, isMet }) => (
          <li key={name} className="flex items-start gap-2">
            <span
              aria-hidden="true"
              className={cx(
                'mt-0.5 grid size-4 shrink-0 place-items-center rounded-full text-2xs',
                isMet ? 'bg-success-soft text-success-ink' : 'bg-warn-soft text-warn-ink',
              )}
            >
              {isMet ? '✓' : '!'}
            </span>
            <span className={isMet ? 'text-muted' : 'text-ink'}>
              {t(name)}
              <span className="sr-only"> ({t(isMet ? 'there' : 'missing')})</span>
            </span>
          </li>
        ))}
      </ul>
      {run.kind === 'leads' &&
        (needs.some(({ name, isMet }) => name === 'identity' && !isMet) || isOwn(run)) && (
          <Checkbox
            name="ownIdentity"
            className="mt-3"
            defaultChecked={isOwn(run)}
            label={t('ownIdentity')}
            hint={t('ownIdentityHint')}
          />
        )}
    </section>
  )
}

const isOwn = (run: ImportView) => run.draft.identity === 'row'

const CONSTANTS = {
  leads: ['channel', 'campaign', 'origin', 'country', 'segment', 'owner'],
  outcomes: ['outcome', 'assignee'],
  spend: ['channel', 'campaign', 'side', 'month'],
} as const satisfies Record<ImportView['kind'], readonly ImportField[]>

const FIXED = {
  origin: ['marketing', 'sales'],
  side: ['marketing', 'sales'],
  outcome: ['won', 'lost'],
} as const

/** Values that the file does not hold, because they are the same for all of it. */
async function Constants({ actor, run }: { actor: Actor; run: ImportView }) {
  const [t, names, called, channels, people] = await Promise.all([
    getTranslations('imports.columnsStep'),
    fieldNames(),
    optionNames(),
    sourceOptions(actor),
    listColleagues(actor),
  ])
  const { kind, draft } = run
  const campaigns = [...new Set(channels.flatMap((channel) => channel.campaigns.map(({ name }) => name)))]
  const control = (field: (typeof CONSTANTS)[typeof kind][number]) => {
    const name = `constant.${field}`
    const said = draft.constants[field] ?? ''
    if (field === 'origin' || field === 'side' || field === 'outcome')
      return (
        <Select
          key={said}
          name={name}
          defaultValue={said}
          emptyLabel={t('nothing')}
          options={FIXED[field].map((value) => ({ value, label: called(field, value) }))}
        />
      )
    if (field === 'channel' || field === 'owner' || field === 'assignee') {
      const options =
        field === 'channel'
          ? channels.map((channel) => ({ value: channel.name, label: channel.name }))
          : people.map((person) => ({ value: person.email ?? person.name, label: person.name }))
      const isOther = said !== '' && !options.some(({ value }) => value === said)
      return (
        <Select
          key={said}
          name={name}
          defaultValue={said}
          emptyLabel={t('nothing')}
          options={isOther ? [...options, { value: said, label: said }] : options}
        />
      )
    }
    return (
      <Input
        name={name}
        defaultValue={said}
        maxLength={200}
        autoComplete="off"
        list={field === 'campaign' ? 'known-campaigns' : undefined}
        placeholder={field === 'month' ? t('constantMonth') : undefined}
      />
    )
  }
  const isOpen = kind === 'spend' || Object.keys(draft.constants).length > 0
  return (
    <details open={isOpen}>
      <summary className="w-fit cursor-pointer rounded-sm text-base font-semibold text-ink">
        {t('constants')}
      </summary>
      <p className="mt-1 mb-2 text-sm text-muted">{t('constantsHint')}</p>
      <div className="flex flex-col gap-3">
        {CONSTANTS[kind].map((field) => (
          <Field key={field} name={`constant.${field}`} label={names(field)}>
            {control(field)}
          </Field>
        ))}
      </div>
      <Suggestions id="known-campaigns" values={campaigns} />
    </details>
  )
}
