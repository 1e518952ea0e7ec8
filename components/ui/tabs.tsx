import Link from 'next/link'
import type { ReactNode } from 'react'
import { cx } from './cx'

export type Tab = { href: string; label: ReactNode; count?: ReactNode; current?: boolean }

/** Tabs that are links: each has an address of its own. */
export function Tabs({ tabs, label, actions }: { tabs: readonly Tab[]; label: string; actions?: ReactNode }) {
  return (
    <div
      className="flex items-end justify-between gap-x-3 border-b border-line max-md:flex-wrap-reverse"
      data-print="hide"
    >
      <nav
        aria-label={label}
        className={cx(
          '-mb-px min-w-0 overflow-x-auto overflow-y-hidden',
          // on a phone what can be done stands above them, at its full width
          actions != null && 'max-md:basis-full',
        )}
      >
        <ul className="flex gap-4">
          {tabs.map((tab) => (
            <li key={tab.href}>
              <Link
                href={tab.href}
                aria-current={tab.current ? 'page' : undefined}
                className={cx(
                  'flex items-center gap-1.5 border-b-2 px-0.5 py-2 text-base font-medium whitespace-nowrap -outline-offset-2 pointer-coarse:py-3',
                  tab.current ? 'border-accent text-ink' : 'border-transparent text-muted hover:text-ink',
                )}
              >
                {tab.label}
                {tab.count != null && (
                  <span className="figures text-xs font-normal text-muted">{tab.count}</span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      {actions != null && <div className="flex shrink-0 items-center gap-1.5 pb-1">{actions}</div>}
    </div>
  )
}
