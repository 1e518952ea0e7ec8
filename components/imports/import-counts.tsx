import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { cx } from '@/components/ui/cx'
import type { ImportView } from '@/lib/imports/queries/runs'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith } from '@/lib/platform/url-state'

const FATES = ['created', 'updated', 'touched', 'skipped', 'rejected'] as const

/** The leads that an import made, changed or touched. */
export function leadsHref({ id }: Pick<ImportView, 'id'>, fate: 'created' | 'updated' | 'touched'): string {
  return hrefWith('/leads', {}, { import: String(id), fate })
}

/** The counts that add up to the rows; each leads to its leads where there are any to see. */
export async function ImportCounts({ run, isLinked }: { run: ImportView; isLinked: boolean }) {
  const [t, format] = await Promise.all([getTranslations('imports.result'), pageFormat()])
  // only leads enquire again
  const fates = FATES.filter((fate) => fate !== 'touched' || run.kind === 'leads' || run.touched > 0)
  const hrefOf = (fate: (typeof FATES)[number]) => {
    if (!isLinked || run[fate] === 0 || fate === 'skipped') return null
    if (fate === 'rejected') return '#rejected'
    if (run.kind === 'spend') return null
    return leadsHref(run, fate)
  }
  return (
    <dl
      className={cx(
        'grid grid-cols-2 overflow-hidden rounded-lg border border-line bg-surface *:-mr-px *:-mb-px sm:grid-cols-[repeat(auto-fit,minmax(8rem,1fr))]',
        fates.length % 2 === 1 && 'max-sm:*:first:col-span-2',
      )}
    >
      {fates.map((fate) => {
        const href = hrefOf(fate)
        const figure = format.number(run[fate])
        return (
          <div
            key={fate}
            className="flex flex-col-reverse justify-end border-r border-b border-line px-4 py-3"
          >
            <dt className="text-sm text-muted">{t(fate)}</dt>
            <dd className="figures text-2xl font-semibold text-ink">
              {href ? (
                <Link
                  href={href}
                  prefetch={false}
                  aria-label={`${figure} ${t(fate)}`}
                  className="text-accent-ink hover:underline"
                >
                  {figure}
                </Link>
              ) : (
                figure
              )}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}
