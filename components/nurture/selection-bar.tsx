'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { buttonClass } from '@/components/ui/button-class'
import { Checkbox, Select } from '@/components/ui/controls'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { attachManyFromForm } from '@/lib/nurture/actions'

/**
 * Stands at the lower edge while rows of the list are chosen. The boxes belong to its form by their `form` attribute, so
 * what is sent is what is ticked.
 */
export function SelectionBar({
  form,
  list,
  plans,
  selected,
  words,
  noPlans,
}: {
  form: string
  /** the list's address, for "all that it finds" */
  list: string
  plans: readonly { value: string; label: string }[]
  /** "3 leads are chosen", by the number */
  selected: readonly string[]
  words: Record<'label' | 'page' | 'none' | 'all' | 'plan' | 'choose' | 'put' | 'close', string>
  noPlans: ReactNode
}) {
  const [chosen, setChosen] = useState(0)
  const [boxes, setBoxes] = useState(0)
  const [all, setAll] = useState(false)

  useEffect(() => {
    const look = () => {
      const every = boxesOf(form)
      setBoxes(every.length)
      setChosen(every.filter((box) => box.checked).length)
    }
    look()
    document.addEventListener('change', look)
    return () => document.removeEventListener('change', look)
  }, [form])

  function tick(checked: boolean) {
    for (const box of boxesOf(form)) box.checked = checked
    setChosen(checked ? boxes : 0)
    if (!checked) setAll(false)
  }

  return (
    <section
      aria-label={words.label}
      data-print="hide"
      hidden={chosen === 0}
      className="sticky bottom-4 z-20 mx-auto mt-4 w-fit max-w-full rounded-xl border border-line-strong bg-raised px-4 py-3 shadow-lg max-md:bottom-20"
    >
      <ActionForm id={form} action={attachManyFromForm} className="flex flex-col gap-2.5">
        <FormError />
        <input type="hidden" name="list" value={list} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <p className="figures font-semibold text-ink" role="status">
            {all ? words.all : (selected[chosen] ?? '')}
          </p>
          {chosen < boxes && !all && (
            <button
              type="button"
              className={buttonClass({ variant: 'quiet', size: 'sm' })}
              onClick={() => tick(true)}
            >
              {words.page}
            </button>
          )}
          <button
            type="button"
            className={buttonClass({ variant: 'quiet', size: 'sm' })}
            onClick={() => tick(false)}
          >
            {words.none}
          </button>
          <Checkbox
            name="all"
            label={words.all}
            checked={all}
            onChange={(event) => setAll(event.currentTarget.checked)}
          />
        </div>
        {noPlans ?? (
          <div className="flex flex-wrap items-center gap-2">
            <Select
              name="planId"
              aria-label={words.plan}
              options={plans}
              emptyLabel={words.choose}
              required
              className="w-auto max-w-full min-w-56"
            />
            <SubmitButton>{words.put}</SubmitButton>
          </div>
        )}
      </ActionForm>
    </section>
  )
}

function boxesOf(form: string): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(`input[type=checkbox][form="${form}"]`)]
}
