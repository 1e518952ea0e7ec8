import { getTranslations } from 'next-intl/server'
import { Tabs } from '@/components/ui/tabs'
import type { Actor } from '@/lib/platform/actor'
import { waitingFor } from '@/lib/targets/queries'

/** What the KPIs are, what they should be, and both on one page. */
export async function KpisTabs({
  actor,
  current,
}: {
  actor: Actor
  current: 'kpis' | 'targets' | 'summary'
}) {
  const [t, shell, reports, waiting] = await Promise.all([
    getTranslations('targets'),
    getTranslations('shell.nav'),
    getTranslations('reports'),
    waitingFor(actor),
  ])
  return (
    <Tabs
      label={t('pages')}
      tabs={[
        { href: '/kpis', label: shell('kpis'), current: current === 'kpis' },
        {
          href: '/kpis/targets',
          label: t('title'),
          count: waiting.length === 0 ? undefined : waiting.length,
          current: current === 'targets',
        },
        { href: '/kpis/summary', label: reports('title'), current: current === 'summary' },
      ]}
    />
  )
}
