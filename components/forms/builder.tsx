'use client'

import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { type ReactNode, useDeferredValue, useRef, useState } from 'react'
import { SourceFields } from '@/components/leads/source-fields'
import { ActionForm } from '@/components/ui/action-form'
import { buttonClass } from '@/components/ui/button-class'
import { Checkbox, Input, Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addForm, saveForm } from '@/lib/forms/actions'
import {
  type AskedField,
  FORM_FIELDS,
  type FormDefinition,
  type FormField,
  WORDING_PARTS,
  type Wording,
} from '@/lib/forms/fields'
import type { PageWords } from '@/lib/forms/page'
import type { Locale } from '@/lib/platform/i18n/locale'
import { FormPreview } from './form-preview'

export type BuilderWords = Record<
  | 'name'
  | 'nameHint'
  | 'kind'
  | 'kindHint'
  | 'owner'
  | 'ownerNone'
  | 'fields'
  | 'fieldsHint'
  | 'required'
  | 'labelEn'
  | 'labelRu'
  | 'wording'
  | 'wordingHint'
  | 'english'
  | 'russian'
  | 'consentRequired'
  | 'consentHint'
  | 'after'
  | 'sites'
  | 'sitesHint'
  | 'redirect'
  | 'redirectHint'
  | 'save'
  | 'previewTitle'
  | 'previewThanks',
  string
> & {
  parts: Record<keyof Wording, string>
  field: Record<FormField, string>
  up: Record<FormField, string>
  down: Record<FormField, string>
  source: { channel: string; campaign: string; noChannel: string; noCampaign: string }
}

export type Draft = Omit<FormDefinition, 'key'> & {
  formId?: number
  version?: number
  name: string
  kind: string
  owner: string
  channel: string
  campaign: string
}

type Row = AskedField & { asked: boolean }

/**
 * What a form asks and says, with the page as visitors see it beside it: the preview is drawn by the very function that
 * draws the page (lib/forms/page.ts).
 */
export function Builder({
  draft,
  channels,
  owners,
  kinds,
  page,
  startIn,
  words,
  notice,
}: {
  draft: Draft
  channels: readonly { name: string; campaigns: { name: string }[] }[]
  owners: readonly { value: string; label: string }[]
  kinds: readonly { value: string; label: string }[]
  /** Baton's own words, where the form has none */
  page: Record<Locale, PageWords>
  startIn: Locale
  words: BuilderWords
  notice?: ReactNode
}) {
  const router = useRouter()
  const form = useRef<HTMLDivElement>(null)
  const [rows, setRows] = useState<Row[]>(() => rowsOf(draft.fields))
  const [shown, setShown] = useState(draft)
  const fields = rows.filter(({ asked }) => asked).map(({ asked: _, ...field }) => field)
  const preview = useDeferredValue<FormDefinition>({ ...shown, key: 'preview', fields })

  function look() {
    const element = form.current?.querySelector('form')
    if (element) setShown((before) => ({ ...before, ...typedIn(new FormData(element)) }))
  }
  const change = (name: FormField, to: Partial<Row>) =>
    setRows((before) => before.map((row) => (row.name === name ? { ...row, ...to } : row)))

  return (
    <div
      ref={form}
      onInput={look}
      className="grid items-start gap-x-8 gap-y-6 xl:grid-cols-[minmax(0,1fr)_minmax(22rem,28rem)]"
    >
      <ActionForm
        action={draft.formId ? saveForm : addForm}
        className="flex min-w-0 flex-col gap-6"
        onDone={(state) => {
          if (!draft.formId && state.status === 'done' && state.id) router.push(`/forms/${state.id}`)
        }}
      >
        <FormError />
        {notice}
        {draft.formId && <input type="hidden" name="formId" value={draft.formId} />}
        {draft.version && <input type="hidden" name="version" value={draft.version} />}
        <input type="hidden" name="fields" value={JSON.stringify(fields)} />
        <div className="grid gap-4 md:grid-cols-2">
          <Field name="name" label={words.name} hint={words.nameHint} required>
            <Input name="name" maxLength={120} defaultValue={draft.name} autoComplete="off" />
          </Field>
          <Field name="owner" label={words.owner}>
            <Select name="owner" emptyLabel={words.ownerNone} options={owners} defaultValue={draft.owner} />
          </Field>
          <SourceFields
            prefix=""
            channels={channels}
            channel={draft.channel}
            campaign={draft.campaign}
            words={words.source}
          />
          <Field name="kind" label={words.kind} hint={words.kindHint}>
            <Select name="kind" options={kinds} defaultValue={draft.kind} />
          </Field>
        </div>

        <Part title={words.fields} hint={words.fieldsHint}>
          <FieldError name="fields" />
          <ol className="flex flex-col divide-y divide-line rounded-md border border-line">
            {rows.map((row, index) => (
              <FieldRow
                key={row.name}
                row={row}
                title={page}
                words={words}
                change={(to) => change(row.name, to)}
                up={index > 0 ? () => setRows((before) => swapped(before, index - 1)) : undefined}
                down={index < rows.length - 1 ? () => setRows((before) => swapped(before, index)) : undefined}
              />
            ))}
          </ol>
        </Part>

        <Part title={words.wording} hint={words.wordingHint}>
          <div className="grid gap-6 md:grid-cols-2">
            {(['en', 'ru'] as const).map((locale) => (
              <fieldset key={locale} className="flex min-w-0 flex-col gap-3">
                <legend className="mb-2 text-sm font-semibold text-ink">
                  {locale === 'en' ? words.english : words.russian}
                </legend>
                {WORDING_PARTS.map((part) => (
                  <WordingField
                    key={part}
                    locale={locale}
                    part={part}
                    label={words.parts[part]}
                    hint={part === 'consent' ? words.consentHint : undefined}
                    value={draft.wording[locale][part]}
                    own={part === 'intro' || part === 'consent' ? undefined : page[locale][part]}
                  />
                ))}
              </fieldset>
            ))}
          </div>
          <Checkbox
            name="consentRequired"
            label={words.consentRequired}
            defaultChecked={draft.consentRequired}
          />
        </Part>

        <Part title={words.after}>
          <Field name="sites" label={words.sites} hint={words.sitesHint}>
            <Textarea
              name="sites"
              rows={3}
              spellCheck={false}
              defaultValue={draft.sites.join('\n')}
              placeholder="https://www.example.com"
            />
          </Field>
          <Field name="redirectUrl" label={words.redirect} hint={words.redirectHint}>
            <Input
              name="redirectUrl"
              inputMode="url"
              maxLength={1000}
              defaultValue={draft.redirectUrl ?? ''}
              autoComplete="off"
            />
          </Field>
        </Part>
        <SubmitButton className="self-start">{words.save}</SubmitButton>
      </ActionForm>
      <FormPreview form={preview} page={page} startIn={startIn} words={words} />
    </div>
  )
}

