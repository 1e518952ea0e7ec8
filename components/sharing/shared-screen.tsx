import { getLocale, getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/ui/page-header'
import type { NumbersReader } from '@/lib/platform/actor'
import type { SharedView } from '@/lib/platform/auth/shared-link'
import { formatter } from '@/lib/platform/i18n/format'
import { isLocale } from '@/lib/platform/i18n/locale'
import type { Sheet } from '@/lib/platform/sheet/sheet'
import { type SharedTable, sharedTables } from '@/lib/sharing/queries'
import { isSharedScreen } from '@/lib/sharing/screens'
import { SharedFunnel } from './shared-funnel'
import { SharedKpis } from './shared-kpis'
import { SharedSheet } from './shared-sheet'

type Row = Sheet['rows'][number]

function number(row: Row, key: string): number {
  const value = row[key]
  return typeof value === 'number' ? value : 0
}

/** What the shares of a table were divided by, where its columns say it. */
const BASES: Partial<Record<SharedTable['table'], (key: string, row: Row) => number | null>> = {
  campaigns: (key, row) => {
    if (key === 'acceptance') return number(row, 'handedOff')
    return key === 'hotShare' ? number(row, 'hot') + number(row, 'warm') + number(row, 'cold') : null
  },
  quality: (key, row) => (key === 'hot' || key === 'warm' || key === 'cold' ? number(row, 'graded') : null),
  cohorts: (key, row) => (key === 'byNow' ? number(row, 'leads') : null),
}

/** The tables of a shared screen. It gets sheets and no records, so there is nothing else that it could show. */
export async function SharedScreen({ reader, view }: { reader: NumbersReader; view: SharedView }) {
  const chosen = await getLocale()
  const locale = isLocale(chosen) ? chosen : 'en'
  const [t, { tables, currency, timeZone }] = await Promise.all([
    getTranslations('sharing'),
    sharedTables(reader, view, locale),
  ])
  const format = formatter({ locale, timeZone, now: reader.at, currency })
  const period = tables[0]?.period
  return (
    <>
      <PageHeader
        title={isSharedScreen(view.screen) ? t(`screen.${view.screen}`) : t('page.title')}
        meta={period ? `${format.date(period.from)} – ${format.date(period.to)}` : undefined}
      />
      <div className="flex flex-col gap-4">
        {tables.map((sheet) => {
          const props = { sheet, format, currency }
          if (sheet.table === 'funnel') return <SharedFunnel key={sheet.table} {...props} />
          if (sheet.table === 'kpis') return <SharedKpis key={sheet.table} {...props} />
          return <SharedSheet key={sheet.table} {...props} baseOf={BASES[sheet.table]} />
        })}
        <p className="text-xs text-muted">
          {t('page.numbersOnly')} {t('page.until', { date: format.dateTime(view.expiresAt) })}
        </p>
      </div>
    </>
  )
}
