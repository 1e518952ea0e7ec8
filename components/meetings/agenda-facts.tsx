import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { periodName } from '@/components/kpis/period-name'
import { ProgressWord } from '@/components/kpis/progress-word'
import { Count } from '@/components/promises/share'
import { Badge } from '@/components/ui/badge'
import { sourcesOf } from '@/lib/funnel/metrics'
import { handoffsHref, segmentHref, sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import type { Agenda } from '@/lib/meetings/agenda'
import type { SureChange } from '@/lib/meetings/changes'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'
import { behindHref } from '@/lib/promises/search-params'

type Props = { agenda: Agenda; format: Formatter }

/** Which promises were broken, of those that fell due, by both sides. */
export async function PromisesFacts({ agenda: { period, promises }, format }: Props) {
  const t = await getTranslations('meetings.promises')
  const { sales, marketing, people, complete, ready } = promises
  return (
    <Facts>
      <Fact
        name={t('sales')}
        value={<Broken kept={sales} href={behindHref(period, 'broken')} format={format} />}
        note={
          sales.due > 0 ? (
            <OfDue due={sales.due} href={behindHref(period, 'settled')} format={format} />
          ) : (
            t('nothingDue')
          )
        }
      />
      <Fact
        name={t('marketing')}
        value={<Broken kept={marketing} href={behindHref(period, 'answerBroken')} format={format} />}
        note={
          marketing.due > 0 ? (
            <OfDue due={marketing.due} href={behindHref(period, 'answerSettled')} format={format} />
          ) : (
            t('nothingDue')
          )
        }
      />
      {people.map(({ side, personId, name, due, broken }) => (
        <Fact
          key={`${side} ${personId}`}
          indented
          name={
            <>
              {name ?? t('nobody')} <span className="text-muted">({t('sideOf', { side })})</span>
            </>
          }
          value={
            <Count
              value={broken}
              href={behindHref(period, side === 'sales' ? 'broken' : 'answerBroken', { side, personId })}
              format={format}
            />
          }
          note={
            <OfDue
              due={due}
              href={behindHref(period, side === 'sales' ? 'settled' : 'answerSettled', { side, personId })}
              format={format}
            />
          }
        />
      ))}
      {complete.promised > 0 && (
        <Fact
          name={t('complete')}
          value={<Count value={complete.count} href={behindHref(period, 'complete')} format={format} />}
          note={
            <>
              <OfDue due={complete.base} href={behindHref(period, 'offered')} format={format} />
              {' · '}
              {t('completePromised', { share: format.percent(complete.promised, 0) })}
            </>
          }
        />
      )}
      {ready.promised !== null && (
        <Fact
          name={t('ready')}
          value={<Count value={ready.count} href={behindHref(period, 'ready')} format={format} />}
          note={t('readyPromised', { count: format.number(ready.promised) })}
        />
      )}
    </Facts>
  )
}

function Broken({ kept, href, format }: { kept: { broken: number }; href: string; format: Formatter }) {
  return (
    <span className={kept.broken > 0 ? 'text-danger-ink' : undefined}>
      <Count value={kept.broken} href={href} format={format} />
    </span>
  )
}

async function OfDue({ due, href, format }: { due: number; href: string; format: Formatter }) {
  const t = await getTranslations('meetings.promises')
  return (
    <Link href={href} prefetch={false} className="inline-block leading-6 hover:text-ink hover:underline">
      {t('ofDue', { due: format.number(due) })}
    </Link>
  )
}

/** Why sales handed leads back. */
export async function RejectionsFacts({ agenda: { period, rejections }, format }: Props) {
  const [t, locale] = await Promise.all([getTranslations('meetings.rejections'), getLocale()])
  const { decided, rejected, reasons } = rejections
  if (rejected === 0) return <Nothing>{t('none')}</Nothing>
  return (
    <Facts>
      <Fact
        name={t('share', { decided })}
        value={<Count value={rejected} href={behindHref(period, 'rejected')} format={format} />}
      />
      {reasons.map(({ id, nameEn, nameRu, count, contested, overturned }) => (
        <Fact
          key={id ?? 0}
          indented
          name={(locale === 'ru' ? nameRu : nameEn) ?? t('unknown')}
          note={contested > 0 && t('contested', { contested, overturned })}
          value={
            <Count value={count} href={behindHref(period, 'rejected', { reasonId: id })} format={format} />
          }
        />
      ))}
    </Facts>
  )
}

/** Only what passes the test; and what was compared with what. */
export async function ChangesFacts({ agenda: { changes, compared }, format }: Props) {
  const [t, funnel] = await Promise.all([getTranslations('meetings.changes'), getTranslations('funnel')])
  const { sure, tested, tooFew } = changes
  const { now, before } = compared
  return (
    <>
      {sure.length === 0 ? (
        <Nothing>{t('none')}</Nothing>
      ) : (
        <Facts>
          {sure.map((change) => (
            <Fact
              key={`${change.metric} ${change.channel?.id ?? ''}`}
              name={
                <>
                  {funnel(`metric.${change.metric}.name`)}
                  {change.channel && ` · ${change.channel.name ?? t('noChannel')}`}
                  <span className="figures block text-xs text-muted">
                    <Part change={change} when="before" period={before} format={format} />
                    {' → '}
                    <Part change={change} when="now" period={now} format={format} />
                  </span>
                </>
              }
              value={
                <span className="whitespace-nowrap">
                  {t('fromTo', {
                    before: format.percent(change.before.count / change.before.base),
                    now: format.percent(change.now.count / change.now.base),
                  })}
                </span>
              }
              note={
                <Badge tone={change.good === null ? 'neutral' : change.good ? 'success' : 'danger'}>
                  {t(change.good === null ? 'differs' : change.good ? 'better' : 'worse')}
                </Badge>
              }
            />
          ))}
        </Facts>
      )}
      <p className="px-4 pb-2 text-xs text-pretty text-muted">
        {t('how', {
          tested,
          tooFew,
          nowFrom: format.shortDate(now.from),
          nowTo: format.date(now.to),
          beforeFrom: format.shortDate(before.from),
          beforeTo: format.date(before.to),
        })}
      </p>
    </>
  )
}

/** Count and base, each leading to exactly what it counts. */
async function Part({
  change: { metric, channel, ...shares },
  when,
  period,
  format,
}: {
  change: SureChange
  when: 'now' | 'before'
  period: Period
  format: Formatter
}) {
  const { numerator, denominator } = sourcesOf(metric)
  const { count, base } = shares[when]
  const href = (source: typeof numerator) => {
    if (!source) return '/leads'
    if (source.of === 'handoffs' && channel)
      return handoffsHref({ ...period, channelId: channel.id }, source.set)
    return sourceHref(source, period, { filters: channel ? { channel: channel.id } : {} })
  }
  return (
    <>
      <Link
        href={href(numerator)}
        prefetch={false}
        className="relative after:absolute after:-inset-1 hover:text-ink hover:underline"
      >
        {format.number(count)}
      </Link>
      {' / '}
      <Link
        href={href(denominator)}
        prefetch={false}
        className="relative after:absolute after:-inset-1 hover:text-ink hover:underline"
      >
        {format.number(base)}
      </Link>
    </>
  )
}

/** Targets that both heads agreed to, and where they stand. */
export async function PlanFacts({ agenda: { plan }, format }: Props) {
  const [t, targets, funnel] = await Promise.all([
    getTranslations('meetings.plan'),
    getTranslations('targets'),
    getTranslations('funnel'),
  ])
  if (plan.length === 0) return <Nothing>{t('none')}</Nothing>
  return (
    <Facts>
      {plan.map((one) => (
        <Fact
          key={`${one.kpi} ${one.period}`}
          name={
            <>
              {funnel(`metric.${one.kpi}.name`)}
              <span className="block text-xs text-muted">
                {periodName(one.period, targets, format)}
                {' · '}
                {t('target', { target: written(one.kpi, one.target, format) })}
              </span>
            </>
          }
          value={one.fact === null ? t('noFact') : written(one.kpi, one.fact, format)}
          note={<ProgressWord progress={one.progress} ended={one.ended} />}
        />
      ))}
    </Facts>
  )
}

/** Leads in nurture that nobody has touched for long. */
export async function NurtureFacts({ agenda: { nurture, period }, format }: Props) {
  const t = await getTranslations('meetings.nurture')
  return (
    <Facts>
      {(['forgotten6', 'forgotten12'] as const).map((name) => (
        <Fact
          key={name}
          name={t(name)}
          value={<Count value={nurture[name]} href={segmentHref(period, name)} format={format} />}
          note={nurture.before && t('before', { count: format.number(nurture.before[name]) })}
        />
      ))}
    </Facts>
  )
}

/** Questions without answer, leads without verdict, rejections without agreement. */
export async function OpenFacts({ agenda: { open, period }, format }: Props) {
  const t = await getTranslations('meetings.openItems')
  const late = (count: number, set: 'waitingLate' | 'overdue' | 'returnedLate') =>
    count > 0 && (
      <Link
        href={behindHref(period, set)}
        prefetch={false}
        className="inline-block leading-6 font-medium text-danger-ink hover:underline"
      >
        {t('late', { count })}
      </Link>
    )
  return (
    <Facts>
      <Fact
        name={t('waiting')}
        value={<Count value={open.waiting} href={behindHref(period, 'waiting')} format={format} />}
        note={late(open.waitingLate, 'waitingLate')}
      />
      <Fact
        name={t('pending')}
        value={<Count value={open.pending} href={behindHref(period, 'pending')} format={format} />}
        note={late(open.overdue, 'overdue')}
      />
      <Fact
        name={t('returned')}
        value={<Count value={open.returned} href={behindHref(period, 'returned')} format={format} />}
        note={late(open.returnedLate, 'returnedLate')}
      />
      <Fact name={t('contests')} value={<Count value={open.contests} href="/contests" format={format} />} />
      {open.contested.map(({ id, leadName, openedAt }) => (
        <Fact
          key={id}
          indented
          name={
            <Link href={`/contests/${id}`} prefetch={false} className="text-accent-ink hover:underline">
              {leadName}
            </Link>
          }
          value={null}
          note={t('since', { date: format.shortDate(openedAt) })}
        />
      ))}
    </Facts>
  )
}

function Facts({ children }: { children: ReactNode }) {
  return <dl className="py-1">{children}</dl>
}

function Fact({
  name,
  value,
  note,
  indented,
}: {
  name: ReactNode
  value: ReactNode
  note?: ReactNode
  indented?: boolean
}) {
  return (
    <div
      className={
        indented
          ? 'flex items-baseline justify-between gap-4 py-0.5 pr-4 pl-8 text-sm'
          : 'flex items-baseline justify-between gap-4 px-4 py-1'
      }
    >
      <dt className="min-w-0 [overflow-wrap:anywhere] text-ink">{name}</dt>
      <dd className="figures flex flex-wrap items-baseline justify-end gap-x-1.5 text-end">
        {value !== null && <span className={indented ? 'text-ink' : 'font-semibold text-ink'}>{value}</span>}
        {note && <span className="text-sm text-muted">{note}</span>}
      </dd>
    </div>
  )
}

function Nothing({ children }: { children: ReactNode }) {
  return <p className="px-4 py-2 text-muted">{children}</p>
}
