'use client'

import { Plus, X } from 'lucide-react'
import { use, useId, useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { FormContext } from '@/components/ui/form-context'
import { plainTime } from '@/lib/calendars/time-of-day'

type Hours = { from: string; to: string }
/** `key` keeps each row's inputs its own while rows come and go. */
type Row = Hours & { key: number }

export type WeekEditorDay = {
  day: string
  label: string
  words: { from: string; to: string; add: string; copy: string; copyAll: string }
  hours: Hours[]
}

type Props = {
  days: readonly WeekEditorDay[]
  words: { closed: string; add: string; remove: string; copy: string; copyAll: string }
}

const MOST_A_DAY = 6

/** The hours of a week, several stretches a day, as one field of the form around. */
export function WeekEditor({ days, words }: Props) {
  const [week, setWeek] = useState<Row[][]>(() => days.map(({ hours }) => rows(hours)))
  const { state } = use(FormContext)
  const id = useId()
  const errors = state.status === 'failed' ? state.fields : {}
  const errorOf = (path: string) =>
    Object.entries(errors).find(([key]) => key === path || key.startsWith(`${path}.`))?.[1]
  const change = (index: number, day: Row[]) => setWeek(week.map((old, i) => (i === index ? day : old)))
  const copyTo = (from: number, to: (index: number) => boolean) =>
    setWeek(week.map((old, index) => (index !== from && to(index) ? rows(week[from] ?? []) : old)))
  const value = Object.fromEntries(
    days.map(({ day }, index) => [
      day,
      (week[index] ?? []).map(({ from, to }) => ({ from: plainTime(from), to: plainTime(to) })),
    ]),
  )
  const whole = errors.week
  return (
    <div>
      <input type="hidden" name="week" value={JSON.stringify(value)} />
      <ul className="divide-y divide-line border-y border-line">
        {days.map(({ day, label, words: said }, index) => {
          const hours = week[index] ?? []
          const error = errorOf(`week.${day}`)
          return (
            <li
              key={day}
              className="grid grid-cols-[1fr_auto] items-start gap-x-3 gap-y-1 py-2 sm:grid-cols-[7rem_1fr_auto]"
            >
              <span className="pt-1.5 font-medium text-ink">{label}</span>
              <div className="flex min-w-0 flex-col gap-1.5 max-sm:col-span-2 max-sm:row-start-2">
                {hours.length === 0 && <span className="pt-1.5 text-muted">{words.closed}</span>}
                {hours.map((row, place) => {
                  const edit = (changes: Partial<Hours>) =>
                    change(
                      index,
                      hours.map((old, i) => (i === place ? { ...old, ...changes } : old)),
                    )
                  return (
                    <span key={row.key} className="flex items-center gap-1.5">
                      <TimeInput
                        label={said.from}
                        value={row.from}
                        error={error ? `${id}-${day}` : undefined}
                        onChange={(from) => edit({ from })}
                      />
                      <span aria-hidden="true">–</span>
                      <TimeInput
                        label={said.to}
                        value={row.to}
                        error={error ? `${id}-${day}` : undefined}
                        onChange={(to) => edit({ to })}
                      />
                      <button
                        type="button"
                        aria-label={`${words.remove}: ${label}`}
                        title={words.remove}
                        className={buttonClass({ variant: 'quiet', size: 'sm', square: true })}
                        onClick={() =>
                          change(
                            index,
                            hours.filter((_, i) => i !== place),
                          )
                        }
                      >
                        <X className="size-4" aria-hidden="true" />
                      </button>
                    </span>
                  )
                })}
                {error && (
                  <p id={`${id}-${day}`} className="flex items-start gap-1 text-sm text-danger-ink">
                    <span aria-hidden="true">▲</span>
                    {error}
                  </p>
                )}
              </div>
              <span className="flex items-center">
                <button
                  type="button"
                  aria-label={said.add}
                  title={words.add}
                  disabled={hours.length >= MOST_A_DAY}
                  className={buttonClass({ variant: 'quiet', size: 'sm', square: true })}
                  onClick={() => change(index, [...hours, ...rows([following(hours)])])}
                >
                  <Plus className="size-4" aria-hidden="true" />
                </button>
                <CopyButton label={said.copy} onClick={() => copyTo(index, (to) => to < 5)}>
                  {words.copy}
                </CopyButton>
                <CopyButton label={said.copyAll} onClick={() => copyTo(index, () => true)}>
                  {words.copyAll}
                </CopyButton>
              </span>
            </li>
          )
        })}
      </ul>
      {whole && (
        <p className="mt-2 flex items-start gap-1 text-sm text-danger-ink" data-form-error tabIndex={-1}>
          <span aria-hidden="true">▲</span>
          {whole}
        </p>
      )}
    </div>
  )
}

/** A time of day as it is typed, made plain when the field is left: "9" is 09:00. */
function TimeInput({
  label,
  value,
  error,
  onChange,
}: {
  label: string
  value: string
  error: string | undefined
  onChange: (value: string) => void
}) {
  return (
    <input
      aria-label={label}
      aria-invalid={error ? true : undefined}
      aria-describedby={error}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      placeholder="09:00"
      className="control h-8 w-18 px-1 text-center figures pointer-coarse:h-10"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onBlur={(event) => onChange(plainTime(event.currentTarget.value))}
      onFocus={(event) => event.currentTarget.select()}
    />
  )
}

function CopyButton(props: { label: string; onClick: () => void; children: string }) {
  const { label, ...rest } = props
  return (
    <button
      type="button"
      title={label}
      aria-label={`${rest.children}: ${label}`}
      className={buttonClass({ variant: 'quiet', size: 'sm' })}
      {...rest}
    />
  )
}

let made = 0

function rows(hours: readonly Hours[]): Row[] {
  return hours.map(({ from, to }) => ({ from, to, key: ++made }))
}

/** A stretch to begin with: office hours, or an afternoon after what is there. */
function following(hours: readonly Hours[]): Hours {
  const last = hours.at(-1)?.to
  if (!last) return { from: '09:00', to: '18:00' }
  return last < '16:00' && last !== '00:00'
    ? { from: '14:00' > last ? '14:00' : last, to: '18:00' }
    : { from: '', to: '' }
}
