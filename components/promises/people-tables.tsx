import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { Card } from '@/components/ui/card'
import type { HandoffSet } from '@/lib/handoffs/handoff-sets'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import { type Counts, type Shares, sharesOf } from '@/lib/promises/measure'
import type { PersonRow, Promises } from '@/lib/promises/queries'
import { behindHref } from '@/lib/promises/search-params'
import { Count, Share } from './share'

type Props = { counted: Promises; format: Formatter }
type Key = 'person' | 'pending' | 'oldest' | 'acceptance' | 'verdicts' | 'response' | 'asked' | 'contested'
type MarketingKey = 'waiting' | 'returned' | 'offered' | 'complete' | 'answers'

/** Load, verdicts and kept promises of each rep. */
export async function SalesPeople({ counted, format }: Props) {
  const parts = await cellsOf('sales', counted, format)
  const { t, number, share, oldest } = parts
  const { shown: rows, idle } = split(counted.people.sales)
  if (rows.length === 0) return null
  return (
    <Card title={t('people.sales')} note={idle > 0 ? t('idle', { count: idle }) : undefined} flush>
      <DataTable
        rows={rows}
        columns={[
          person(parts),
          { ...column(parts, 'pending'), cell: (row) => number(row, 'pending', 'overdue') },
          { ...column(parts, 'oldest'), from: 'lg', cell: (row) => oldest(row.counts.oldestPending) },
          { ...column(parts, 'acceptance'), cell: (row) => share(row, 'acceptance', 'accepted', 'decided') },
          { ...column(parts, 'verdicts'), cell: (row) => share(row, 'verdictsKept', 'inTime', 'settled') },
          {
            ...column(parts, 'response'),
            from: 'lg',
            cell: ({ counts: { response } }) =>
              response ? format.duration(response.middle, WORKING_DAY_MINUTES) : '—',
          },
          { ...column(parts, 'asked'), from: 'xl', cell: (row) => number(row, 'asked') },
          { ...column(parts, 'contested'), from: 'xl', cell: (row) => parts.contested(row) },
        ]}
        rowKey={(row) => row.personId ?? 0}
        caption={t('people.sales')}
      />
    </Card>
  )
}

/** Load, handoffs and kept promises of each marketer. */
export async function MarketingPeople({ counted, format }: Props) {
  const parts = await cellsOf('marketing', counted, format)
  const { t, number, share } = parts
  const { shown: rows, idle } = split(counted.people.marketing)
  if (rows.length === 0) return null
  return (
    <Card title={t('people.marketing')} note={idle > 0 ? t('idle', { count: idle }) : undefined} flush>
      <DataTable
        rows={rows}
        columns={[
          person(parts),
          { ...column(parts, 'waiting'), cell: (row) => number(row, 'waiting', 'waitingLate') },
          { ...column(parts, 'returned'), cell: (row) => number(row, 'returned', 'returnedLate') },
          {
            ...column(parts, 'answers'),
            cell: (row) => share(row, 'answersKept', 'answerInTime', 'answerSettled'),
          },
          { ...column(parts, 'acceptance'), cell: (row) => share(row, 'acceptance', 'accepted', 'decided') },
          {
            ...column(parts, 'complete'),
            from: 'lg',
            cell: (row) => share(row, 'complete', 'complete', 'offered'),
          },
          { ...column(parts, 'offered'), from: 'xl', cell: (row) => number(row, 'offered') },
          { ...column(parts, 'contested'), from: 'xl', cell: (row) => parts.contested(row) },
        ]}
        rowKey={(row) => row.personId ?? 0}
        caption={t('people.marketing')}
      />
    </Card>
  )
}

/** Who had nothing to do with any handoff is only counted. */
function split(rows: readonly PersonRow[]): { shown: PersonRow[]; idle: number } {
  const busy = ({ counts }: PersonRow) =>
    Object.values(counts).some((count) => typeof count === 'number' && count > 0)
  const shown = rows.filter(busy)
  return { shown, idle: rows.length - shown.length }
}

type Parts = Awaited<ReturnType<typeof cellsOf>>

function person({ t }: Parts): Column<PersonRow> {
  return {
    key: 'person',
    header: t('column.person'),
    cell: (row) => row.name ?? <span title={t('nobodyHint')}>{t('nobody')}</span>,
  }
}

function column({ t }: Parts, key: Key | MarketingKey): Omit<Column<PersonRow>, 'cell'> {
  return { key, header: t(`column.${key}`), align: 'end', width: '8.5rem' }
}

/** The cells that both tables are made of: numbers that lead to what they count. */
async function cellsOf(side: Side, counted: Promises, format: Formatter) {
  const t = await getTranslations('promises')
  const words = { tooFew: t('tooFew'), noData: '—' }
  const href = ({ personId }: PersonRow, set: HandoffSet) => behindHref(counted, set, { side, personId })
  type Plain = Extract<HandoffSet, keyof Counts>
  return {
    t,
    number: (row: PersonRow, set: Plain, lateSet?: Plain) => (
      <>
        <Count value={row.counts[set]} href={href(row, set)} format={format} />
        {lateSet && row.counts[lateSet] > 0 && (
          <a
            href={href(row, lateSet)}
            className="block text-xs leading-6 font-medium text-danger-ink hover:underline"
          >
            {t('overdue', { count: row.counts[lateSet] })}
          </a>
        )}
      </>
    ),
    share: (row: PersonRow, name: keyof Shares, count: HandoffSet, base: HandoffSet) => (
      <Share
        estimate={sharesOf(row.counts)[name]}
        format={format}
        words={words}
        countHref={href(row, count)}
        baseHref={href(row, base)}
      />
    ),
    oldest: (since: Date | null) =>
      since ? <span title={format.dateTime(since)}>{format.relative(since, 'narrow')}</span> : '—',
    contested: (row: PersonRow) => (
      <span
        title={t('contestedTitle', { contested: row.counts.contested, overturned: row.counts.overturned })}
      >
        <Count value={row.counts.contested} href={href(row, 'contested')} format={format} />
        <span aria-hidden="true">/</span>
        <Count value={row.counts.overturned} href={href(row, 'overturned')} format={format} />
      </span>
    ),
  }
}
