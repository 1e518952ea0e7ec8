'use client'

import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'

type Step = { afterDays: number; kind: string; text: string }

const USUAL = [
  { afterDays: 7, kind: 'letter' },
  { afterDays: 30, kind: 'call' },
  { afterDays: 60, kind: 'invitation' },
]

/** The lines of a plan. A line keeps its place in the form, so that what was typed and its errors stay with it. */
export function PlanSteps({
  steps,
  most,
  kinds,
  words,
}: {
  steps: readonly Step[]
  most: number
  kinds: readonly { value: string; label: string }[]
  words: Record<'after' | 'kind' | 'text' | 'example' | 'add', string> & { step: string[]; remove: string[] }
}) {
  const [lines, setLines] = useState(() =>
    Array.from({ length: Math.max(steps.length, 3) }, (_, index) => index),
  )
  const free = Array.from({ length: most }, (_, index) => index).find((index) => !lines.includes(index))
  return (
    <>
      <ol className="flex flex-col gap-3">
        {lines.map((line, index) => {
          const step = steps[line]
          const usual = steps.length === 0 ? USUAL[line] : undefined
          return (
            <li key={line}>
              <fieldset className="grid grid-cols-[6rem_minmax(0,1fr)_auto] items-start gap-2 rounded-md border border-line bg-surface p-3 md:grid-cols-[6rem_9rem_minmax(0,1fr)_auto] md:border-0 md:bg-transparent md:p-0">
                <legend className="sr-only">{words.step[index]}</legend>
                <Field name={`step${line}.afterDays`} label={words.after}>
                  <Input
                    name={`step${line}.afterDays`}
                    type="number"
                    inputMode="numeric"
                    min={0}
                    max={3650}
                    defaultValue={step?.afterDays ?? usual?.afterDays}
                  />
                </Field>
                <Field name={`step${line}.kind`} label={words.kind}>
                  <Select
                    name={`step${line}.kind`}
                    options={kinds}
                    defaultValue={step?.kind ?? usual?.kind ?? 'call'}
                  />
                </Field>
                <Field
                  name={`step${line}.text`}
                  label={words.text}
                  className="max-md:order-last max-md:col-span-3"
                >
                  <Input
                    name={`step${line}.text`}
                    maxLength={500}
                    defaultValue={step?.text}
                    placeholder={index === 0 ? words.example : undefined}
                    autoComplete="off"
                  />
                </Field>
                <button
                  type="button"
                  aria-label={words.remove[index]}
                  className={buttonClass({ variant: 'quiet', square: true }, 'mt-5.5')}
                  onClick={() => setLines(lines.filter((each) => each !== line))}
                >
                  <X aria-hidden="true" />
                </button>
              </fieldset>
            </li>
          )
        })}
      </ol>
      {free !== undefined && (
        <button
          type="button"
          className={buttonClass({ variant: 'secondary', size: 'sm' }, 'self-start')}
          onClick={() => setLines([...lines, free])}
        >
          <Plus aria-hidden="true" />
          {words.add}
        </button>
      )}
    </>
  )
}
