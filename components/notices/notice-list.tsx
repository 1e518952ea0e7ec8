import { Check } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { cx } from '@/components/ui/cx'
import { SubmitButton } from '@/components/ui/submit-button'
import { RelativeTime, Time } from '@/components/ui/time'
import { readOne } from '@/lib/notices/actions'
import type { NoticeView } from '@/lib/notices/queries'
import { type NoticeTranslator, wordNotice } from '@/lib/notices/words'
import { addDays, dayOf } from '@/lib/platform/calendar'
import type { Formatter } from '@/lib/platform/i18n/format'

/** Notices by day, the unread ones marked; a click leads to the matter and marks it read. */
export async function NoticeList({ rows, format }: { rows: readonly NoticeView[]; format: Formatter }) {
  const t = await getTranslations('notices')
  const today = dayOf(format.now, format.timeZone)
  const days = Map.groupBy(rows, ({ createdAt }) => dayOf(createdAt, format.timeZone))
  const named = (day: string) => {
    if (day === today) return t('today')
    return day === addDays(today, -1) ? t('yesterday') : format.longDate(day)
  }
  return [...days].map(([day, notices]) => (
    <section key={day} className="mb-5">
      <h2 className="mb-1.5 text-sm font-medium text-muted">{named(day)}</h2>
      <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
        {notices.map((notice) => {
          const { text, detail } = wordNotice(t as unknown as NoticeTranslator, format, notice)
          const unread = notice.readAt === null
          return (
            <li key={notice.id} className="relative flex items-start gap-3 px-4 py-2.5 hover:bg-hover">
              <span
                aria-hidden="true"
                className={cx('mt-1.5 size-2 shrink-0 rounded-full', unread ? 'bg-accent' : 'bg-transparent')}
              />
              <div className="min-w-0 flex-1">
                <Link
                  href={`/notices/${notice.id}`}
                  prefetch={false}
                  className={cx(
                    '[overflow-wrap:anywhere] after:absolute after:inset-0',
                    unread ? 'font-semibold text-ink' : 'text-body',
                  )}
                >
                  {unread && <span className="sr-only">{t('new')}: </span>}
                  {text}
                </Link>
                {detail && (
                  <p className="mt-0.5 line-clamp-3 max-w-prose text-sm [overflow-wrap:anywhere] whitespace-pre-line text-muted">
                    {detail}
                  </p>
                )}
                <p className="mt-0.5 text-xs text-muted">
                  {day === today ? (
                    <RelativeTime value={notice.createdAt} format={format} />
                  ) : (
                    <Time value={notice.createdAt} format={format} as="time" />
                  )}
                </p>
              </div>
              {unread && (
                <ActionForm action={readOne} className="relative">
                  <input type="hidden" name="noticeId" value={notice.id} />
                  <SubmitButton variant="quiet" size="sm" square aria-label={t('read')} title={t('read')}>
                    <Check aria-hidden="true" className="size-4" />
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  ))
}
