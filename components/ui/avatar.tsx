import { cx } from './cx'

function initials(name: string): string {
  const words = name.trim().split(/\s+/u)
  const first = [...(words[0] ?? '')][0] ?? '?'
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toUpperCase()
}

/** A person's initials. The name must stand beside it or be given as `title`, which a screen reader then hears. */
export function Avatar({
  name,
  size = 'sm',
  titled,
}: {
  name: string
  size?: 'sm' | 'md'
  titled?: boolean
}) {
  return (
    <span
      title={titled ? name : undefined}
      className={cx(
        'inline-grid shrink-0 place-items-center rounded-full border border-line bg-sunken font-semibold text-muted select-none',
        size === 'sm' ? 'size-5 text-[0.5625rem]' : 'size-8 text-xs',
      )}
    >
      <span aria-hidden="true">{initials(name)}</span>
      {titled && <span className="sr-only">{name}</span>}
    </span>
  )
}
