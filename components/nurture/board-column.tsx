import { BellRing, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Badge } from '@/components/ui/badge'
import { cx } from '@/components/ui/cx'
import { GradeBadge } from '@/components/ui/grade-badge'
import { Time } from '@/components/ui/time'
import { ALARMING, type BoardCard, type BoardColumn as Column } from '@/lib/nurture/queries/board'
import type { WakingTouch } from '@/lib/nurture/queries/followed'
import { NURTURE_BOARD, NURTURE_LIST, placeName } from '@/lib/nurture/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { KindIcon } from './kind-icon'

type Around = { today: string; touches: ReadonlyMap<number, WakingTouch>; format: Formatter }

/** One span of silence: how many there are in all, and the longest forgotten of them. */
export async function BoardColumn({
  column: { age, count, cards, next },
  filters,
  here,
  openId,
  ...around
}: Around & { column: Column; filters: Query; here: Query; openId: number | null }) {
  const t = await getTranslations('nurture.board')
  const alarming = ALARMING.includes(age)
  const name = t(`age.${age}`)
  const listHref = hrefWith(NURTURE_LIST, filters, { age })
  const place = placeName(age)
  const onward = here[place] !== undefined
  const number = around.format.number(count)
  return (
    <section
      aria-labelledby={`age-${age}`}
      className={cx(
        'flex min-w-0 flex-col rounded-lg border bg-sunken',
        alarming && count > 0 ? 'border-danger/40' : 'border-line',
      )}
    >
      <header className="flex min-h-11 items-center justify-between gap-2 px-3 pt-1">
        <h2 id={`age-${age}`} className="flex min-w-0 items-center gap-1.5 text-sm font-semibold text-ink">
          <span className="whitespace-nowrap">{name}</span>
          {alarming && count > 0 && (
            <Badge tone="danger">
              <BellRing aria-hidden="true" />
              <span className="xl:max-2xl:sr-only">{t('alarm')}</span>
            </Badge>
          )}
        </h2>
        {count > 0 ? (
          <Link
            href={listHref}
            prefetch={false}
            data-count={count}
            aria-label={t('allOf', { count: number, column: name })}
            className="figures rounded-sm px-1 text-sm font-semibold text-accent-ink hover:underline pointer-coarse:py-2"
          >
            {number}
          </Link>
        ) : (
          <span className="figures px-1 text-sm text-muted">0</span>
        )}
      </header>
      <ul className="flex flex-col gap-1.5 px-1.5 pb-1.5 max-md:[&>li:nth-child(n+6)]:hidden" data-list="">
        {cards.map((card) => (
          <li key={card.id}>
            <Card
              card={card}
              open={card.id === openId}
              href={hrefWith(NURTURE_BOARD, here, { open: card.id })}
              {...around}
            />
          </li>
        ))}
        {cards.length === 0 && <li className="px-1.5 pb-2 text-sm text-muted">{t('empty')}</li>}
      </ul>
      {(next || onward || count > 5) && (
        <footer className="mt-auto flex flex-wrap justify-between gap-2 px-3 pb-2.5 text-sm">
          {onward ? (
            <Link
              href={hrefWith(NURTURE_BOARD, here, { [place]: null })}
              scroll={false}
              prefetch={false}
              aria-label={t('startOf', { column: name })}
              className="text-accent-ink hover:underline max-md:hidden"
            >
              <span aria-hidden="true">↑ </span>
              {t('start')}
            </Link>
          ) : (
            <span />
          )}
          {next && (
            <Link
              href={hrefWith(NURTURE_BOARD, here, { [place]: next.join('_') })}
              scroll={false}
              prefetch={false}
              aria-label={t('moreOf', { column: name })}
              className="text-accent-ink hover:underline max-md:hidden"
            >
              {t('more')}
              <span aria-hidden="true"> ↓</span>
            </Link>
          )}
          {count > 5 && (
            <Link href={listHref} prefetch={false} className="py-1 text-accent-ink hover:underline md:hidden">
              {t('allOf', { count: number, column: name })}
            </Link>
          )}
        </footer>
      )}
    </section>
  )
}

async function Card({
  card,
  open,
  href,
  today,
  touches,
  format,
}: Around & { card: BoardCard; open: boolean; href: string }) {
  const [t, nurture, common] = await Promise.all([
    getTranslations('nurture.board'),
    getTranslations('nurture'),
    getTranslations('common'),
  ])
  const awake = card.wakeOn <= today
  const touch = card.wokenByTouchId === null ? undefined : touches.get(card.wokenByTouchId)
  return (
    <div
      data-row={card.id}
      className={cx(
        'relative rounded-md border px-2.5 py-2 text-sm hover:border-line-strong',
        open ? 'border-line-strong bg-selected' : 'border-line bg-surface',
      )}
    >
      <div className="flex items-start justify-between gap-2">
        <Link
          href={href}
          scroll={false}
          prefetch={false}
          data-row-link=""
          className="row-link min-w-0 font-medium [overflow-wrap:anywhere] text-ink"
        >
          {card.name}
        </Link>
        <span className="shrink-0 pt-px text-xs text-muted">
          <Time value={card.lastContactAt} format={format} as="relativeNarrow" />
        </span>
      </div>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-2 gap-y-0.5 text-xs text-muted">
        {card.grade && <GradeBadge grade={card.grade} label={common(`grade.${card.grade}`)} bare />}
        <span>{card.owner ?? t('nobodys')}</span>
      </p>
      <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-xs">
        {awake ? (
          <Badge tone={touch ? 'accent' : 'warn'}>{touch ? nurture(`why.${touch.kind}`) : t('awake')}</Badge>
        ) : (
          <span className="text-muted">{t('wakes', { date: format.shortDate(card.wakeOn) })}</span>
        )}
        {card.nextOn && card.nextKind && (
          <span
            className="inline-flex items-center gap-1 text-muted [&_svg]:size-3.5"
            title={card.plan ?? undefined}
          >
            <KindIcon kind={card.nextKind} />
            <span className={card.nextOn <= today ? 'font-medium text-warn-ink' : undefined}>
              {t('next', { kind: nurture(`kind.${card.nextKind}`), date: format.shortDate(card.nextOn) })}
            </span>
          </span>
        )}
        {card.timesReturned > 0 && (
          <span className="inline-flex items-center gap-0.5 text-muted">
            <Undo2 aria-hidden="true" className="size-3" />
            {t('back', { count: card.timesReturned })}
          </span>
        )}
      </p>
    </div>
  )
}
