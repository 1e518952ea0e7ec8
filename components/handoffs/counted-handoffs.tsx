import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { CountedHandoff } from '@/lib/handoffs/queries/counted'
import type { Formatter } from '@/lib/platform/i18n/format'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'

/** The rounds behind a number that counts handoffs: a lead that was offered twice stands here twice. */
export async function CountedHandoffs({
  rows,
  format,
  firstHref,
  moreHref,
}: {
  rows: readonly CountedHandoff[]
  format: Formatter
  /** back to the newest, where this is a later page */
  firstHref: string | null
  moreHref: string | null
}) {
  const [t, contest] = await Promise.all([
    getTranslations('funnel.handoffs'),
    getTranslations('handoffs.contest.state'),
  ])
  const columns: Column<CountedHandoff>[] = [
    { key: 'lead', header: t('lead'), cell: (row) => row.leadName },
    { key: 'round', header: t('round'), width: '5rem', align: 'end', cell: (row) => row.round },
    {
      key: 'state',
      header: t('decided'),
      width: '11rem',
      cell: (row) => (
        <>
          {t(`state.${row.state}`)}
          {row.contest && (
            <span className="text-muted">, {contest(row.contest.outcome ?? 'open').toLowerCase()}</span>
          )}
        </>
      ),
    },
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
      <DataTable
        rows={rows}
        columns={columns}
        rowKey={(row) => row.id}
        rowHref={(row) => `/leads/${row.leadId}`}
        caption={t('caption')}
        empty={<EmptyState title={t('none')} />}
      />
      {(firstHref || moreHref) && (
        <div className="mt-3 flex gap-2">
          {firstHref && <LinkButton href={firstHref}>{t('first')}</LinkButton>}
          {moreHref && <LinkButton href={moreHref}>{t('more')}</LinkButton>}
        </div>
      )}
    </>
  )
}
