'use client'

import { type ComponentProps, type ReactNode, use } from 'react'
import { cx } from './cx'
import { FieldContext } from './field'
import { FormContext } from './form-context'

/** The controls of forms. Inside a Field they are wired to its label, hint and error; outside they need an aria-label. */
function useWiring() {
  const field = use(FieldContext)
  if (!field) return {}
  return {
    id: field.id,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.invalid || undefined,
    'aria-required': field.required || undefined,
  }
}

/** What was typed before the form was refused and came back as a new page. */
function useTyped(name: string | undefined): { defaultValue?: string } {
  const { state } = use(FormContext)
  const typed = name !== undefined && state.status === 'failed' ? state.values?.[name] : undefined
  return typed === undefined ? {} : { defaultValue: typed }
}

export function Input({ className, type = 'text', ...rest }: ComponentProps<'input'>) {
  const typed = useTyped(rest.value === undefined ? rest.name : undefined)
  return <input type={type} {...useWiring()} className={cx('control', className)} {...rest} {...typed} />
}

/** What was said before, offered while typing in an Input whose `list` is this id. */
export function Suggestions({ id, values }: { id: string; values: readonly string[] }) {
  return (
    <datalist id={id}>
      {values.map((value) => (
        <option key={value} value={value} />
      ))}
    </datalist>
  )
}

export function Textarea({ className, rows = 3, ...rest }: ComponentProps<'textarea'>) {
  const typed = useTyped(rest.value === undefined ? rest.name : undefined)
  return (
    <textarea
      rows={rows}
      {...useWiring()}
      className={cx('control min-h-20 resize-y [field-sizing:content]', className)}
      {...rest}
      {...typed}
    />
  )
}

export type SelectOption = { value: string; label: string; disabled?: boolean }

export function Select({
  className,
  options,
  emptyLabel,
  children,
  ...rest
}: ComponentProps<'select'> & { options?: readonly SelectOption[]; emptyLabel?: string }) {
  const typed = useTyped(rest.value === undefined ? rest.name : undefined)
  return (
    <select {...useWiring()} className={cx('control select-arrow', className)} {...rest} {...typed}>
      {emptyLabel !== undefined && <option value="">{emptyLabel}</option>}
      {options?.map((option) => (
        <option key={option.value} value={option.value} disabled={option.disabled}>
          {option.label}
        </option>
      ))}
      {children}
    </select>
  )
}

/** A checkbox with its words to the right. Needs no Field around it. */
export function Checkbox({
  label,
  hint,
  className,
  ...rest
}: Omit<ComponentProps<'input'>, 'type'> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className={cx('flex cursor-pointer items-start gap-2 text-base text-ink', className)}>
      <input
        type="checkbox"
        className="mt-0.5 size-4 shrink-0 accent-accent pointer-coarse:size-5"
        {...rest}
      />
      <span>
        {label}
        {hint != null && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  )
}

/** One of a few, side by side: a radio group that looks like a switch. Works without JavaScript and with arrow keys. */
export function Segmented({
  name,
  legend,
  legendHidden,
  options,
  defaultValue,
  value,
  onChange,
  className,
}: {
  name: string
  legend: ReactNode
  legendHidden?: boolean
  options: readonly { value: string; label: ReactNode }[]
  defaultValue?: string
  value?: string
  onChange?: (value: string) => void
  className?: string
}) {
  return (
    <fieldset className={cx('min-w-0', className)}>
      <legend className={legendHidden ? 'sr-only' : 'mb-1 text-sm font-medium text-ink'}>{legend}</legend>
      <div className="inline-flex max-w-full flex-wrap gap-0.5 rounded-md border border-line bg-sunken p-0.5">
        {options.map((option) => (
          <label
            key={option.value}
            className="relative cursor-pointer rounded-sm px-2.5 py-1 text-sm font-medium text-muted select-none hover:text-ink has-checked:bg-raised has-checked:text-ink has-checked:shadow-sm has-focus-visible:outline-2 has-focus-visible:outline-accent pointer-coarse:py-2"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              className="absolute inset-0 size-full cursor-pointer appearance-none opacity-0"
              {...(value === undefined
                ? { defaultChecked: option.value === defaultValue }
                : { checked: option.value === value })}
              onChange={() => onChange?.(option.value)}
            />
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** One of several, one under another, each with room for an explanation. */
export function RadioList({
  name,
  legend,
  options,
  defaultValue,
  onChange,
}: {
  name: string
  legend: ReactNode
  options: readonly {
    value: string
    label: ReactNode
    hint?: ReactNode /** A key that picks it (see Hotkeys). */
    keyHint?: string
  }[]
  defaultValue?: string
  onChange?: (value: string) => void
}) {
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink">{legend}</legend>
      <div className="flex flex-col">
        {options.map((option) => (
          <label
            key={option.value}
            className="flex cursor-pointer items-start gap-2.5 rounded-md px-2 py-1.5 text-base text-ink hover:bg-hover has-checked:bg-selected"
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              data-hotkey={option.keyHint}
              defaultChecked={option.value === defaultValue}
              onChange={() => onChange?.(option.value)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="min-w-0 flex-1">
              {option.label}
              {option.hint != null && <span className="block text-xs text-muted">{option.hint}</span>}
            </span>
            {option.keyHint && (
              <span
                className="figures rounded-sm border border-line px-1 text-2xs text-muted"
                aria-hidden="true"
              >
                {option.keyHint}
              </span>
            )}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
