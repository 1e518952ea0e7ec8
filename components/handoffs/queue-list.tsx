import Link from 'next/link'
import { getLocale, getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { GradeBadge } from '@/components/ui/grade-badge'
import { RelativeTime } from '@/components/ui/time'
import { isPaused } from '@/lib/handoffs/clock'
import type { QueueRow } from '@/lib/handoffs/queries/queue'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { DueMark } from './due-mark'

/** The queue itself: one link per handoff, the most urgent on top. */
export async function QueueList({
  rows,
  openId,
  href,
  actor,
  format,
  label,
}: {
  rows: readonly QueueRow[]
  openId: number | undefined
  href: (id: number) => string
  actor: Actor
  format: Formatter
  label: string
}) {
  return (
    <ol aria-label={label} className="flex flex-col">
      {rows.map((row) => (
        <li
          key={row.id}
          data-row={row.id}
          className={cx(
            'relative border-b border-line px-4 py-2 last:border-b-0 hover:bg-hover max-md:py-3',
            row.id === openId && 'md:bg-selected',
          )}
        >
          <Row row={row} href={href(row.id)} open={row.id === openId} actor={actor} format={format} />
        </li>
      ))}
    </ol>
  )
}

async function Row({
  row,
  href,
  open,
  actor,
  format,
}: {
  row: QueueRow
  href: string
  open: boolean
  actor: Actor
  format: Formatter
}) {
  const [t, common, locale] = await Promise.all([
    getTranslations('handoffs'),
    getTranslations('common'),
    getLocale(),
  ])
  const fresh = row.state === 'pending' && !row.firstOpenedAt && row.offeredBy !== actor.name
  const to =
    row.assignee === null || row.state !== 'pending'
      ? null
      : row.assignee.id === actor.personId
        ? t('forYou')
        : t('forPerson', { name: row.assignee.name })
  const words =
    row.state === 'rejected' ? (locale === 'ru' ? row.reason?.nameRu : row.reason?.nameEn) : row.note
  return (
    <>
      <div className="flex items-baseline justify-between gap-3">
        <Link
          href={href}
          scroll={false}
          prefetch={false}
          data-row-link=""
          aria-current={open || undefined}
          className={cx('row-link min-w-0 truncate text-ink', fresh ? 'font-semibold' : 'font-medium')}
        >
          {row.leadName}
          {fresh && <span className="sr-only">, {t('new')}</span>}
        </Link>
        {row.state === 'pending' ? (
          <DueMark
            handoff={row}
            format={format}
            side={actor.roles.includes('sales') ? 'sales' : 'marketing'}
          />
        ) : (
          <span className="flex shrink-0 items-baseline gap-2 text-sm text-muted">
            <Badge tone={row.state === 'accepted' ? 'success' : 'warn'}>
              {common(`handoffState.${row.state}`)}
            </Badge>
            <RelativeTime value={row.decidedAt} format={format} narrow />
          </span>
        )}
      </div>
      <p className="flex items-center gap-1.5 overflow-hidden text-sm whitespace-nowrap text-muted max-md:flex-wrap">
        {row.grade && <GradeBadge grade={row.grade} label={common(`grade.${row.grade}`)} bare />}
        {row.contactName && (
          <span className="min-w-0 truncate">
            <Dot />
            {row.contactName}
          </span>
        )}
        <span className="shrink-0">
          <Dot />
          {row.state === 'pending' || !row.decidedBy ? t('from', { name: row.offeredBy }) : row.decidedBy}
        </span>
        {to && (
          <span className="min-w-0 truncate">
            <Dot />
            {to}
          </span>
        )}
        {row.round > 1 && (
          <span className="shrink-0">
            <Dot />
            {t('round', { round: row.round })}
          </span>
        )}
      </p>
      {isPaused(row) && row.question ? (
        <p className="truncate text-sm text-body">
          <span aria-hidden="true" className="font-semibold text-muted">
            ?{' '}
          </span>
          {row.question}
        </p>
      ) : (
        words && <p className="truncate text-sm text-body">{words}</p>
      )}
    </>
  )
}

function Dot() {
  return (
    <span aria-hidden="true" className="pr-1.5 text-muted">
      ·
    </span>
  )
}
