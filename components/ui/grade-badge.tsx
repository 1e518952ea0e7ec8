import { cx } from './cx'

export type GradeName = 'hot' | 'warm' | 'cold'

const inks: Record<GradeName, string> = { hot: 'text-hot-ink', warm: 'text-warm-ink', cold: 'text-cold-ink' }
const fills: Record<GradeName, string> = { hot: 'text-hot', warm: 'text-warm', cold: 'text-cold' }
const softs: Record<GradeName, string> = { hot: 'bg-hot-soft', warm: 'bg-warm-soft', cold: 'bg-cold-soft' }

/** The shape of a grade, so that it can be told without its colour: triangle, half disc, ring. */
export function GradeShape({ grade, className }: { grade: GradeName; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className={cx('size-2.5 shrink-0', fills[grade], className)}>
      {grade === 'hot' && <path d="M6 .8 11.4 10.6H.6Z" fill="currentColor" />}
      {grade === 'warm' && (
        <>
          <circle cx="6" cy="6" r="4.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
          <path d="M6 1.4a4.6 4.6 0 0 1 0 9.2Z" fill="currentColor" />
        </>
      )}
      {grade === 'cold' && <circle cx="6" cy="6" r="4.4" fill="none" stroke="currentColor" strokeWidth="2" />}
    </svg>
  )
}

/** hot, warm or cold: its shape and its word. `bare` without a ground, for table cells. */
export function GradeBadge({
  grade,
  label,
  bare,
  className,
}: {
  grade: GradeName
  label: string
  bare?: boolean
  className?: string
}) {
  return (
    <span
      className={cx(
        'inline-flex items-center gap-1.5 font-medium whitespace-nowrap',
        inks[grade],
        bare ? 'text-sm' : cx('h-5 rounded-sm px-1.5 text-xs', softs[grade]),
        className,
      )}
    >
      <GradeShape grade={grade} />
      {label}
    </span>
  )
}
