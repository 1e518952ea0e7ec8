import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import type { RejectionProps } from './rejections-screen'

const MOST = 6

/** What stands out by more than chance, in words; that nothing does is said as well. */
export async function RejectionFindings({ found, format, reasonName }: RejectionProps) {
  const [t, none] = await Promise.all([
    getTranslations('performance.rejections.findings'),
    getTranslations('performance.none'),
  ])
  const bold = (chunks: ReactNode) => <b className="font-semibold text-ink">{chunks}</b>
  const stands = (verdict: string) => verdict === 'more' || verdict === 'less'
  const said = (one: { verdict: string; value: number | null; count: number; base: number }) => ({
    b: bold,
    verdict: one.verdict,
    share: format.percent(one.value ?? 0),
    count: format.number(one.count),
    base: format.number(one.base),
  })
  const rows = found.rows.map((row) => ({ ...row, name: row.label ?? none(found.groupBy) }))
  const findings = [
    ...rows
      .filter(({ rate }) => stands(rate.verdict))
      .map(({ key, name, rate }) => <li key={`rate ${key}`}>{t.rich('rate', { name, ...said(rate) })}</li>),
    ...rows
      .filter(({ againstRate }) => stands(againstRate.verdict))
      .map(({ key, name, againstRate }) => (
        <li key={`against ${key}`}>{t.rich('against', { name, ...said(againstRate) })}</li>
      )),
    ...rows.flatMap(({ key, name, reasons }) =>
      reasons
        .filter(({ verdict }) => stands(verdict))
        .map((one) => (
          <li key={`${key} ${one.reasonId}`}>
            {t.rich('reason', { name, reason: reasonName(one.reasonId), ...said(one) })}
          </li>
        )),
    ),
  ]
  const isKnown = rows.some(({ rate }) => rate.verdict !== 'too_few')
  return (
    <Callout title={t('title')}>
      {findings.length > 0 ? (
        <ul className="flex flex-col gap-0.5">{findings.slice(0, MOST)}</ul>
      ) : (
        <p>{t(isKnown ? 'none' : 'tooFew')}</p>
      )}
    </Callout>
  )
}
