'use client'

import { type ReactNode, use } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Input, Segmented, Select, Suggestions, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormContext } from '@/components/ui/form-context'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { type EditState, editLeadFromForm } from '@/lib/leads/actions'
import type { Conflict, EditField, EditValues } from '@/lib/leads/edit-fields'
import { type SourceChoice, SourceFields } from './source-fields'

type Option = { value: string; label: string }
export type EditWords = {
  labels: Record<EditField, string>
  contact: string
  source: string
  /** by how many, from one */
  conflictTitles: string[]
  conflictText: string
  theirs: string
  yours: string
  empty: string
  noChannel: string
  noCampaign: string
  nobody: string
  origins: Option[]
  more: string
  save: string
}

type Props = {
  leadId: number
  version: number
  values: EditValues
  editable: readonly EditField[]
  channels: readonly SourceChoice[]
  owners: readonly Option[]
  /** values that leads have already */
  known: { regions: readonly string[]; segments: readonly string[] }
  words: EditWords
  children: ReactNode
}

const PERSON = [
  'company',
  'contactName',
  'jobTitle',
  'email',
  'phone',
  'website',
  'country',
  'region',
  'segment',
  'expectedAmount',
] as const
const UTM = ['utm.source', 'utm.medium', 'utm.campaign', 'utm.term', 'utm.content'] as const
const LISTS: Partial<Record<EditField, string>> = { region: 'known-regions', segment: 'known-segments' }
const TYPES: Partial<Record<EditField, string>> = { email: 'email', phone: 'tel' }
const MAX: Partial<Record<EditField, number>> = {
  email: 254,
  phone: 60,
  website: 500,
  country: 100,
  region: 100,
  segment: 80,
  expectedAmount: 20,
}

/** Sends what the fields held when they were shown beside what they hold now, so that only real changes are saved. */
export function EditFields(props: Props) {
  return (
    <ActionForm action={editLeadFromForm} className="flex max-w-3xl flex-col gap-6">
      <Body {...props} />
    </ActionForm>
  )
}

function Body({ leadId, version, values, editable, channels, owners, known, words, children }: Props) {
  const state = use(FormContext).state as EditState
  const conflict = state.status === 'failed' ? state.conflict : undefined
  const conflicts = conflict?.fields ?? []
  const may = (field: EditField) => editable.includes(field)
  const contested = (field: EditField) => conflicts.some((one) => one.field === field)
  const text = (field: EditField) =>
    may(field) && (
      <Field
        key={field}
        name={field}
        label={words.labels[field]}
        className={contested(field) ? 'opacity-60' : ''}
      >
        <Input
          name={`now.${field}`}
          type={TYPES[field] ?? 'text'}
          defaultValue={values[field]}
          maxLength={MAX[field] ?? 200}
          readOnly={contested(field)}
          autoComplete="off"
          {...(field === 'expectedAmount' ? { inputMode: 'decimal' } : {})}
          list={LISTS[field]}
        />
      </Field>
    )
  const now = (field: EditField) => (state.status === 'failed' ? state.values?.[`now.${field}`] : undefined)
  return (
    <>
      {conflict ? <Choices conflicts={conflicts} words={words} /> : <FormError />}
      <input type="hidden" name="leadId" value={leadId} />
      <input type="hidden" name="version" value={conflict?.version ?? version} />
      {editable.map((field) => (
        <input key={field} type="hidden" name={`was.${field}`} value={values[field]} />
      ))}
      <fieldset className="flex flex-col gap-4">
        <legend className="mb-3 text-base font-semibold text-ink">{words.contact}</legend>
        <div className="grid gap-4 sm:grid-cols-2">{PERSON.map(text)}</div>
        <Suggestions id="known-regions" values={known.regions} />
        <Suggestions id="known-segments" values={known.segments} />
        {may('note') && (
          <Field name="note" label={words.labels.note} className={contested('note') ? 'opacity-60' : ''}>
            <Textarea
              name="now.note"
              rows={3}
              maxLength={5000}
              defaultValue={values.note}
              readOnly={contested('note')}
            />
          </Field>
        )}
      </fieldset>
      {may('channel') && (
        <fieldset className="flex flex-col gap-4">
          <legend className="mb-3 text-base font-semibold text-ink">{words.source}</legend>
          <div className="grid gap-4 sm:grid-cols-2">
            <SourceFields
              prefix="now."
              fieldPrefix=""
              channels={channels}
              channel={values.channel}
              campaign={values.campaign}
              words={{
                channel: words.labels.channel,
                campaign: words.labels.campaign,
                noChannel: words.noChannel,
                noCampaign: words.noCampaign,
              }}
            />
            <Field name="owner" label={words.labels.owner}>
              <Select
                name="now.owner"
                emptyLabel={words.nobody}
                options={owners}
                defaultValue={values.owner}
              />
            </Field>
            <Field name="externalId" label={words.labels.externalId}>
              <Input
                name="now.externalId"
                defaultValue={values.externalId}
                maxLength={200}
                autoComplete="off"
              />
            </Field>
          </div>
          <Segmented
            name="now.origin"
            legend={words.labels.origin}
            options={words.origins}
            defaultValue={now('origin') ?? values.origin}
          />
          <details open={UTM.some((field) => values[field] !== '')}>
            <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-ink">
              UTM
            </summary>
            <div className="mt-3 grid gap-4 sm:grid-cols-2">{UTM.map(text)}</div>
          </details>
        </fieldset>
      )}
      <div className="flex gap-2">
        <SubmitButton>{words.save}</SubmitButton>
        {children}
      </div>
    </>
  )
}

/** Both values of every field that two people changed; the choice is sent with the form. */
function Choices({ conflicts, words }: { conflicts: readonly Conflict[]; words: EditWords }) {
  return (
    <Callout
      tone="warn"
      title={words.conflictTitles[Math.min(conflicts.length, words.conflictTitles.length) - 1]}
    >
      <p data-form-error="" tabIndex={-1} role="alert">
        {words.conflictText}
      </p>
      <div className="mt-3 flex flex-col gap-3">
        {conflicts.map(({ field, theirs, yours }) => (
          <fieldset key={field} className="min-w-0">
            <legend className="text-sm font-semibold">{words.labels[field]}</legend>
            <input type="hidden" name={`theirs.${field}`} value={theirs} />
            <Choice
              name={`choice.${field}`}
              value="theirs"
              label={words.theirs}
              text={theirs || words.empty}
            />
            <Choice
              name={`choice.${field}`}
              value="yours"
              label={words.yours}
              text={yours || words.empty}
              chosen
            />
          </fieldset>
        ))}
      </div>
    </Callout>
  )
}

function Choice({
  name,
  value,
  label,
  text,
  chosen,
}: {
  name: string
  value: string
  label: string
  text: string
  chosen?: boolean
}) {
  return (
    <label className="flex cursor-pointer items-start gap-2 rounded-sm py-1">
      <input
        type="radio"
        name={name}
        value={value}
        defaultChecked={chosen}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className="mr-2 text-sm font-medium">{label}</span>
        <span className="[overflow-wrap:anywhere] whitespace-pre-line text-ink">{text}</span>
      </span>
    </label>
  )
}
