import { getLocale, getTranslations } from 'next-intl/server'
import { PageHeader } from '@/components/ui/page-header'
import type { NumbersReader } from '@/lib/platform/actor'
import type { SharedView } from '@/lib/platform/auth/shared-link'
import { formatter } from '@/lib/platform/i18n/format'
import { isLocale } from '@/lib/platform/i18n/locale'
import { sharedTables } from '@/lib/sharing/queries'
import { isSharedScreen } from '@/lib/sharing/screens'
import { SharedFunnel } from './shared-funnel'
import { SharedKpis } from './shared-kpis'
import { SharedSheet } from './shared-sheet'

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
          return <SharedSheet key={sheet.table} {...props} />
        })}
        <p className="text-xs text-muted">
          {t('page.numbersOnly')} {t('page.until', { date: format.dateTime(view.expiresAt) })}
        </p>
      </div>
    </>
  )
}
