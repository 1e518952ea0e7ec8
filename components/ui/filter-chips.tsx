import Link from 'next/link'

export type Chip = { key: string; label: string; value: string; removeHref: string; removeLabel: string }

/** The filters in force, each a link that takes it away. */
export function FilterChips({
  chips,
  clear,
}: {
  chips: readonly Chip[]
  clear?: { href: string; label: string }
}) {
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap items-center gap-1.5">
      {chips.map((chip) => (
        <li key={chip.key}>
          <Link
            href={chip.removeHref}
            scroll={false}
            prefetch={false}
            title={chip.removeLabel}
            className="group inline-flex h-7 max-w-72 items-center gap-1 rounded-full border border-line bg-surface pr-1 pl-2.5 text-sm hover:border-line-strong pointer-coarse:h-9"
          >
            <span className="text-muted">{chip.label}</span>
            <span className="truncate font-medium text-ink">{chip.value}</span>
            <span
              aria-hidden="true"
              className="grid size-5 place-items-center rounded-full text-muted group-hover:bg-hover group-hover:text-ink"
            >
              ×
            </span>
            <span className="sr-only">{chip.removeLabel}</span>
          </Link>
        </li>
      ))}
      {clear && (
        <li>
          <Link
            href={clear.href}
            scroll={false}
            prefetch={false}
            className="px-1.5 text-sm text-muted hover:text-ink hover:underline"
          >
            {clear.label}
          </Link>
        </li>
      )}
    </ul>
  )
}
