import { getTranslations } from 'next-intl/server'
import { Menu, MenuHeading } from '@/components/ui/menu'
import type { TableId } from '@/lib/exports/queries/tables'
import { FORMATS } from '@/lib/exports/schema'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { MAX_ROWS } from '@/lib/platform/sheet/sheet'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** Tables without an end that are not streamed: their files say where they were cut, and so does the menu. */
const CUT: readonly TableId[] = ['costs', 'decisions']

/** A table of this screen as a file, with the screen's own filters and dates: `query` is the address of the screen. */
export async function ExportMenu({
  table,
  query,
  of,
  what,
  size,
}: {
  table: TableId
  query: Query
  /** tells apart two menus of one table on a page */
  of?: string
  /** what the table is called, where it is not the whole screen: several buttons of one name are one to who cannot see them */
  what?: string
  size?: 'sm' | 'md'
}) {
  const [t, format] = await Promise.all([getTranslations('exports'), pageFormat()])
  const heading = CUT.includes(table) ? t('upTo', { rows: format.number(MAX_ROWS) }) : t('heading')
  return (
    <Menu
      id={of ? `export-${table}-${of}` : `export-${table}`}
      trigger={t('menu')}
      label={what && `${t('menu')}: ${what}`}
      align="end"
      size={size}
    >
      <MenuHeading>{heading}</MenuHeading>
      {FORMATS.map((file) => (
        // Not a Link: it is a file, and nobody wants it fetched ahead.
        <a
          key={file}
          href={hrefWith(`/api/export/${table}`, query, { format: file })}
          download
          className="flex w-full items-center rounded-md px-2.5 py-1.5 text-start text-base text-body hover:bg-hover hover:text-ink -outline-offset-2 pointer-coarse:py-2.5"
        >
          {t(file)}
        </a>
      ))}
    </Menu>
  )
}
