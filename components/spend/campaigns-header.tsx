import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { COSTS } from '@/lib/spend/search-params'

/** The head of the campaigns' screens: what they brought, and what they cost. */
export async function CampaignsHeader({
  current,
  title,
  meta,
  actions,
}: {
  current: 'campaigns' | 'grid' | 'entries'
  title: string
  meta?: ReactNode
  actions?: ReactNode
}) {
  const t = await getTranslations('spend.tabs')
  return (
    <PageHeader title={title} meta={meta} actions={actions}>
      <Tabs
        label={t('label')}
        tabs={[
          { href: '/campaigns', label: t('campaigns'), current: current === 'campaigns' },
          { href: COSTS, label: t('grid'), current: current === 'grid' },
          { href: `${COSTS}?view=entries`, label: t('entries'), current: current === 'entries' },
        ]}
      />
    </PageHeader>
  )
}
