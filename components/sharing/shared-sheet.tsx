import { getTranslations } from 'next-intl/server'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import type { Formatter } from '@/lib/platform/i18n/format'
import { cellOf, isText, type Sheet } from '@/lib/platform/sheet/sheet'
import { ENOUGH } from '@/lib/platform/statistics'
import { cellWords } from './cell-words'

/** No link in it could take the focus, and without the focus a wide table cannot be scrolled by keys. */
const FOCUSABLE = { tabIndex: 0 }

type Row = Sheet['rows'][number]

/** A sheet as a table; a share and the ends of its interval stand in one cell. */
export async function SharedSheet({
  sheet,
  format,
  baseOf,
}: {
  sheet: Sheet
  format: Formatter
  /** of a share: what it was divided by; under 30 it is not judged */
  baseOf?: (key: string, row: Row) => number | null
}) {
  const [t, common] = await Promise.all([getTranslations('sharing.page'), getTranslations('common')])
  const ends = new Set(sheet.columns.flatMap(({ key }) => [`${key}Low`, `${key}High`]))
  const columns = sheet.columns.filter(({ key }) => !ends.has(key))
  const keys = new Set(sheet.columns.map(({ key }) => key))
  // Rows have no key of their own: two may have the same name.
  const rows = sheet.rows.map((row, index) => ({ row, id: String(index) }))
  const cell = (column: Sheet['columns'][number], row: Row) => {
    const own = cellOf(column, row)
    const base = own.kind === 'share' ? (baseOf?.(column.key, row) ?? null) : null
    if (base !== null && base < ENOUGH && own.value !== null) {
      return (
        <span className="block min-w-28 text-xs text-muted">
          {common('chart.tooFewMore', { n: ENOUGH - base })}
        </span>
      )
    }
    const low = keys.has(`${column.key}Low`) ? row[`${column.key}Low`] : null
    const high = row[`${column.key}High`]
    return (
      <>
        {cellWords(own, format, '—')}
        {typeof low === 'number' && typeof high === 'number' && (
          <span className="block text-2xs whitespace-nowrap text-muted">{format.interval(low, high)}</span>
        )}
      </>
    )
  }
  return (
    <Card flush title={t('table')} note={sheet.name}>
      <section className="overflow-x-auto pb-1" aria-label={sheet.name} {...FOCUSABLE}>
        <table className="figures w-full text-sm">
          <caption className="sr-only">{sheet.name}</caption>
          <thead>
            <tr className="text-xs text-muted">
              {columns.map(({ key, header, kind }) => (
                <th
                  key={key}
                  scope="col"
                  className={cx(
                    'px-3 py-1.5 align-bottom font-medium',
                    isText(kind) ? 'text-start' : 'text-end',
                  )}
                >
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, id }) => (
              <tr key={id} className="border-t border-line align-top">
                {columns.map((column, place) =>
                  place === 0 ? (
                    <th key={column.key} scope="row" className="px-3 py-1.5 text-start font-medium text-ink">
                      {cell(column, row)}
                    </th>
                  ) : (
                    <td
                      key={column.key}
                      className={cx('px-3 py-1.5', isText(column.kind) ? 'text-start' : 'text-end')}
                    >
                      {cell(column, row)}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <ul className="flex flex-col gap-1 border-t border-line px-4 py-3 text-xs text-muted">
        {sheet.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Card>
  )
}
