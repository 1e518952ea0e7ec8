'use client'

import { useEffect, useRef, useState } from 'react'
import type { MergeField } from '@/lib/leads/merging'

type Value = { id: number; text: string }

/** What the lead will say, as the form around it stands: it follows each choice. Without a choice, what is kept anyway. */
export function MergePreview({
  rows,
  nameLabel,
}: {
  rows: readonly { field: MergeField; label: string; values: readonly Value[] }[]
  nameLabel: string
}) {
  const box = useRef<HTMLDListElement>(null)
  const [choices, setChoices] = useState<Readonly<Record<string, string>>>({})

  useEffect(() => {
    const form = box.current?.closest('form')
    if (!form) return
    const read = () => {
      const chosen = [...new FormData(form)].flatMap(([name, value]) =>
        name.startsWith('fields.') && typeof value === 'string'
          ? [[name.slice('fields.'.length), value]]
          : [],
      )
      setChoices(Object.fromEntries(chosen))
    }
    read()
    form.addEventListener('change', read)
    return () => form.removeEventListener('change', read)
  }, [])

  const facts = rows.map(({ field, label, values }) => ({
    field,
    label,
    text: chosen(values, choices[field]),
  }))
  const textOf = (field: MergeField) => facts.find((fact) => fact.field === field)?.text
  const name =
    textOf('company') ?? textOf('contactName') ?? textOf('externalId') ?? textOf('email') ?? textOf('phone')
  return (
    <dl
      ref={box}
      className="grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 rounded-lg border border-line bg-sunken px-3 py-2.5"
    >
      <Fact label={nameLabel} text={name} strong />
      {facts.map(({ field, label, text }) => (
        <Fact key={field} label={label} text={text} />
      ))}
    </dl>
  )
}

function Fact({ label, text, strong }: { label: string; text: string | undefined; strong?: boolean }) {
  return (
    <div className="contents">
      <dt className="text-muted">{label}</dt>
      <dd
        className={`min-w-0 whitespace-pre-line text-ink [overflow-wrap:anywhere] ${strong ? 'font-semibold' : ''}`}
      >
        {text}
      </dd>
    </div>
  )
}

/** As lib/leads/merging.ts does it. */
function chosen(values: readonly Value[], choice: string | undefined): string | undefined {
  if (choice === 'both') return [...new Set(values.map(({ text }) => text))].join('\n\n')
  return (values.find(({ id }) => String(id) === choice) ?? values[0])?.text
}
