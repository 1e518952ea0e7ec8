import { getTranslations } from 'next-intl/server'
import { Menu, MenuHeading } from '@/components/ui/menu'
import type { TableId } from '@/lib/exports/queries/tables'
import { FORMATS } from '@/lib/exports/schema'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** A table of this screen as a file, with the screen's own filters and dates: `query` is the address of the screen. */
export async function ExportMenu({
  table,
  query,
  of,
  size,
}: {
  table: TableId
  query: Query
  /** tells apart two menus of one table on a page */
  of?: string
  size?: 'sm' | 'md'
}) {
  const t = await getTranslations('exports')
  return (
    <Menu id={of ? `export-${table}-${of}` : `export-${table}`} trigger={t('menu')} align="end" size={size}>
      <MenuHeading>{t('heading')}</MenuHeading>
      {FORMATS.map((format) => (
        // Not a Link: it is a file, and nobody wants it fetched ahead.
        <a
          key={format}
          href={hrefWith(`/api/export/${table}`, query, { format })}
          download
          className="flex w-full items-center rounded-md px-2.5 py-1.5 text-start text-base text-body hover:bg-hover hover:text-ink -outline-offset-2 pointer-coarse:py-2.5"
        >
          {t(format)}
        </a>
      ))}
    </Menu>
  )
}
