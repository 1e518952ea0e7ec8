import { LinkButton } from '@/components/ui/button'

/** What the rows are: each choice is an address. */
export function GroupingLinks({
  label,
  choices,
}: {
  label: string
  choices: readonly { key: string; label: string; href: string; current: boolean }[]
}) {
  return (
    <nav aria-label={label} className="flex flex-wrap gap-1" data-print="hide">
      {choices.map(({ key, label, href, current }) => (
        <LinkButton
          key={key}
          href={href}
          prefetch={false}
          variant={current ? 'secondary' : 'quiet'}
          aria-current={current ? 'true' : undefined}
        >
          {label}
        </LinkButton>
      ))}
    </nav>
  )
}
