import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { IntakeHeader } from '@/components/intake/intake-header'
import { LivePage } from '@/components/shell/live-page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { STEPS } from '@/lib/imports/draft'
import { canImport } from '@/lib/imports/policy'
import { type ImportListed, importsPage, type OwnDraft, ownDrafts } from '@/lib/imports/queries/list'
import { IMPORTS, importPath, NEW_IMPORT } from '@/lib/imports/search-params'
import { idParameter } from '@/lib/leads/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { ImportState } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { KnownSources } from './known-sources'
import { stepNames } from './step-names'

const SHOWN = 50

/** Files that were brought in, what became of their rows, and what waits to be finished. */
export async function ImportsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const may = canImport(actor)
  const [t, format, labels, page, drafts] = await Promise.all([
    getTranslations('imports'),
    pageFormat(),
    listLabels(),
    importsPage(actor, {
      limit: SHOWN,
      before: idParameter(one(query, 'before') ?? '') || undefined,
      after: idParameter(one(query, 'after') ?? '') || undefined,
    }),
    may ? ownDrafts(actor) : [],
  ])
  const begin = may && (
    <LinkButton href={NEW_IMPORT} variant="primary" data-hotkey="n">
      {t('list.new')}
    </LinkButton>
  )
  return (
    <>
      <LivePage actor={actor} on={['import']} spread={600} />
      <IntakeHeader
        current="imports"
        title={t('title')}
        actions={(page.rows.length > 0 || drafts.length > 0) && begin}
      />
      {drafts.length > 0 && <Drafts drafts={drafts} format={format} />}
      <Card flush>
        <DataTable
          rows={page.rows}
          columns={await importColumns(format)}
          rowKey={({ id }) => id}
          rowHref={({ id }) => importPath(id)}
          caption={t('list.caption')}
          empty={
            drafts.length > 0 ? (
              <p className="px-4 py-6 text-center text-muted">{t('list.nothingYet')}</p>
            ) : (
              <EmptyState title={t('list.emptyTitle')} action={begin}>
                {t(may ? 'list.emptyText' : 'list.emptyReadText')}
              </EmptyState>
            )
          }
        />
      </Card>
      {(page.previous !== null || page.next !== null) && (
        <Pagination
          previousHref={
            page.previous === null ? null : hrefWith(IMPORTS, {}, { after: String(page.previous) })
          }
          nextHref={page.next === null ? null : hrefWith(IMPORTS, {}, { before: String(page.next) })}
          labels={labels.paging}
        />
      )}
      {may && <KnownSources actor={actor} format={format} />}
      <ListKeys />
    </>
  )
}

async function Drafts({ drafts, format }: { drafts: readonly OwnDraft[]; format: Formatter }) {
  const [t, nameOf] = await Promise.all([getTranslations('imports'), stepNames()])
  return (
    <section aria-labelledby="own-drafts" className="mb-4">
      <h2 id="own-drafts" className="mb-1.5 text-base font-semibold text-ink">
        {t('list.drafts')}
      </h2>
      <ul className="rounded-lg border border-line bg-surface">
        {drafts.map(({ id, kind, fileName, step, createdAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-baseline gap-x-4 border-b border-line px-4 py-2 last:border-b-0"
          >
            <Link
              href={importPath(id)}
              prefetch={false}
              aria-label={t('list.continue', { file: fileName })}
              className="min-w-0 font-medium [overflow-wrap:anywhere] text-ink hover:underline"
            >
              {fileName}
            </Link>
            <span className="text-sm text-muted">
              {t(`kind.${kind}`)} ·{' '}
              {t('list.at', { step: STEPS.indexOf(step) + 1, name: nameOf(kind, step) })} ·{' '}
              {format.relative(createdAt)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

const TONES = {
  draft: 'neutral',
  queued: 'neutral',
  checking: 'accent',
  running: 'accent',
  stopped: 'warn',
  done: 'success',
  failed: 'danger',
  undoing: 'accent',
  undone: 'neutral',
} as const satisfies Record<ImportState, string>

async function importColumns(format: Formatter): Promise<Column<ImportListed>[]> {
  const t = await getTranslations('imports')
  const figure = (
    key: 'total' | 'created' | 'updated' | 'touched' | 'rejected',
    header: string,
    width = '5.75rem',
  ): Column<ImportListed> => ({
    key,
    header,
    // what did not happen is quiet, and left out of a phone's card
    cell: (run) =>
      run[key] > 0 ? (
        { text: format.number(run[key]) }
      ) : (
        <span className="nothing text-muted">{format.number(0)}</span>
      ),
    align: 'end',
    width,
    ...(key === 'updated' || key === 'touched' ? { from: 'xl' as const } : {}),
  })
  return [
    { key: 'file', header: t('list.file'), cell: ({ fileName }) => fileName },
    {
      key: 'kind',
      header: t('list.kind'),
      cell: ({ kind }) => ({ text: t(`kind.${kind}`) }),
      width: '5.5rem',
      card: 'bare',
    },
    {
      key: 'state',
      header: t('list.state'),
      cell: ({ state, total, created, updated, touched, skipped, rejected }) => (
        <span className="inline-flex items-center gap-1.5">
          <Badge tone={TONES[state]}>{t(`state.${state}`)}</Badge>
          {state === 'running' && total > 0 && (
            <span className="figures text-sm text-muted">
              {format.percent((created + updated + touched + skipped + rejected) / total, 0)}
            </span>
          )}
        </span>
      ),
      width: '8rem',
      card: 'bare',
    },
    figure('total', t('list.rows')),
    figure('created', t('list.made')),
    figure('updated', t('list.changed')),
    figure('touched', t('list.touched')),
    figure('rejected', t('list.rejected'), '7rem'),
    {
      key: 'who',
      header: t('list.who'),
      cell: ({ createdBy }) => ({ text: createdBy }),
      width: '8.5rem',
      from: 'xl',
      card: 'bare',
    },
    {
      key: 'when',
      header: t('list.when'),
      cell: ({ createdAt }) => ({
        at: createdAt.toISOString(),
        title: format.dateTime(createdAt),
        words: format.relative(createdAt, 'narrow'),
      }),
      width: '8.5rem',
      card: 'bare',
    },
  ]
}
