'use client'

import type { ReactNode } from 'react'
import { SelectionHead, SelectionSection, useSelection } from '@/components/data-table/selection'
import { ActionForm } from '@/components/ui/action-form'
import { Select } from '@/components/ui/controls'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { attachManyFromForm } from '@/lib/nurture/actions'

/** Puts what is chosen in the list of nurture on a plan. */
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
  const selection = useSelection(form)
  return (
    <SelectionSection selection={selection} label={words.label}>
      <ActionForm id={form} action={attachManyFromForm} className="flex flex-col gap-2.5">
        <FormError />
        <input type="hidden" name="list" value={list} />
        <SelectionHead selection={selection} selected={selected} words={words} />
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
    </SelectionSection>
  )
}
