import { Badge } from '@/components/ui/badge'
import type { Verdict } from '@/lib/platform/statistics'

const SHAPES: Record<Verdict, string> = { better: '▲', worse: '▼', same: '=', too_few: '·' }
const TONES = { better: 'success', worse: 'danger', same: 'neutral', too_few: 'neutral' } as const

/** How a row compares with the rest: a word and a shape, never a colour alone. */
export function VerdictBadge({ verdict, words, title }: { verdict: Verdict; words: string; title: string }) {
  return (
    <span title={title}>
      <Badge tone={TONES[verdict]}>
        <span aria-hidden="true">{SHAPES[verdict]}</span>
        {words}
      </Badge>
    </span>
  )
}
