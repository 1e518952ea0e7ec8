import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** Whose work is shown, as two links that look like a switch. */
export async function ScopeLinks({
  path,
  query,
  scope,
}: {
  path: string
  query: Query
  scope: 'mine' | 'all'
}) {
  const t = await getTranslations('nurture.scope')
  return (
    <nav aria-label={t('label')} data-print="hide">
      <ul className="inline-flex gap-0.5 rounded-md border border-line bg-sunken p-0.5">
        {(['mine', 'all'] as const).map((each) => (
          <li key={each}>
            <Link
              href={hrefWith(path, query, { whose: each })}
              prefetch={false}
              aria-current={each === scope ? 'true' : undefined}
              className="block rounded-sm px-2.5 py-1 text-sm font-medium text-muted hover:text-ink aria-[current=true]:bg-raised aria-[current=true]:text-ink aria-[current=true]:shadow-sm pointer-coarse:py-2"
            >
              {t(each)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
