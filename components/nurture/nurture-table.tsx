import { getTranslations } from 'next-intl/server'
import { type Column, DataTable, type Sorting } from '@/components/data-table/data-table'
import { Badge } from '@/components/ui/badge'
import { Time, timeFact } from '@/components/ui/time'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { Followed, WakingTouch } from '@/lib/nurture/queries/followed'
import type { Formatter } from '@/lib/platform/i18n/format'
import { KindIcon } from './kind-icon'

/** When each wakes up, what to do then, and for how long nothing has happened. */
export async function NurtureTable({
  rows,
  format,
  today,
  openId,
  rowHref,
  sorting,
  followed,
  touches,
  select,
}: {
  rows: readonly LeadView[]
  format: Formatter
  today: string
  openId: number | null
  rowHref: (id: number) => string
  sorting: Sorting
  followed: ReadonlyMap<number, Followed>
  touches: ReadonlyMap<number, WakingTouch>
  select: Parameters<typeof DataTable<LeadView>>[0]['select']
}) {
  const [t, nurture, common] = await Promise.all([
    getTranslations('leads'),
    getTranslations('nurture'),
    getTranslations('common'),
  ])
  const columns: Column<LeadView>[] = [
    {
      key: 'name',
      header: t('column.name'),
      sort: 'company',
      cell: (lead) => ({ text: lead.displayName }),
    },
    {
      key: 'wakes',
      header: t('nurture.wakes'),
      sort: 'wakeOn',
      width: '11rem',
      card: 'bare',
      cell: ({ nurtureWakeOn, wokenByTouchId }) => {
        if (nurtureWakeOn === null) return null
        const touch = wokenByTouchId === null ? undefined : touches.get(wokenByTouchId)
        if (touch) return <Badge tone="accent">{nurture(`why.${touch.kind}`)}</Badge>
        return (
          <span className={nurtureWakeOn <= today ? 'font-medium text-warn-ink' : undefined}>
            <Time value={nurtureWakeOn} format={format} />
            {nurtureWakeOn <= today && `, ${t('nurture.due')}`}
          </span>
        )
      },
    },
    {
      key: 'next',
      header: t('nurture.nextStep'),
      card: 'bare',
      cell: (lead) => ({ text: lead.nurtureNextStep }),
    },
    {
      key: 'grade',
      header: t('column.grade'),
      width: '6.5rem',
      card: 'bare',
      cell: (lead) =>
        lead.grade ? { grade: lead.grade, label: common(`grade.${lead.grade}`) } : { text: null },
    },
    {
      key: 'plan',
      header: t('nurture.plan'),
      width: '11rem',
      from: 'lg',
      card: 'bare',
      cell: ({ id }) => {
        const plan = followed.get(id)
        if (!plan) return null
        return (
          <span className="flex min-w-0 items-center gap-1.5" title={plan.plan}>
            {plan.nextKind && <KindIcon kind={plan.nextKind} />}
            <span className="min-w-0 truncate">{plan.plan}</span>
          </span>
        )
      },
    },
    {
      key: 'owner',
      header: t('column.owner'),
      from: 'lg',
      width: '9rem',
      card: 'none',
      cell: (lead) => ({ text: lead.owner?.name ?? null }),
    },
    {
      key: 'quiet',
      header: t('nurture.quiet'),
      sort: 'lastContactAt',
      align: 'end',
      width: '9.5rem',
      cell: (lead) => timeFact(lead.lastContactAt, format, 'relativeNarrow'),
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
      select={select}
    />
  )
}
