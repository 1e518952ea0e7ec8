import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { countUnrouted, listUnrouted, RECENT_DAYS, type UnroutedHandoff } from '@/lib/routing/queries/rules'
import { unroutedCursor } from '@/lib/routing/schema'
import { factWords } from './rule-words'

const PATH = '/settings/routing/unrouted'
const PAGE = 50
const GAPS = ['no_match', 'nobody_free'] as const

/** The handoffs that went to everyone although no rule says so: to see which rule is missing. */
export async function UnroutedScreen({ actor, query }: { actor: Actor; query: Query }) {
  const gap = GAPS.find((each) => each === one(query, 'gap'))
  const ever = one(query, 'ever') === '1'
  const cursor = unroutedCursor.safeParse(one(query, 'cursor'))
  const before = cursor.success && cursor.data ? { at: cursor.data[0], id: cursor.data[1] } : undefined
  const [t, common, format, labels, counts, page] = await Promise.all([
    getTranslations('routing'),
    getTranslations('common'),
    pageFormat(),
    listLabels(),
    countUnrouted(actor),
    listUnrouted(actor, { gap, recent: !ever, before, limit: PAGE }),
  ])
  const count = ever ? counts.ever : counts.recent
  const of = { no_match: count.noMatch, nobody_free: count.nobodyFree }
  const tab = (key: (typeof GAPS)[number] | undefined, label: string, number: number) => ({
    href: hrefWith(PATH, query, { gap: key ?? null, cursor: null }),
    label,
    count: format.number(number),
    current: gap === key,
  })
  const columns: Column<UnroutedHandoff>[] = [
    { key: 'lead', header: t('unrouted.lead'), cell: ({ leadName }) => leadName },
    { key: 'why', header: t('unrouted.why'), cell: (row) => t(`unrouted.${row.gap}`) },
    {
      key: 'about',
      header: t('unrouted.about'),
      cell: (row) =>
        [row.grade && common(`grade.${row.grade}`), factWords(row, format)].filter(Boolean).join(', ') || '—',
    },
    {
      key: 'who',
      header: t('unrouted.who'),
      cell: ({ who }) => who ?? <span className="text-muted">{t('unrouted.nobody')}</span>,
    },
    {
      key: 'offered',
      header: t('unrouted.offered'),
      width: '9rem',
      align: 'end',
      cell: ({ offeredAt }) => format.shortDate(offeredAt),
    },
  ]
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="routing"
        title={t('unrouted.title')}
        back={{ href: '/settings/routing', label: t('title') }}
      />
      <p className="mb-2 max-w-prose text-muted">{t('unrouted.text')}</p>
      <Tabs
        label={t('unrouted.title')}
        tabs={[
          tab(undefined, t('unrouted.all'), count.noMatch + count.nobodyFree),
          ...GAPS.map((each) => tab(each, t(`unrouted.${each}`), of[each])),
        ]}
      />
      <Tabs
        label={t('column.recent', { days: RECENT_DAYS })}
        tabs={[
          {
            href: hrefWith(PATH, query, { ever: null, cursor: null }),
            label: t('unrouted.recent', { days: RECENT_DAYS }),
            current: !ever,
          },
          {
            href: hrefWith(PATH, query, { ever: '1', cursor: null }),
            label: t('unrouted.ever'),
            current: ever,
          },
        ]}
      />
      <Card flush className="mt-3">
        <DataTable
          rows={page.rows}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ leadId }) => `/leads/${leadId}`}
          caption={t('unrouted.caption')}
          empty={<EmptyState title={t('unrouted.empty')} />}
        />
      </Card>
      <Pagination
        previousHref={before ? hrefWith(PATH, query, { cursor: null }) : undefined}
        nextHref={
          page.next
            ? hrefWith(PATH, query, { cursor: encodeCursor([page.next.at, page.next.id]) })
            : undefined
        }
        summary={t('unrouted.count', {
          count: gap ? of[gap] : count.noMatch + count.nobodyFree,
        })}
        labels={labels.paging}
      />
      <ListKeys />
    </>
  )
}
