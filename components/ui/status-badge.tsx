import { Badge, type Tone } from './badge'

export type LeadStatusName =
  | 'new'
  | 'qualified'
  | 'handed_off'
  | 'accepted'
  | 'deal'
  | 'won'
  | 'lost'
  | 'nurture'
  | 'disqualified'

/** How far along a lead is, as a small dial: empty at the start, full at the end, crossed where it stopped. */
const looks: Record<LeadStatusName, { tone: Tone; fill: number | 'cross' | 'pause' }> = {
  new: { tone: 'neutral', fill: 0 },
  qualified: { tone: 'neutral', fill: 0.25 },
  handed_off: { tone: 'accent', fill: 0.5 },
  accepted: { tone: 'accent', fill: 0.65 },
  deal: { tone: 'accent', fill: 0.85 },
  won: { tone: 'success', fill: 1 },
  lost: { tone: 'danger', fill: 'cross' },
  nurture: { tone: 'warn', fill: 'pause' },
  disqualified: { tone: 'neutral', fill: 'cross' },
}

const inks: Record<Tone, string> = {
  neutral: 'text-body',
  accent: 'text-accent-ink',
  success: 'text-success-ink',
  warn: 'text-warn-ink',
  danger: 'text-danger-ink',
}

function Dial({ fill }: { fill: number | 'cross' | 'pause' }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 shrink-0">
      <circle
        cx="6"
        cy="6"
        r="5"
        fill={fill === 1 ? 'currentColor' : 'none'}
        stroke="currentColor"
        strokeWidth="1.3"
      />
      {typeof fill === 'number' && fill > 0 && fill < 1 && (
        <circle
          cx="6"
          cy="6"
          r="1.6"
          fill="none"
          stroke="currentColor"
          strokeWidth="3.2"
          strokeDasharray={`${fill * 10.05} 10.05`}
          transform="rotate(-90 6 6)"
        />
      )}
      {fill === 'cross' && (
        <path d="m4.2 4.2 3.6 3.6m0-3.6L4.2 7.8" stroke="currentColor" strokeWidth="1.2" fill="none" />
      )}
      {fill === 'pause' && <path d="M4.8 4v4m2.4-4v4" stroke="currentColor" strokeWidth="1.2" fill="none" />}
    </svg>
  )
}

export function StatusBadge({
  status,
  label,
  bare,
}: {
  status: LeadStatusName
  label: string
  bare?: boolean
}) {
  const look = looks[status]
  if (bare) {
    return (
      <span className={`inline-flex items-center gap-1.5 text-sm whitespace-nowrap ${inks[look.tone]}`}>
        <Dial fill={look.fill} />
        {label}
      </span>
    )
  }
  return (
    <Badge tone={look.tone}>
      <Dial fill={look.fill} />
      {label}
    </Badge>
  )
}
