import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { adviceOf, type ChannelResult } from '@/lib/funnel/advice'
import type { Funnel } from '@/lib/funnel/queries/funnel'
import type { MoneyRow } from '@/lib/funnel/queries/money'
import type { Formatter } from '@/lib/platform/i18n/format'
import { moneyPer } from '@/lib/platform/money'
import { ENOUGH } from '@/lib/platform/statistics'

/** What the numbers say about the channels, in a sentence or two; silent where they say nothing. */
export async function AdviceNote({
  funnel,
  money,
  format,
}: {
  funnel: Funnel
  money: readonly MoneyRow[]
  format: Formatter
}) {
  const t = await getTranslations('funnel')
  const channels = funnel.rows.map((row): ChannelResult => {
    const costs = money.find(({ key }) => key === row.key)
    const known = costs !== undefined && Number(costs.marketing) > 0
    return {
      key: row.key,
      label: row.label ?? t('none.channel'),
      leadToSale: row.rates.leadToSale,
      verdict: row.verdict,
      costPerSale: known ? moneyPer(costs.marketing, costs.customers) : null,
    }
  })
  const advice = adviceOf(channels, ENOUGH)
  if (advice.kind === 'no_leads') return null
  const bold = (chunks: ReactNode) => <b className="font-semibold text-ink">{chunks}</b>
  const names = (list: readonly ChannelResult[]) => format.list(list.map(({ label }) => label))
  const details = (list: readonly ChannelResult[]) =>
    list
      .map(({ label, leadToSale: { value, low, high }, costPerSale }) =>
        t('advice.betterOne', {
          name: label,
          rate: format.percent(value ?? 0),
          interval: format.interval(low ?? 0, high ?? 0),
          cost: costPerSale === null ? 'none' : format.moneyRounded(costPerSale),
        }),
      )
      .join('; ')
  return (
    <Callout title={t('advice.currencyTitle')}>
      {advice.kind === 'too_few' && <p>{t('advice.tooFew', { enough: advice.enough })}</p>}
      {advice.kind === 'same' && <p>{t('advice.same')}</p>}
      {advice.kind === 'found' && advice.better.length > 0 && (
        <p>
          {t.rich('advice.better', { b: bold, n: advice.better.length, names: names(advice.better) })}{' '}
          <span className="figures text-sm">{details(advice.better)}.</span>
        </p>
      )}
      {advice.kind === 'found' && advice.worse.length > 0 && (
        <p>
          {t.rich('advice.worseIntro', { b: bold, n: advice.worse.length, names: names(advice.worse) })}{' '}
          <span className="figures text-sm">{details(advice.worse)}.</span>
        </p>
      )}
      {advice.kind === 'found' && (
        <p className="figures text-sm">
          {t('advice.per', { rate: format.percent(funnel.total.rates.leadToSale.value ?? 0) })}
          {funnel.total.tooYoung && ` ${t('advice.young')}`}
        </p>
      )}
    </Callout>
  )
}
