import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Badge } from '@/components/ui/badge'
import { GradeBadge } from '@/components/ui/grade-badge'
import { Time, timeFact } from '@/components/ui/time'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import type { WakingTouch } from '@/lib/nurture/queries/followed'
import type { Formatter } from '@/lib/platform/i18n/format'

/** Leads that are awake, each with what woke it and what was planned for then. */
export async function AwakeTable({
  rows,
  touches,
  format,
  openId,
  rowHref,
  owners,
}: {
  rows: readonly LeadView[]
  touches: ReadonlyMap<number, WakingTouch>
  format: Formatter
  openId: number | null
  rowHref: (id: number) => string
  /** everybody's: say whose */
  owners: boolean
}) {
  const [t, leads, common] = await Promise.all([
    getTranslations('nurture'),
    getTranslations('leads'),
    getTranslations('common'),
  ])
  const columns: Column<LeadView>[] = [
    {
      key: 'name',
      header: leads('column.name'),
      cell: (lead) => ({ text: lead.displayName }),
    },
    {
      key: 'why',
      header: t('work.why'),
      width: '17rem',
      card: 'bare',
      cell: ({ wokenByTouchId, nurtureWakeOn }) => {
        const touch = wokenByTouchId === null ? undefined : touches.get(wokenByTouchId)
        if (!touch)
          return (
            <span className="text-muted">
              {t('why.day', { date: format.shortDate(nurtureWakeOn ?? '') })}
            </span>
          )
        return (
          <span className="inline-flex max-w-full items-center gap-2">
            <Badge tone="accent">{t(`why.${touch.kind}`)}</Badge>
            <span className="text-xs text-muted">
              <Time value={touch.at} format={format} as="relativeNarrow" />
            </span>
          </span>
        )
      },
    },
    {
      key: 'next',
      header: t('work.nextStep'),
      card: 'bare',
      cell: (lead) => ({ text: lead.nurtureNextStep }),
    },
    {
      key: 'grade',
      header: leads('column.grade'),
      width: '6.5rem',
      card: 'bare',
      from: 'lg',
      cell: (lead) =>
        lead.grade ? <GradeBadge grade={lead.grade} label={common(`grade.${lead.grade}`)} bare /> : null,
    },
    ...(owners
      ? [
          {
            key: 'owner',
            header: leads('column.owner'),
            width: '9rem',
            from: 'lg',
            card: 'none',
            cell: (lead: LeadView) => ({ text: lead.owner?.name ?? null }),
          } as const,
        ]
      : []),
    {
      key: 'quiet',
      header: t('work.lastContact'),
      align: 'end',
      width: '8.5rem',
      from: 'xl',
      card: 'none',
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
      caption={t('work.awakeCaption')}
    />
  )
}
