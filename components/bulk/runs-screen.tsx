import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { listLabels } from '@/components/data-table/list-labels'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { Tabs } from '@/components/ui/tabs'
import { timeFact } from '@/components/ui/time'
import { type BulkRunView, latestBulkRuns } from '@/lib/bulk/queries/runs'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { runTitle } from './run-title'

const PATH = '/bulk'
const SHOWN = 30

/** What was done with many leads at once, and what goes on. */
export async function RunsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const mine = one(query, 'whose') === 'mine'
  const before = Number(one(query, 'before')) || undefined
  const [t, format, labels, found] = await Promise.all([
    getTranslations('bulk'),
    pageFormat(),
    listLabels(),
    latestBulkRuns(actor, { mine, before, limit: SHOWN + 1 }),
  ])
  const rows = found.slice(0, SHOWN)
  const open = rows.filter(({ doneAt }) => doneAt === null)
  const columns: Column<BulkRunView>[] = [
    { key: 'title', header: t('runs'), cell: (run) => ({ text: runTitle(t, run) }) },
    {
      key: 'state',
      header: t('run.outcome'),
      card: 'bare',
      cell: (run) => ({ text: outcomeOf(run) }),
    },
    {
      key: 'who',
      header: t('run.who'),
      width: '11rem',
      card: 'bare',
      cell: (run) => ({ text: run.createdBy }),
    },
    {
      key: 'when',
      header: t('run.when'),
      width: '9rem',
      align: 'end',
      card: 'bare',
      cell: (run) => timeFact(run.createdAt, format, 'relativeNarrow'),
    },
  ]

  function outcomeOf(run: BulkRunView): string {
    if (run.doneAt === null) {
      const done = format.number(run.total - run.waiting)
      return `${t('run.open')}: ${t('run.of', { done, total: format.number(run.total) })}`
    }
    const counts = (['done', 'refused', 'unchanged', 'gone'] as const).filter((name) => run[name] > 0)
    return counts.map((name) => `${t(`outcome.${name}`)}: ${format.number(run[name])}`).join(', ')
  }

  return (
    <>
      <LivePage
        actor={actor}
        on={open.length > 0 ? open.map(({ id }) => `bulk:${id}`) : ['bulk']}
        spread={800}
      />
      <PageHeader title={t('runs')} back={{ href: '/leads', label: t('toLeads') }}>
        <Tabs
          label={t('runs')}
          tabs={[
            { href: PATH, label: t('everybody'), current: !mine },
            { href: hrefWith(PATH, { whose: 'mine' }), label: t('mine'), current: mine },
          ]}
        />
      </PageHeader>
      {rows.length === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState title={t('noRuns')} action={<LinkButton href="/leads">{t('toLeads')}</LinkButton>}>
            {t('noRunsText')}
          </EmptyState>
        </div>
      ) : (
        <div className="rounded-lg border border-line bg-surface">
          <DataTable
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            rowHref={({ id }) => `/bulk/${id}`}
            caption={t('runs')}
          />
        </div>
      )}
      {(before || found.length > SHOWN) && (
        <Pagination
          previousHref={before ? hrefWith(PATH, { whose: mine ? 'mine' : undefined }) : null}
          nextHref={
            found.length > SHOWN
              ? hrefWith(PATH, { whose: mine ? 'mine' : undefined }, { before: rows.at(-1)?.id })
              : null
          }
          labels={labels.paging}
        />
      )}
    </>
  )
}