function Part({ title, hint, children }: { title: string; hint?: string; children: ReactNode }) {
  return (
    <section className="flex flex-col gap-3 border-t border-line pt-4">
      <div>
        <h2 className="text-base font-semibold">{title}</h2>
        {hint && <p className="max-w-prose text-xs text-muted">{hint}</p>}
      </div>
      {children}
    </section>
  )
}

function FieldRow({
  row,
  title,
  words,
  change,
  up,
  down,
}: {
  row: Row
  title: Record<Locale, PageWords>
  words: BuilderWords
  change: (to: Partial<Row>) => void
  up: (() => void) | undefined
  down: (() => void) | undefined
}) {
  const { name, asked, required, label } = row
  const button = buttonClass({ variant: 'quiet', size: 'sm', square: true })
  return (
    <li className="flex flex-col gap-2 px-3 py-2">
      <div className="flex min-h-8 flex-wrap items-center gap-x-2 gap-y-1 sm:gap-x-4">
        <Checkbox
          className="min-w-28 flex-1"
          checked={asked}
          onChange={(event) => change({ asked: event.target.checked })}
          label={words.field[name]}
        />
        {asked && (
          <Checkbox
            checked={required}
            onChange={(event) => change({ required: event.target.checked })}
            label={words.required}
          />
        )}
        <span className="flex">
          <button type="button" className={button} aria-label={words.up[name]} disabled={!up} onClick={up}>
            <ArrowUp aria-hidden="true" />
          </button>
          <button
            type="button"
            className={button}
            aria-label={words.down[name]}
            disabled={!down}
            onClick={down}
          >
            <ArrowDown aria-hidden="true" />
          </button>
        </span>
      </div>
      {asked && (
        <div className="grid gap-2 sm:grid-cols-2">
          {(['en', 'ru'] as const).map((locale) => (
            <label key={locale} className="flex items-center gap-2 text-xs text-muted">
              <span className="w-24 shrink-0">{locale === 'en' ? words.labelEn : words.labelRu}</span>
              <input
                className="control min-w-0 flex-1"
                value={label[locale] ?? ''}
                maxLength={120}
                placeholder={title[locale].labels[name]}
                onChange={(event) => change({ label: { ...label, [locale]: event.target.value || null } })}
              />
            </label>
          ))}
        </div>
      )}
    </li>
  )
}

function WordingField({
  locale,
  part,
  label,
  hint,
  value,
  own,
}: {
  locale: Locale
  part: keyof Wording
  label: string
  hint: string | undefined
  value: string | null
  own: string | undefined
}) {
  const name = `${locale}.${part}`
  const isLine = part === 'title' || part === 'button'
  return (
    <Field name={name} label={label} hint={hint}>
      {isLine ? (
        <Input
          name={name}
          lang={locale}
          maxLength={part === 'title' ? 120 : 40}
          defaultValue={value ?? ''}
          placeholder={own}
          autoComplete="off"
        />
      ) : (
        <Textarea
          name={name}
          lang={locale}
          rows={2}
          maxLength={part === 'consent' ? 2000 : 1000}
          defaultValue={value ?? ''}
          placeholder={own}
        />
      )}
    </Field>
  )
}

/** What is asked first, in its order; the rest below it. */
function rowsOf(asked: readonly AskedField[]): Row[] {
  const others = FORM_FIELDS.filter((name) => !asked.some((field) => field.name === name))
  return [
    ...asked.map((field) => ({ ...field, asked: true })),
    ...others.map((name) => ({ name, required: false, label: { en: null, ru: null }, asked: false })),
  ]
}

function swapped(rows: readonly Row[], first: number): Row[] {
  const [one, other] = [rows[first], rows[first + 1]]
  if (!one || !other) return [...rows]
  return [...rows.slice(0, first), other, one, ...rows.slice(first + 2)]
}

/** What the preview shows of what is being typed. */
function typedIn(data: FormData): Pick<FormDefinition, 'wording' | 'consentRequired'> {
  const wordingOf = (locale: Locale): Wording => {
    const text = (part: keyof Wording) => String(data.get(`${locale}.${part}`) ?? '').trim() || null
    const [title, intro, button] = [text('title'), text('intro'), text('button')]
    return { title, intro, button, thanks: text('thanks'), consent: text('consent') }
  }
  return {
    wording: { en: wordingOf('en'), ru: wordingOf('ru') },
    consentRequired: data.get('consentRequired') !== null,
  }
}
