import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { COUNTED_TABLE } from '@/components/funnel/counted-table'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import type { Change } from '@/lib/funnel/rejections'
import { handoffsHref } from '@/lib/funnel/search-params'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import { judgedShares } from './judged-share'
import type { RejectionProps } from './rejections-screen'

const SHAPES = { more: '▲', less: '▼', same: '=', too_few: '·' } as const

/** What the definition in force changed in why leads come back; nothing while there has been only one. */
export async function DefinitionCard({
  found,
  format,
  reasonName,
  today,
}: RejectionProps & { today: string }) {
  const [t, all, share] = await Promise.all([
    getTranslations('performance.rejections'),
    getTranslations('performance'),
    judgedShares(format),
  ])
  const { definition } = found
  if (!definition) return null
  const { before, version, rejected, reasons } = definition
  const list = (set: HandoffSet, judgedBy: number, reasonId?: number) =>
    handoffsHref({ from: '2000-01-01', to: today, version: judgedBy, reasonId, of: 'rejections' }, set)
  const row = (name: string, change: Change, reasonId: number | undefined) => {
    // how it compares stands in a column of its own
    const { verdict, ...since } = change.since
    return (
      <tr key={reasonId ?? 'all'}>
        <th scope="row">{name}</th>
        <td>{share(change.before, list('rejected', before, reasonId), list('decided', before))}</td>
        <td>{share(since, list('rejected', version, reasonId), list('decided', version))}</td>
        <td className="text-sm whitespace-nowrap">
          <span className={verdict === 'more' || verdict === 'less' ? 'font-medium text-ink' : 'text-muted'}>
            <span aria-hidden="true">{SHAPES[verdict]} </span>
            {t(`definition.verdict.${verdict}`)}
          </span>
        </td>
      </tr>
    )
  }
  return (
    <Card
      title={
        <span className="inline-flex items-center gap-1.5">
          <Link href={`/agreements/definition/${version}`} className="hover:underline">
            {t('definition.title', { version })}
          </Link>
          <Explain label={all('howCounted')}>{t('definition.how')}</Explain>
        </span>
      }
      note={t('definition.note', {
        day: definition.inForceFrom ? format.date(definition.inForceFrom) : '—',
        before,
      })}
      flush
    >
      <p className="px-4 pb-2 text-sm text-body">{t(`definition.${rejected.since.verdict}`)}</p>
      <div className="relative overflow-x-auto pb-1">
        <table className={COUNTED_TABLE}>
          <caption className="sr-only">{t('definition.title', { version })}</caption>
          <thead>
            <tr>
              <th scope="col">{t('column.reason')}</th>
              <th scope="col">{t('column.before', { version: before })}</th>
              <th scope="col">{t('column.before', { version })}</th>
              <th scope="col">{t('definition.changed')}</th>
            </tr>
          </thead>
          <tbody>
            {row(t('definition.rejected'), rejected, undefined)}
            {reasons
              .toSorted((a, b) => b.before.count + b.since.count - a.before.count - a.since.count)
              .map((change) => row(reasonName(change.reasonId), change, change.reasonId))}
          </tbody>
        </table>
      </div>
    </Card>
  )
}
