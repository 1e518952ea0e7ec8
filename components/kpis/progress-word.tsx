import { getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import type { Progress } from '@/lib/targets/progress'

const LOOKS = {
  met: { tone: 'success', shape: '✓' },
  behind: { tone: 'danger', shape: '▼' },
  close: { tone: 'neutral', shape: '≈' },
  short: { tone: 'neutral', shape: '–' },
} as const

/** How a fact stands against its target: a word with a shape; colour only where chance would not explain it. */
export async function ProgressWord({ progress, ended }: { progress: Progress; ended: boolean }) {
  const t = await getTranslations('targets')
  const why = t(`why.${progress.verdict}`, { n: ('needed' in progress ? progress.needed : null) ?? 0 })
  switch (progress.verdict) {
    case 'met':
    case 'behind':
    case 'close':
    case 'short': {
      const { tone, shape } = LOOKS[progress.verdict]
      return (
        <span title={why}>
          <Badge tone={tone}>
            <span aria-hidden="true">{shape}</span>
            {t(`verdict.${ended ? 'ended' : 'running'}.${progress.verdict}`)}
          </Badge>
        </span>
      )
    }
    default:
      return (
        <span title={why} className="text-xs text-muted">
          {t(`verdict.${progress.verdict}`)}
        </span>
      )
  }
}
