import { getTranslations } from 'next-intl/server'
import { cx } from '@/components/ui/cx'
import type { Standing } from '@/lib/handoffs/contest'
import type { Formatter } from '@/lib/platform/i18n/format'

/** Who moves next in an open contest. */
export function moverOf({ phase, owes }: Standing): 'marketing' | 'sales' | 'both' | 'executive' {
  if (phase !== 'heads') return 'executive'
  return owes.length > 1 ? 'both' : (owes[0] ?? 'executive')
}

/** Until when, or since when it is overdue. */
export async function DueWords({ standing, format }: { standing: Standing; format: Formatter }) {
  const t = await getTranslations('handoffs.contest')
  const time = format.dayTime(standing.dueAt)
  return (
    <span className={cx('figures', standing.overdue ? 'font-semibold text-danger-ink' : 'text-body')}>
      {standing.overdue ? t('overdue', { time }) : t('dueBy', { time })}
    </span>
  )
}
