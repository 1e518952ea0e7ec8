import { getTranslations } from 'next-intl/server'
import { Tabs } from '@/components/ui/tabs'
import { peopleHref } from '@/lib/performance/search-params'
import type { Period } from '@/lib/platform/period'

/** What people came to, and what gives points. */
export async function PeopleTabs({ current, period }: { current: 'people' | 'points'; period?: Period }) {
  const t = await getTranslations('performance.people')
  return (
    <Tabs
      label={t('pages')}
      tabs={[
        {
          href: period ? peopleHref(period) : '/people',
          label: t('tab.people'),
          current: current === 'people',
        },
        { href: '/people/points', label: t('tab.points'), current: current === 'points' },
      ]}
    />
  )
}
