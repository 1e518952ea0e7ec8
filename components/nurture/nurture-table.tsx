import { getTranslations } from 'next-intl/server'
import { type Column, DataTable, type Sorting } from '@/components/data-table/data-table'
import { GradeBadge } from '@/components/ui/grade-badge'
import { Time } from '@/components/ui/time'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Formatter } from '@/lib/platform/i18n/format'

/** When each wakes up, what to do then, and for how long nothing has happened. */
export async function NurtureTable({
  rows,
  format,
  today,
  openId,
  rowHref,
  sorting,
}: {
  rows: readonly LeadView[]
  format: Formatter
  today: string
  openId: number | null
  rowHref: (id: number) => string
  sorting: Sorting
}) {
  const [t, common] = await Promise.all([getTranslations('leads'), getTranslations('common')])
  const columns: Column<LeadView>[] = [
    {
      key: 'name',
      header: t('column.name'),
      sort: 'company',
      cell: (lead) => <span className="block truncate">{lead.displayName}</span>,
    },
    {
      key: 'wakes',
      header: t('nurture.wakes'),
      sort: 'wakeOn',
      width: '9.5rem',
      card: 'bare',
      cell: ({ nurtureWakeOn }) =>
        nurtureWakeOn === null ? null : (
          <span className={nurtureWakeOn <= today ? 'font-medium text-warn-ink' : undefined}>
            <Time value={nurtureWakeOn} format={format} />
            {nurtureWakeOn <= today && `, ${t('nurture.due')}`}
          </span>
        ),
    },
    {
      key: 'next',
      header: t('nurture.nextStep'),
      card: 'bare',
      cell: (lead) => <span className="block truncate">{lead.nurtureNextStep}</span>,
    },
    {
      key: 'grade',
      className: 'max-md:has-[.not-graded]:hidden',
      header: t('column.grade'),
      width: '7.5rem',
      card: 'bare',
      cell: (lead) =>
        lead.grade ? (
          <GradeBadge grade={lead.grade} label={common(`grade.${lead.grade}`)} bare />
        ) : (
          <span className="not-graded text-muted">—</span>
        ),
    },
    {
      key: 'source',
      header: t('column.source'),
      from: 'xl',
      card: 'none',
      cell: (lead) => <span className="block truncate">{lead.channel ?? common('noChannel')}</span>,
    },
    {
      key: 'owner',
      header: t('column.owner'),
      from: 'lg',
      width: '10rem',
      card: 'none',
      cell: (lead) => <span className="block truncate">{lead.owner?.name ?? '—'}</span>,
    },
    {
      key: 'quiet',
      header: t('nurture.quiet'),
      sort: 'lastContactAt',
      align: 'end',
      width: '9.5rem',
      cell: (lead) => <Time value={lead.lastContactAt} format={format} as="relativeNarrow" />,
    },
  ]
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowKey={(lead) => lead.id}
      rowHref={(lead) => rowHref(lead.id)}
      openKey={openId}
      caption={t('nurture.caption')}
      sorting={sorting}
    />
  )
}
