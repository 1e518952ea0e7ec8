import { getTranslations } from 'next-intl/server'
import { Tabs } from '@/components/ui/tabs'
import type { Period } from '@/lib/platform/period'
import { hrefWith } from '@/lib/platform/url-state'

const PAGES = {
  funnel: '/funnel',
  cohorts: '/funnel/cohorts',
  quality: '/funnel/quality',
  rejections: '/funnel/rejections',
} as const
export type FunnelPage = keyof typeof PAGES

/** What can be asked of the way from lead to customer; each page keeps the days of the one before. */
export async function FunnelTabs({ current, period }: { current: FunnelPage; period: Period }) {
  const t = await getTranslations('funnel.pages')
  const { from, to } = period
  return (
    <Tabs
      label={t('label')}
      tabs={(Object.keys(PAGES) as FunnelPage[]).map((page) => ({
        href: hrefWith(PAGES[page], { from, to }),
        label: t(page),
        current: page === current,
      }))}
    />
  )
}
