'use client'

import { useState } from 'react'
import { RadioList, Segmented, Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'

type Option = { value: string; label: string }

/** Either the same answers for all, or another grade for leads that keep their answers. */
export function QualifyChoice({
  questions,
  grades,
  words,
}: {
  questions: readonly { name: string; label: string; options: readonly Option[] }[]
  grades: readonly Option[]
  words: Record<'mode' | 'same' | 'own' | 'grade' | 'asComputed' | 'choose' | 'reason' | 'reasonHint', string>
}) {
  const [own, setOwn] = useState(false)
  return (
    <>
      <RadioList
        name="own"
        legend={words.mode}
        defaultValue=""
        options={[
          { value: '', label: words.same },
          { value: 'true', label: words.own },
        ]}
        onChange={(value) => setOwn(value === 'true')}
      />
      {!own && (
        <div className="flex flex-col divide-y divide-line">
          {questions.map(({ name, label, options }) => (
            <div
              key={name}
              className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5 first:pt-0"
            >
              <span aria-hidden="true" className="text-base text-ink">
                {label}
              </span>
              <Segmented name={name} legend={label} legendHidden options={options} />
              <FieldError name={name} />
            </div>
          ))}
        </div>
      )}
      <Field name="grade" label={words.grade} required={own}>
        <Select
          name="grade"
          options={grades}
          emptyLabel={own ? words.choose : words.asComputed}
          className="max-w-60"
        />
      </Field>
      <Field name="overrideReason" label={words.reason} hint={words.reasonHint} required={own}>
        <Textarea name="overrideReason" rows={2} maxLength={1000} />
      </Field>
    </>
  )
}
