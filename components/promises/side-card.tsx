import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import type { Formatter } from '@/lib/platform/i18n/format'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import { sharesOf } from '@/lib/promises/measure'
import type { Promises } from '@/lib/promises/queries'
import { behindHref } from '@/lib/promises/search-params'
import { Count, Share } from './share'

type Props = { counted: Promises; format: Formatter }

/** Sales owes verdicts, in time. */
export async function SalesSide({ counted, format }: Props) {
  const [t, common] = await Promise.all([getTranslations('promises'), getTranslations('common.grade')])
  const counts = counted.sides.sales
  const shares = sharesOf(counts)
  const { verdictWithin } = counted.definition.terms.sales
  const words = { tooFew: t('tooFew'), noData: t('noData') }
  const href = (set: HandoffSet) => behindHref(counted, set)
  const { response } = counts
  const working = (minutes: number) => format.duration(minutes, WORKING_DAY_MINUTES)
  const { hot, warm, cold } = verdictWithin
  const grades = (['hot', 'warm', 'cold'] as const).map((grade) =>
    t('promised.verdict', { grade: common(grade), time: working(verdictWithin[grade]) }),
  )
  return (
    <Card title={t('side.sales')} flush>
      <Lines title={t('period')}>
        <Line
          name={t('line.verdicts')}
          note={
            hot === warm && warm === cold
              ? t('promised.answers', { time: working(hot) })
              : t('promised.verdicts', { list: format.list(grades) })
          }
          value={
            <Share
              estimate={shares.verdictsKept}
              format={format}
              words={words}
              countHref={href('inTime')}
              baseHref={href('settled')}
            />
          }
        />
        <Line
          name={t('line.response')}
          note={response && t('middle', { low: working(response.low), high: working(response.high) })}
          value={
            response ? (
              <Figure label={working(response.middle)}>
                <Count value={counts.timed} href={href('timed')} format={format} />
              </Figure>
            ) : (
              <span className="text-muted">{t('noData')}</span>
            )
          }
        />
        <Line
          name={t('line.acceptance')}
          value={
            <Share
              estimate={shares.acceptance}
              format={format}
              words={words}
              countHref={href('accepted')}
              baseHref={href('decided')}
            />
          }
        />
        <Line
          name={t('line.contested')}
          note={
            <>
              {t('line.overturned')}:{' '}
              <Count value={counts.overturned} href={href('overturned')} format={format} />
            </>
          }
          value={
            <Figure label={<Count value={counts.contested} href={href('contested')} format={format} />}>
              {t('line.ofRejected')} <Count value={counts.rejected} href={href('rejected')} format={format} />
            </Figure>
          }
        />
        <Line
          name={t('line.asked')}
          value={<Figure label={<Count value={counts.asked} href={href('asked')} format={format} />} />}
        />
      </Lines>
      <Lines title={t('now')}>
        <Load
          name={t('line.pending')}
          count={counts.pending}
          countHref={href('pending')}
          late={counts.overdue}
          lateHref={href('overdue')}
          oldest={counts.oldestPending}
          format={format}
        />
      </Lines>
    </Card>
  )
}

/** Marketing owes answers, complete records and a number of leads that are ready. */
export async function MarketingSide({ counted, format }: Props) {
  const t = await getTranslations('promises')
  const counts = counted.sides.marketing
  const shares = sharesOf(counts)
  const { answerWithin, completeShare } = counted.definition.terms.marketing
  const words = { tooFew: t('tooFew'), noData: t('noData') }
  const href = (set: HandoffSet) => behindHref(counted, set)
  return (
    <Card title={t('side.marketing')} flush>
      <Lines title={t('period')}>
        <Line
          name={t('line.answers')}
          note={t('promised.answers', { time: format.duration(answerWithin, WORKING_DAY_MINUTES) })}
          value={
            <Share
              estimate={shares.answersKept}
              format={format}
              words={words}
              countHref={href('answerInTime')}
              baseHref={href('answerSettled')}
            />
          }
        />
        <Line
          name={t('line.complete')}
          note={
            completeShare > 0
              ? t('promised.share', { share: format.percent(completeShare / 100) })
              : t('promised.none')
          }
          value={
            <Share
              estimate={shares.complete}
              format={format}
              words={words}
              countHref={href('complete')}
              baseHref={href('offered')}
            />
          }
        />
        <Line
          name={t('line.volume')}
          note={
            counted.promisedVolume === null
              ? t('promised.none')
              : t('promised.volume', { count: format.number(counted.promisedVolume) })
          }
          value={<Figure label={<Count value={counts.ready} href={href('ready')} format={format} />} />}
        />
      </Lines>
      <Lines title={t('now')}>
        <Load
          name={t('line.waiting')}
          count={counts.waiting}
          countHref={href('waiting')}
          late={counts.waitingLate}
          lateHref={href('waitingLate')}
          oldest={counts.oldestWaiting}
          format={format}
        />
        <Load
          name={t('line.returned')}
          count={counts.returned}
          countHref={href('returned')}
          late={counts.returnedLate}
          lateHref={href('returnedLate')}
          oldest={counts.oldestReturned}
          format={format}
        />
      </Lines>
    </Card>
  )
}

function Lines({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="border-t border-line first:border-t-0">
      <h3 className="px-4 pt-2.5 text-xs font-medium text-muted">{title}</h3>
      <dl className="pb-1">{children}</dl>
    </section>
  )
}

function Line({ name, note, value }: { name: string; note?: ReactNode; value: ReactNode }) {
  return (
    <div className="flex items-start justify-between gap-4 px-4 py-2">
      <dt className="min-w-0 text-ink">
        {name}
        {note != null && note !== '' && <span className="block text-xs text-muted">{note}</span>}
      </dt>
      <dd className="figures text-end">{value}</dd>
    </div>
  )
}

function Figure({ label, children }: { label: ReactNode; children?: ReactNode }) {
  return (
    <span className="inline-flex flex-col items-end leading-tight whitespace-nowrap">
      <span className="font-medium text-ink">{label}</span>
      {children != null && <span className="text-xs text-muted">{children}</span>}
    </span>
  )
}

/** What waits now: how many, how many of them too long, and since when the oldest. */
async function Load({
  name,
  count,
  countHref,
  late,
  lateHref,
  oldest,
  format,
}: {
  name: string
  count: number
  countHref: string
  late: number
  lateHref: string
  oldest: Date | null
  format: Formatter
}) {
  const t = await getTranslations('promises')
  return (
    <Line
      name={name}
      note={oldest && t('oldest', { time: format.dayTime(oldest) })}
      value={
        <Figure label={<Count value={count} href={countHref} format={format} />}>
          {late > 0 && (
            <a href={lateHref} className="leading-6 font-medium text-danger-ink hover:underline">
              {t('overdue', { count: late })}
            </a>
          )}
        </Figure>
      }
    />
  )
}
