import { getLocale, getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { Card } from '@/components/ui/card'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Promises } from '@/lib/promises/queries'
import { behindHref } from '@/lib/promises/search-params'
import { Count } from './share'

/** Why leads came back, with what marketing contested of it. */
export async function ReasonList({ counted, format }: { counted: Promises; format: Formatter }) {
  const [t, locale] = await Promise.all([getTranslations('promises'), getLocale()])
  const { reasons } = counted
  const all = reasons.reduce((sum, { count }) => sum + count, 0)
  const most = reasons[0]?.count ?? 1
  return (
    <Card
      title={t('reasons.title')}
      actions={
        <ExportMenu
          table="reasons"
          query={{ from: counted.from, to: counted.to }}
          what={t('reasons.title')}
          size="sm"
        />
      }
      flush
    >
      {reasons.length === 0 ? (
        <p className="px-4 pb-4 text-muted">{t('reasons.none')}</p>
      ) : (
        <ul className="pb-2">
          {reasons.map((reason) => {
            const name = (locale === 'ru' ? reason.nameRu : reason.nameEn) ?? t('reasons.unknown')
            return (
              <li
                key={reason.id ?? 0}
                className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 px-4 py-1.5 md:grid-cols-[12rem_minmax(0,1fr)_18rem]"
              >
                <span className="min-w-0 text-ink">{name}</span>
                <span aria-hidden="true" className="h-2 rounded-full bg-sunken max-md:hidden">
                  <span
                    className="block h-full rounded-full bg-line-strong"
                    style={{ width: `${(100 * reason.count) / most}%` }}
                  />
                </span>
                <span className="figures text-sm whitespace-nowrap max-md:text-end">
                  <Count
                    value={reason.count}
                    href={behindHref(counted, 'rejected', { reasonId: reason.id })}
                    format={format}
                  />
                  <span className="text-muted">
                    {' · '}
                    {format.percent(reason.count / all, 0)}
                    {reason.contested > 0 &&
                      ` · ${t('contestedTitle', { contested: reason.contested, overturned: reason.overturned })}`}
                  </span>
                </span>
              </li>
            )
          })}
        </ul>
      )}
    </Card>
  )
}
