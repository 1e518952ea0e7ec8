import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { NONE } from '@/lib/leads/search-params'
import { returnsOf } from '@/lib/nurture/queries/returns'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith } from '@/lib/platform/url-state'
import { NurtureHeader } from './nurture-header'

const TIMES = { 1: 'once', 2: 'twice', 3: 'more' } as const

/** How often leads went back from sales, for what and from where; each number opens the leads that it counts. */
export async function ReturnsScreen({ actor }: { actor: Actor }) {
  const [t, common, format, returns] = await Promise.all([
    getTranslations('nurture.returns'),
    getTranslations('common'),
    pageFormat(),
    returnsOf(actor),
  ])
  const { times, reasons, channels, offered } = returns
  const back = times.reduce((sum, { leads }) => sum + leads, 0)
  return (
    <>
      <NurtureHeader current="returns" />
      {back === 0 ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState title={t('emptyTitle')}>{t('emptyText')}</EmptyState>
        </div>
      ) : (
        <>
          <p className="mb-3 max-w-3xl text-sm text-muted">{t('note')}</p>
          <div className="grid items-start gap-4 lg:grid-cols-3">
            <Card
              title={t('times')}
              note={
                offered > 0
                  ? t('ofOffered', { share: format.percent(back / offered, 0), count: offered })
                  : undefined
              }
              flush
            >
              <Counted
                caption={t('times')}
                of={t('count')}
                unit={t('leads')}
                format={format}
                rows={times.map(({ times: often, leads }) => ({
                  key: often,
                  label: t(TIMES[often]),
                  leads,
                  href: hrefWith('/leads', { returns: String(often) }),
                }))}
              />
            </Card>
            <Card title={t('reasons')} note={t('reasonsNote')} flush>
              <Counted
                caption={t('reasons')}
                of={t('reason')}
                unit={t('leads')}
                format={format}
                rows={reasons.map(({ code, nameEn, nameRu, leads }) => ({
                  key: code,
                  label: format.locale === 'ru' ? nameRu : nameEn,
                  leads,
                  href: hrefWith('/leads', { rejectedFor: code }),
                }))}
              />
            </Card>
            <Card title={t('channels')} note={t('channelsNote')} flush>
              <Counted
                caption={t('channels')}
                of={t('channel')}
                unit={t('leads')}
                format={format}
                rows={channels.map(({ id, name, leads }) => ({
                  key: id ?? NONE,
                  label: name ?? common('noChannel'),
                  leads,
                  href: hrefWith('/leads', { channel: id === null ? NONE : String(id), returns: 'any' }),
                }))}
              />
            </Card>
          </div>
        </>
      )}
    </>
  )
}

type Row = { key: string | number; label: string; leads: number; href: string }

/** Numbers with a bar each, the longest bar the largest number. */
function Counted({
  caption,
  of,
  unit,
  rows,
  format,
}: {
  caption: string
  of: ReactNode
  unit: ReactNode
  rows: readonly Row[]
  format: Formatter
}) {
  const most = Math.max(1, ...rows.map(({ leads }) => leads))
  return (
    <table className="w-full text-base">
      <caption className="sr-only">{caption}</caption>
      <thead className="sr-only">
        <tr>
          <th scope="col">{of}</th>
          <th scope="col">{unit}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, label, leads, href }) => (
          <tr key={key} className="border-t border-line">
            <th scope="row" className="px-4 py-2 text-start font-normal text-ink">
              {label}
              <span
                aria-hidden="true"
                className="mt-1 block h-1 rounded-full bg-accent"
                style={{ width: `${(leads / most) * 100}%` }}
              />
            </th>
            <td className="figures w-20 px-4 py-2 text-end align-top">
              {leads === 0 ? (
                <span className="text-muted">0</span>
              ) : (
                <Link
                  href={href}
                  prefetch={false}
                  data-count={leads}
                  aria-label={`${format.number(leads)}: ${label}`}
                  className="font-medium text-accent-ink hover:underline"
                >
                  {format.number(leads)}
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
