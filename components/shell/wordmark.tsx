import { cx } from '@/components/ui/cx'

/** The name, with the baton: a bar handed from one side to the other. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={cx('inline-flex items-center gap-2 font-semibold tracking-tight text-ink', className)}>
      <svg viewBox="0 0 20 20" aria-hidden="true" className="size-[1.15em]">
        <path d="M3.2 16.8 10 10" stroke="var(--color-accent)" strokeWidth="4.6" strokeLinecap="round" />
        <path d="M10 10l6.8-6.8" stroke="currentColor" strokeWidth="4.6" strokeLinecap="round" />
        <path d="m8.6 8.6 2.8 2.8" stroke="var(--color-canvas)" strokeWidth="1.4" />
      </svg>
      Baton
    </span>
  )
}
