import { getLocale, getTranslations } from 'next-intl/server'
import { type Column, DataTable, type Sorting } from '@/components/data-table/data-table'
import { timeFact } from '@/components/ui/time'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Rejection } from '@/lib/leads/queries/returned'
import type { Formatter } from '@/lib/platform/i18n/format'

/** The rows of a list of leads. With `rejections`, each says why it came back. */
export async function LeadTable({
  rows,
  format,
  openId,
  rowHref,
  sorting,
  rejections,
}: {
  rows: readonly LeadView[]
  format: Formatter
  openId: number | null
  rowHref: (id: number) => string
  sorting: Sorting
  rejections?: ReadonlyMap<number, Rejection>
}) {
  const [t, common, locale] = await Promise.all([
    getTranslations('leads'),
    getTranslations('common'),
    getLocale(),
  ])
  const quiet = (text: string | null | undefined) => ({ text: text ?? null })
  const columns: Column<LeadView>[] = [
    {
      key: 'name',
      header: t('column.name'),
      sort: 'company',
      cell: (lead) => quiet(lead.displayName),
    },
    ...(rejections ? [] : [contactColumn()]),
    {
      key: 'status',
      header: t('column.status'),
      width: '10rem',
      card: 'bare',
      cell: (lead) => ({ status: lead.status, label: common(`status.${lead.status}`) }),
    },
    {
      key: 'grade',
      className: 'max-md:has-[.not-graded]:hidden',
      header: t('column.grade'),
      width: '7rem',
      card: 'bare',
      cell: (lead) =>
        lead.grade ? (
          { grade: lead.grade, label: common(`grade.${lead.grade}`) }
        ) : (
          <span className="not-graded text-muted">—</span>
        ),
    },
    ...(rejections ? returnedColumns(rejections) : usualColumns()),
  ]

  function contactColumn(): Column<LeadView> {
    return {
      key: 'contact',
      header: t('column.contact'),
      from: 'lg',
      width: '10rem',
      card: 'bare',
      cell: (lead) =>
        lead.contactName && lead.contactName !== lead.displayName ? quiet(lead.contactName) : null,
    }
  }

  function usualColumns(): Column<LeadView>[] {
    return [
      {
        key: 'source',
        header: t('column.source'),
        width: '11.5rem',
        card: 'bare',
        cell: (lead) =>
          quiet([lead.channel ?? common('noChannel'), lead.campaign].filter(Boolean).join(' / ')),
      },
      {
        key: 'who',
        header: t('column.who'),
        from: 'lg',
        width: '9.5rem',
        card: 'none',
        cell: (lead) => quiet(lead.assignee?.name ?? lead.owner?.name),
      },
      {
        key: 'created',
        header: t('column.created'),
        sort: 'createdAt',
        descendingFirst: true,
        align: 'end',
        width: '6.5rem',
        card: 'none',
        cell: (lead) => timeFact(lead.createdAt, format),
      },
      {
        key: 'updated',
        header: t('column.updated'),
        sort: 'updatedAt',
        descendingFirst: true,
        align: 'end',
        from: 'xl',
        width: '7.5rem',
        card: 'none',
        cell: (lead) => timeFact(lead.updatedAt, format, 'relativeNarrow'),
      },
    ]
  }

  function returnedColumns(reasons: ReadonlyMap<number, Rejection>): Column<LeadView>[] {
    return [
      {
        key: 'why',
        header: t('next.reason'),
        card: 'bare',
        cell: (lead) => {
          const rejection = reasons.get(lead.id)
          if (!rejection) return quiet(null)
          const reason = locale === 'ru' ? rejection.reasonRu : rejection.reasonEn
          return quiet([reason, rejection.comment].filter(Boolean).join(': '))
        },
      },
      {
        key: 'by',
        header: t('column.assignee'),
        from: 'lg',
        width: '14rem',
        card: 'bare',
        cell: (lead) => {
          const rejection = reasons.get(lead.id)
          if (!rejection) return quiet(null)
          return quiet(`${rejection.by}, ${format.relative(rejection.at, 'narrow')}`)
        },
      },
    ]
  }

  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowKey={(lead) => lead.id}
      rowHref={(lead) => rowHref(lead.id)}
      openKey={openId}
      caption={t('caption')}
      sorting={sorting}
    />
  )
}
