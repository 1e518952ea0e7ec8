import { getTranslations } from 'next-intl/server'
import type { Change } from '@/lib/funnel/change'
import { written } from '@/lib/funnel/wording'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Figure } from './board'

const SHAPES = { better: '▲', worse: '▼', differs: '◆' } as const
const TONES = { better: 'text-success-ink', worse: 'text-danger-ink', differs: 'text-ink' } as const

/** The value before, and whether the change is one beyond chance. */
export async function ChangeNote({ figure, format }: { figure: Figure; format: Formatter }) {
  const t = await getTranslations('targets.kpis')
  const { kpi, change } = figure
  if (kpi.previous === null) return null
  const { verdict } = change
  return (
    <span>
      {t('before', { value: written(kpi.id, kpi.previous, format) })}
      {verdict === 'better' || verdict === 'worse' || verdict === 'differs' ? (
        <span className={`font-medium whitespace-nowrap ${TONES[verdict]}`}>
          {' · '}
          <span aria-hidden="true">{SHAPES[verdict]} </span>
          {t(`change.${verdict}`)}
        </span>
      ) : (
        verdict !== 'unjudged' && <span> · {wordsOf(change, t)}</span>
      )}
    </span>
  )
}

type Say = Awaited<ReturnType<typeof getTranslations<'targets.kpis'>>>

function wordsOf(change: Change, t: Say): string {
  switch (change.verdict) {
    case 'same':
      return change.needed === null ? t('change.same') : t('change.sameMore', { n: change.needed })
    case 'too_few':
      return change.needed === 0 ? t('change.tooFewBefore') : t('change.tooFew', { n: change.needed })
    default:
      return t('change.tooYoung')
  }
}
