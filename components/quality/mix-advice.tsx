import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { MIX_GRADES, SUGGESTIONS } from '@/lib/funnel/quality'
import type { MixRow, QualityMix } from '@/lib/funnel/queries/quality'
import type { Formatter } from '@/lib/platform/i18n/format'

/** Rows in a sentence; the others are in the table. */
const NAMED = 5

/** What the mix suggests, in words, only where it is more than chance. */
export async function MixAdvice({ mix, format }: { mix: QualityMix; format: Formatter }) {
  const t = await getTranslations('performance.quality')
  // "No channel" is a gap in the records: nobody can do more or less of it.
  const rows = mix.rows.filter(({ key }) => key !== null)
  const judged = rows.filter(({ shares }) => shares.hot.verdict !== 'too_few')
  const bold = (chunks: ReactNode) => <b className="font-semibold text-ink">{chunks}</b>
  const found = MIX_GRADES.flatMap((grade) => {
    const those = rows
      .filter(({ suggests }) => suggests.includes(SUGGESTIONS[grade]))
      .toSorted((a, b) => (b.shares[grade].low ?? 0) - (a.shares[grade].low ?? 0))
    return those.length === 0 ? [] : [{ grade, those: those.slice(0, NAMED) }]
  })
  const name = (row: MixRow) => row.label ?? ''
  return (
    <Callout title={t('advice.title')}>
      {judged.length < 2 ? (
        <p>{t('advice.tooFew')}</p>
      ) : found.length === 0 ? (
        <p>{t('advice.same')}</p>
      ) : (
        found.map(({ grade, those }) => (
          <p key={grade}>
            {t.rich(`advice.${SUGGESTIONS[grade]}`, {
              b: bold,
              names: format.list(those.map(name)),
            })}{' '}
            <span className="figures text-sm text-muted">
              {those
                .map((row) => {
                  const { value, low, high, count, base } = row.shares[grade]
                  return t('advice.detail', {
                    name: name(row),
                    share: format.percent(value ?? 0),
                    interval: format.interval(low ?? 0, high ?? 0),
                    count: format.number(count),
                    base: format.number(base),
                  })
                })
                .join('; ')}
            </span>
          </p>
        ))
      )}
    </Callout>
  )
}
