import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import type { Formatter } from '@/lib/platform/i18n/format'
import { cellOf, type OwnKind, type Sheet } from '@/lib/platform/sheet/sheet'
import { type Estimate, wilson } from '@/lib/platform/statistics'
import { cellWords } from './cell-words'

/** Each KPI with what it is made of, the days before, and how it is counted. */
export async function SharedKpis({ sheet, format }: { sheet: Sheet; format: Formatter }) {
  const [t, funnel, common] = await Promise.all([
    getTranslations('sharing.page'),
    getTranslations('funnel'),
    getTranslations('common'),
  ])
  const column = new Map(sheet.columns.map((each) => [each.key, each]))
  return (
    <Card flush>
      <dl className="grid gap-x-6 md:grid-cols-2">
        {sheet.rows.map((row) => {
          const say = (key: string) => {
            const found = column.get(key)
            return found ? cellWords(cellOf(found, row), format, '') : ''
          }
          const [numerator, denominator, low, previous] = ['numerator', 'denominator', 'low', 'previous'].map(
            say,
          )
          const share = shareOf((key) => {
            const found = column.get(key)
            return found ? cellOf(found, row) : { value: null, kind: 'text' }
          })
          const interval =
            share?.low != null && share.high != null
              ? share.enough
                ? funnel('interval', { interval: format.interval(share.low, share.high) })
                : funnel('tooFew')
              : null
          return (
            <div
              key={say('name')}
              className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-3 border-b border-line px-4 py-2"
              data-print="together"
            >
              <dt className="flex items-center gap-1.5 text-sm text-body">
                {say('name')}
                <Explain label={common('chart.howCounted')}>{say('how')}</Explain>
              </dt>
              <dd className="figures text-end text-lg font-semibold text-ink">
                {say('value') || <span className="text-sm font-normal text-muted">{common('noData')}</span>}
              </dd>
              <dd className="figures text-xs text-muted">
                {numerator && denominator
                  ? `${numerator} / ${denominator}`
                  : low && funnel('questions.median', { n: denominator ?? '' })}
                {interval && ` · ${interval}`}
                {low && ` · ${t('middle', { low, high: say('high') })}`}
              </dd>
              <dd className="figures text-end text-xs text-muted">
                {previous && t('before', { value: previous })}
              </dd>
            </div>
          )
        })}
      </dl>
      <ul className="flex flex-col gap-1 px-4 py-3 text-xs text-muted">
        {sheet.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Card>
  )
}

/** A count of a count, as which it has an interval; money by money has none. */
function shareOf(cell: (key: string) => OwnKind): Estimate | null {
  const [value, count, base] = [cell('value'), cell('numerator'), cell('denominator')]
  if (value.kind !== 'share' || count.kind !== 'count' || base.kind !== 'count') return null
  if (typeof count.value !== 'number' || typeof base.value !== 'number' || base.value === 0) return null
  return wilson(count.value, base.value)
}
