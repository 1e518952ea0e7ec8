import { cx } from './cx'

export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden="true" className={cx('skeleton block h-4', className)} />
}

/** The outline of a list while it loads; the same row height, so that nothing jumps. */
export function ListSkeleton({ rows = 12, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label}>
      <Skeleton className="mb-4 h-7 w-40" />
      <Skeleton className="mb-3 h-9 w-full max-w-md" />
      <div className="rounded-lg border border-line bg-surface">
        {Array.from({ length: rows }, (_, i) => `row-${i}`).map((key) => (
          <div key={key} className="flex h-9 items-center gap-6 border-b border-line px-3 last:border-0">
            <Skeleton className="h-3 w-1/4" />
            <Skeleton className="h-3 w-1/6" />
            <Skeleton className="h-3 w-1/6" />
            <Skeleton className="ml-auto h-3 w-16" />
          </div>
        ))}
      </div>
    </div>
  )
}
