import { ProgressBar } from '@/components/ui/progress-bar'

/** How far a run is: a bar, and the words beside it. */
export function RunProgress({
  done,
  total,
  label,
  words,
}: {
  done: number
  total: number
  label: string
  words: string
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <ProgressBar done={total === 0 ? 1 : done} total={total} label={label} />
      <p className="figures text-sm text-muted" role="status">
        {words}
      </p>
    </div>
  )
}
