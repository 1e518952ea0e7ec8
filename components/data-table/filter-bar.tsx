import Link from 'next/link'
import type { ReactNode } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { FilterChips } from '@/components/ui/filter-chips'
import { Menu } from '@/components/ui/menu'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { withoutPlace } from './place'
import { QueryForm } from './query-form'

export type Filter =
  | { name: string; label: string; type: 'select'; options: readonly { value: string; label: string }[] }
  | {
      name: string
      label: string
      type: 'date' | 'text' /** The words of a chosen value in its chip. */
      show?: (value: string) => string
    }

export type FilterLabels = {
  add: string
  any: string
  apply: string
  clear: string
  /** "Remove filter {filter}", worded for one filter. */
  remove: (filter: string) => string
}

/**
 * The filters of a list: a button that unfolds them, and a chip for each one in force. All of it is the address; it
 * works without JavaScript. `children` (a SearchBox) stand first, `end` at the right edge.
 */
export function FilterBar({
  pathname,
  query,
  filters,
  labels,
  children,
  end,
}: {
  pathname: string
  query: Query
  filters: readonly Filter[]
  labels: FilterLabels
  children?: ReactNode
  end?: ReactNode
}) {
  const listQuery = withoutPlace(query)
  const names = filters.map((filter) => filter.name)
  const keep = Object.fromEntries(Object.entries(listQuery).filter(([name]) => !names.includes(name)))
  const chips = filters.flatMap((filter) => {
    const value = one(query, filter.name)
    if (value === undefined) return []
    const words =
      filter.type === 'select'
        ? value
            .split(',')
            .map((each) => filter.options.find((option) => option.value === each)?.label ?? each)
            .join(', ')
        : (filter.show?.(value) ?? value)
    return [
      {
        key: filter.name,
        label: filter.label,
        value: words,
        removeHref: hrefWith(pathname, listQuery, { [filter.name]: null }),
        removeLabel: labels.remove(filter.label),
      },
    ]
  })
  const nothing = Object.fromEntries(names.map((name) => [name, null]))
  return (
    <div className="mb-2.5 flex flex-wrap items-center gap-2" data-print="hide">
      {children}
      {filters.length > 0 && (
        <Menu
          id="list-filters"
          trigger={
            <>
              <svg viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="1.5">
                <path d="M2 4h12M4.5 8h7M7 12h2" strokeLinecap="round" />
              </svg>
              {labels.add}
            </>
          }
          className="w-80 max-w-[calc(100vw-2rem)] p-3"
        >
          <QueryForm
            pathname={pathname}
            keep={keep}
            label={labels.add}
            className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] items-center gap-x-3 gap-y-2"
            submit={
              <button type="submit" className={buttonClass({ variant: 'primary', size: 'sm' })}>
                {labels.apply}
              </button>
            }
          >
            {filters.map((filter) => (
              <FilterField
                key={`${filter.name}=${one(query, filter.name) ?? ''}`}
                filter={filter}
                value={one(query, filter.name)}
                any={labels.any}
              />
            ))}
          </QueryForm>
        </Menu>
      )}
      <FilterChips
        chips={chips}
        clear={
          chips.length > 1 ? { href: hrefWith(pathname, listQuery, nothing), label: labels.clear } : undefined
        }
      />
      {end != null && <div className="ml-auto flex flex-wrap items-center gap-2">{end}</div>}
    </div>
  )
}

function FilterField({ filter, value, any }: { filter: Filter; value: string | undefined; any: string }) {
  const id = `filter-${filter.name}`
  return (
    <>
      <label htmlFor={id} className="text-sm text-muted">
        {filter.label}
      </label>
      {filter.type === 'select' ? (
        <select id={id} name={filter.name} defaultValue={value ?? ''} className="control select-arrow">
          <option value="">{any}</option>
          {filter.options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : (
        <input id={id} name={filter.name} type={filter.type} defaultValue={value ?? ''} className="control" />
      )}
    </>
  )
}

/** What a list says when its filters leave nothing. */
export function NothingFound({
  title,
  hint,
  clear,
}: {
  title: string
  hint: string
  clear: { href: string; label: string }
}) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-14 text-center">
      <p className="text-lg font-semibold text-ink">{title}</p>
      <p className="text-muted">{hint}</p>
      <Link href={clear.href} className={buttonClass({}, 'mt-3')}>
        {clear.label}
      </Link>
    </div>
  )
}
