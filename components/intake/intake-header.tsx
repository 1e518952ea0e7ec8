import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'

/** The head of the screens where leads come in: files, web forms, and what came in twice. */
export async function IntakeHeader({
  current,
  title,
  meta,
  actions,
}: {
  current: 'imports' | 'forms' | 'duplicates'
  title: string
  meta?: ReactNode
  actions?: ReactNode
}) {
  const t = await getTranslations('imports.tabs')
  return (
    <PageHeader title={title} meta={meta} actions={actions}>
      <Tabs
        label={t('label')}
        tabs={(['imports', 'forms', 'duplicates'] as const).map((name) => ({
          href: `/${name}`,
          label: t(name),
          current: name === current,
        }))}
      />
    </PageHeader>
  )
}
