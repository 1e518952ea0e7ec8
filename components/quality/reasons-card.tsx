import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import { rejectionsHref } from '@/lib/funnel/quality-address'
import { handoffsHref } from '@/lib/funnel/search-params'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import { CountLink, judgedShares } from './judged-share'
import type { RejectionProps } from './rejections-screen'

/** The reasons of all rejections, the most frequent first, with what marketing contested of them. */
export async function ReasonsCard({ found, state, format, reasonName }: RejectionProps) {
  const [t, all, share] = await Promise.all([
    getTranslations('performance.rejections'),
    getTranslations('performance'),
    judgedShares(format),
  ])
  const { total, reasons, named } = found
  const { from, to } = state
  const list = (set: HandoffSet, reasonId?: number) =>
    handoffsHref({ from, to, reasonId, of: 'rejections' }, set)
  return (
    <Card
      title={
        <span className="inline-flex items-center gap-1.5">
          {t('reasons.title')}
          <Explain label={all('howCounted')}>{t('reasons.how')}</Explain>
        </span>
      }
      note={t('reasons.note', {
        rejected: format.number(total.rejected),
        decided: format.number(total.decided),
        from: format.date(from),
        to: format.date(to),
      })}
      flush
    >
      <div className="relative overflow-x-auto pb-1">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('reasons.title')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.reason')}</th>
              <th scope="col">{t('column.share')}</th>
              <th scope="col">{t('column.contested')}</th>
              <th scope="col">{t('column.overturned')}</th>
            </tr>
          </thead>
          <tbody>
            {reasons.map(({ reasonId, share: ofAll, contested, overturned }) => (
              <tr key={reasonId}>
                <th scope="row">
                  <Link
                    href={rejectionsHref(state, { reason: reasonId })}
                    prefetch={false}
                    aria-current={reasonId === state.reason ? 'true' : undefined}
                    className="hover:underline aria-[current]:text-accent-ink"
                  >
                    {reasonName(reasonId)}
                  </Link>
                  {named.get(reasonId)?.countsAgainstMarketing && (
                    <span className="block text-xs font-normal text-muted">{t('reasons.against')}</span>
                  )}
                </th>
                <td>{share(ofAll, list('rejected', reasonId), list('rejected'))}</td>
                <td>
                  <CountLink value={contested} href={list('contested', reasonId)} format={format} />
                </td>
                <td>
                  <CountLink value={overturned} href={list('overturned', reasonId)} format={format} />
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">
                {t('column.against')}
                <span className="block text-xs font-normal text-muted">{t('column.decided')}</span>
              </th>
              <td>{share(total.againstRate, list('againstMarketing'), list('decided'))}</td>
              <td>
                <CountLink value={total.contested} href={list('contested')} format={format} />
              </td>
              <td>
                <CountLink value={total.overturned} href={list('overturned')} format={format} />
              </td>
            </tr>
          </tfoot>
        </table>
      </div>
    </Card>
  )
}
