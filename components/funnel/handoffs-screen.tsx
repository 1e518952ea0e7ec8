import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { handoffsHref, readHandoffsState } from '@/lib/funnel/search-params'
import { type CountedHandoff, countedHandoffs } from '@/lib/handoffs/queries/counted'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'

/** The rounds behind a number that counts handoffs: a lead that was offered twice stands here twice. */
export async function HandoffsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const state = readHandoffsState(query, dayOf(actor.at, timeZone))
  const [t, format, { rows, total, next }] = await Promise.all([
    getTranslations('funnel.handoffs'),
    pageFormat(),
    countedHandoffs(actor, state),
  ])
  const columns: Column<CountedHandoff>[] = [
    { key: 'lead', header: t('lead'), cell: (row) => row.leadName },
    { key: 'round', header: t('round'), width: '5rem', align: 'end', cell: (row) => row.round },
    { key: 'state', header: t('decided'), width: '7rem', cell: (row) => t(`state.${row.state}`) },
    { key: 'by', header: t('by'), width: '10rem', from: 'lg', cell: (row) => row.decidedBy ?? '—' },
    {
      key: 'offered',
      header: t('offered'),
      width: '10rem',
      from: 'lg',
      cell: (row) => format.dateTime(row.offeredAt),
    },
    { key: 'due', header: t('due'), width: '10rem', cell: (row) => format.dateTime(row.dueAt) },
    {
      key: 'decided',
      header: t('decided'),
      width: '10rem',
      cell: (row) => (row.decidedAt ? format.dateTime(row.decidedAt) : '—'),
    },
    {
      key: 'time',
      header: t('time'),
      width: '8rem',
      align: 'end',
      cell: (row) =>
        row.responseMinutes === null ? '—' : format.duration(row.responseMinutes, WORKING_DAY_MINUTES),
    },
  ]
  return (
    <>
      <PageHeader
        title={t(`set.${state.set}`)}
        meta={
          <>
            <span data-count={total}>{t('count', { n: total })}</span>
            {` · ${format.date(state.from)} – ${format.date(state.to)}`}
          </>
        }
        back={{ href: hrefWith('/funnel', { from: state.from, to: state.to }), label: t('back') }}
      />
      <DataTable
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => `/leads/${row.leadId}`}
        caption={t('caption')}
        empty={<EmptyState title={t('none')} />}
      />
      {(state.after !== null || next !== null) && (
        <div className="mt-3 flex gap-2">
          {state.after !== null && (
            <LinkButton href={handoffsHref(state, state.set)}>{t('first')}</LinkButton>
          )}
          {next !== null && <LinkButton href={handoffsHref(state, state.set, next)}>{t('more')}</LinkButton>}
        </div>
      )}
    </>
  )
}
