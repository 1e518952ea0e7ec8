import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { myOpenRuns } from '@/lib/bulk/queries/runs'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { runTitle } from './run-title'

/** My steps with many leads that go on: to come back to. */
export async function OpenRuns({ actor }: { actor: Actor }) {
  const runs = await myOpenRuns(actor)
  if (runs.length === 0) return null
  const [t, format] = await Promise.all([getTranslations('bulk'), pageFormat()])
  return (
    <ul className="mb-2.5 flex flex-col gap-1">
      {runs.map((run) => (
        <li key={run.id} className="figures flex flex-wrap gap-x-2 text-sm text-muted">
          <Link href={`/bulk/${run.id}`} prefetch={false} className="text-accent-ink hover:underline">
            {runTitle(t, run)}
          </Link>
          {t('run.of', { done: format.number(run.total - run.waiting), total: format.number(run.total) })}
        </li>
      ))}
    </ul>
  )
}
