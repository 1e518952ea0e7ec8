import { getLocale, getTranslations } from 'next-intl/server'
import { type Column, DataTable, type Sorting } from '@/components/data-table/data-table'
import { timeFact } from '@/components/ui/time'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Rejection } from '@/lib/leads/queries/returned'
import { type LeadColumn, USUAL_COLUMNS } from '@/lib/leads/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import { columnName } from './column-name'

/** The rows of a list of leads, with these columns. With `rejections`, each says why it came back. */
export async function LeadTable({
  rows,
  columns: chosen,
  format,
  openId,
  rowHref,
  sorting,
  rejections,
  select,
}: {
  rows: readonly LeadView[]
  columns: readonly LeadColumn[]
  format: Formatter
  openId: number | null
  rowHref: (id: number) => string
  sorting: Sorting
  rejections?: ReadonlyMap<number, Rejection>
  select?: Parameters<typeof DataTable<LeadView>>[0]['select']
}) {
  const [t, common, locale] = await Promise.all([
    getTranslations('leads'),
    getTranslations('common'),
    getLocale(),
  ])
  const usual = chosen === USUAL_COLUMNS
  const columns: Column<LeadView>[] = [
    { key: 'name', header: t('column.name'), sort: 'company', cell: (lead) => quiet(lead.displayName) },
    ...(usual && rejections
      ? [column('status'), column('grade'), ...returnedColumns(rejections)]
      : chosen.map(column)),
  ]

  function column(name: LeadColumn): Column<LeadView> {
    const { from, card, ...rest } = COLUMNS[name]
    // who has chosen a column wants to see it, on a narrow screen too
    const shown = usual ? { from, card } : { card: card === 'none' ? ('labelled' as const) : card }
    return { key: name, header: columnName(t, name), cell: (lead) => cellOf(name, lead), ...rest, ...shown }
  }

  function cellOf(name: LeadColumn, lead: LeadView): ReturnType<Column<LeadView>['cell']> {
    switch (name) {
      case 'contactName':
        // beside a name that is the same it says nothing
        return lead.contactName && lead.contactName !== lead.displayName ? quiet(lead.contactName) : null
      case 'status':
        return { status: lead.status, label: common(`status.${lead.status}`) }
      case 'grade':
        return lead.grade ? { grade: lead.grade, label: common(`grade.${lead.grade}`) } : quiet(null)
      case 'source':
        return quiet([lead.channel ?? common('noChannel'), lead.campaign].filter(Boolean).join(' / '))
      case 'origin':
        return quiet(common(`origin.${lead.origin}`))
      case 'who':
        return quiet(lead.assignee?.name ?? lead.owner?.name)
      case 'owner':
      case 'assignee':
        return quiet(lead[name]?.name)
      case 'expectedAmount':
        return quiet(lead.expectedAmount && format.moneyRounded(lead.expectedAmount))
      case 'createdAt':
      case 'lastContactAt':
        return timeFact(lead[name], format)
      case 'updatedAt':
        return timeFact(lead.updatedAt, format, 'relativeNarrow')
      case 'nurtureWakeOn':
        return quiet(lead.nurtureWakeOn && format.shortDate(lead.nurtureWakeOn))
      case 'timesReturned':
        return quiet(lead.timesReturned > 0 ? format.number(lead.timesReturned) : null)
      default:
        return quiet(lead[name])
    }
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
      select={select}
      minWidth={usual ? undefined : `${14 + chosen.reduce((sum, name) => sum + widthOf(name), 0)}rem`}
    />
  )
}

const quiet = (text: string | null | undefined) => ({ text: text || null })

type Look = Omit<Column<LeadView>, 'key' | 'header' | 'cell'>

const COLUMNS: Record<LeadColumn, Look> = {
  contactName: { from: 'lg', width: '8.75rem', card: 'bare' },
  jobTitle: { width: '10rem', card: 'bare' },
  status: { width: '9.25rem', card: 'bare' },
  grade: { width: '6.5rem', card: 'bare' },
  source: { width: '9.5rem', card: 'bare' },
  channel: { width: '9rem', card: 'bare' },
  campaign: { width: '10rem', card: 'bare' },
  origin: { width: '8rem', card: 'labelled' },
  who: { from: 'lg', width: '8rem', card: 'none' },
  owner: { width: '9.5rem', card: 'labelled' },
  assignee: { width: '9.5rem', card: 'labelled' },
  email: { width: '14rem', card: 'bare' },
  phone: { width: '10rem', card: 'bare' },
  website: { width: '11rem', card: 'bare' },
  country: { width: '8rem', card: 'labelled' },
  region: { width: '9rem', card: 'labelled' },
  segment: { width: '9rem', card: 'labelled' },
  expectedAmount: { width: '8rem', align: 'end', card: 'labelled' },
  createdAt: { sort: 'createdAt', descendingFirst: true, align: 'end', width: '7.75rem', card: 'none' },
  updatedAt: {
    sort: 'updatedAt',
    descendingFirst: true,
    align: 'end',
    from: 'xl',
    width: '8rem',
    card: 'none',
  },
  lastContactAt: { align: 'end', width: '7.75rem', card: 'labelled' },
  nurtureWakeOn: { align: 'end', width: '7.75rem', card: 'labelled' },
  nurtureNextStep: { width: '12rem', card: 'bare' },
  timesReturned: { align: 'end', width: '6rem', card: 'labelled' },
  externalId: { width: '9rem', card: 'labelled' },
}

function widthOf(name: LeadColumn): number {
  return Number.parseFloat(COLUMNS[name].width ?? '8')
}
