import type { ReactNode } from 'react'

export type Definition = { term: ReactNode; value: ReactNode; key?: string }

/** Facts of a record: term and value on one line; what has no value is left out by the caller or shown as a dash. */
export function DefinitionList({ items }: { items: readonly Definition[] }) {
  return (
    <dl className="grid grid-cols-[minmax(6.5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-base">
      {items.map((item, index) => (
        <div key={item.key ?? `${index}-${String(item.term)}`} className="contents">
          <dt className="text-muted">{item.term}</dt>
          <dd className="min-w-0 text-ink">{item.value ?? <span className="text-muted">—</span>}</dd>
        </div>
      ))}
    </dl>
  )
}
