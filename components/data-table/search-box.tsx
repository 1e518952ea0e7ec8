import { Kbd } from '@/components/ui/kbd'
import type { Query } from '@/lib/platform/url-state'
import { withoutPlace } from './place'
import { QueryForm } from './query-form'

/** The search of a list, in its address as `q`. `/` puts the cursor here. */
export function SearchBox({
  pathname,
  query,
  name = 'q',
  label,
  placeholder,
}: {
  pathname: string
  /** All parameters of the screen; the others are kept. */
  query: Query
  name?: string
  label: string
  placeholder?: string
}) {
  const { [name]: value, ...keep } = withoutPlace(query)
  const text = typeof value === 'string' ? value : ''
  return (
    <QueryForm pathname={pathname} keep={keep} className="relative min-w-36 flex-1 md:w-72 md:flex-none">
      <input
        type="search"
        name={name}
        defaultValue={text}
        aria-label={label}
        placeholder={placeholder ?? label}
        autoComplete="off"
        data-list-search=""
        className="control h-9 pr-3 md:pr-9"
      />
      <span className="pointer-events-none absolute top-2.5 right-2.5 flex max-md:hidden" aria-hidden="true">
        <Kbd>/</Kbd>
      </span>
    </QueryForm>
  )
}
