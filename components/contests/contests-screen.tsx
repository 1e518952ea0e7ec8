import { getLocale, getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { PromisesTabs } from '@/components/promises/promises-tabs'
import { LivePage } from '@/components/shell/live-page'
import { Badge } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { Time } from '@/components/ui/time'
import {
  type ContestView,
  contestSituation,
  contestsWaitingFor,
  countOpenContests,
  listContests,
} from '@/lib/handoffs/queries/contests'
import { contestCursor } from '@/lib/handoffs/schema'
import { contestViewsFor } from '@/lib/handoffs/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { DueWords, moverOf } from './whose-move'

const PATH = '/contests'
const SHOWN = 50

/** Contested rejections: those that wait for me, the open ones, and what became of the others. */
export async function ContestsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const views = contestViewsFor(actor)
  const view = views.find((name) => name === one(query, 'view')) ?? views[0] ?? 'open'
  const cursor = contestCursor.safeParse(one(query, 'cursor'))
  const situation = await contestSituation(actor)
  const [t, format, locale, waiting, open, page] = await Promise.all([
    getTranslations('handoffs.contest'),
    pageFormat(),
    getLocale(),
    contestsWaitingFor(actor, situation),
    countOpenContests(actor),
    view === 'waiting'
      ? null
      : listContests(actor, {
          state: view,
          limit: SHOWN,
          cursor: cursor.success ? cursor.data : undefined,
        }),
  ])
  const rows = page?.rows ?? waiting
  const columns: Column<ContestView>[] = [
    { key: 'lead', header: t('column.lead'), cell: (row) => row.leadName },
    {
      key: 'reason',
      header: t('column.reason'),
      cell: (row) => (locale === 'ru' ? row.reason?.nameRu : row.reason?.nameEn) ?? '—',
    },
    {
      key: 'rejected',
      header: t('column.rejected'),
      width: '11rem',
      from: 'lg',
      cell: (row) => row.decidedBy?.name ?? '—',
    },
    { key: 'opened', header: t('column.opened'), width: '11rem', cell: (row) => row.openedBy.name },
    ...(view === 'settled'
      ? ([
          {
            key: 'outcome',
            header: t('column.outcome'),
            width: '12rem',
            cell: (row) => (
              <Badge tone={row.outcome === 'overturn' ? 'warn' : 'neutral'}>
                {t(`state.${row.outcome ?? 'open'}`)}
              </Badge>
            ),
          },
          {
            key: 'settled',
            header: t('column.settled'),
            width: '9rem',
            cell: (row) => <Time value={row.settledAt} format={format} as="date" />,
          },
        ] satisfies Column<ContestView>[])
      : ([
          {
            key: 'move',
            header: t('column.move'),
            width: '12rem',
            cell: (row) => t(`owes.${moverOf(situation.standing(row))}`),
          },
          {
            key: 'due',
            header: t('column.due'),
            width: '13rem',
            cell: (row) => <DueWords standing={situation.standing(row)} format={format} />,
          },
        ] satisfies Column<ContestView>[])),
  ]
  const counts = { waiting: waiting.length, open, settled: 0 }
  return (
    <>
      <PageHeader title={t('title')}>
        <PromisesTabs actor={actor} current="contests" />
      </PageHeader>
      <Tabs
        label={t('views')}
        tabs={views.map((name) => ({
          href: hrefWith(PATH, { view: name }),
          label: t(`view.${name}`),
          count: counts[name] > 0 ? counts[name] : undefined,
          current: name === view,
        }))}
      />
      <div className="mt-3">
        <DataTable
          rows={rows}
          columns={columns}
          rowKey={(row) => row.id}
          rowHref={(row) => `${PATH}/${row.id}`}
          caption={t('list')}
          empty={<EmptyState title={t(`empty.${view}.title`)}>{t(`empty.${view}.text`)}</EmptyState>}
        />
      </div>
      {page && (page.nextCursor || cursor.success) && (
        <Pagination
          previousHref={cursor.success ? hrefWith(PATH, { view }) : null}
          nextHref={page.nextCursor ? hrefWith(PATH, { view, cursor: page.nextCursor }) : null}
          labels={(await listLabels()).paging}
        />
      )}
      <ListKeys />
      <LivePage actor={actor} on={['contest']} spread={800} />
    </>
  )
}
