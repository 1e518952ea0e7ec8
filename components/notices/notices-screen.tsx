import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tabs } from '@/components/ui/tabs'
import { readAll } from '@/lib/notices/actions'
import { listNotices, unreadCount } from '@/lib/notices/queries'
import { noticeCursor } from '@/lib/notices/schema'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { NoticeList } from './notice-list'

const PATH = '/notices'
const SHOWN = 50

export async function NoticesScreen({ actor, query }: { actor: Actor; query: Query }) {
  const view = one(query, 'view') === 'unread' ? 'unread' : undefined
  const cursor = noticeCursor.safeParse(one(query, 'cursor'))
  const [t, format, unread, page] = await Promise.all([
    getTranslations('notices'),
    pageFormat(),
    unreadCount(actor),
    listNotices(actor, {
      unread: view === 'unread',
      limit: SHOWN,
      cursor: cursor.success ? cursor.data : undefined,
    }),
  ])
  const empty = view === 'unread' ? 'emptyUnread' : 'empty'
  return (
    <div className="max-w-3xl">
      <LivePage actor={actor} on={['notice']} />
      <PageHeader
        title={t('title')}
        meta={t('unread', { count: unread })}
        actions={
          unread > 0 && (
            <ActionForm action={readAll}>
              <SubmitButton variant="secondary">{t('readAll')}</SubmitButton>
            </ActionForm>
          )
        }
      >
        <Tabs
          label={t('title')}
          tabs={[
            { href: PATH, label: t('all'), current: !view },
            { href: hrefWith(PATH, { view: 'unread' }), label: t('onlyUnread'), current: view === 'unread' },
          ]}
        />
      </PageHeader>
      {page.rows.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState title={t(`${empty}Title`)}>{t(`${empty}Text`)}</EmptyState>
        </div>
      ) : (
        <NoticeList rows={page.rows} format={format} />
      )}
      <div className="mt-4 flex flex-wrap items-center justify-between gap-2" data-print="hide">
        <Link
          href="/settings/profile#notices"
          className="text-sm text-accent-ink hover:underline pointer-coarse:py-2"
        >
          {t('preferences')}
        </Link>
        <span className="flex gap-2">
          {cursor.success && <LinkButton href={hrefWith(PATH, { view })}>{t('newer')}</LinkButton>}
          {page.nextCursor && (
            <LinkButton href={hrefWith(PATH, { view, cursor: page.nextCursor })}>{t('older')}</LinkButton>
          )}
        </span>
      </div>
    </div>
  )
}
