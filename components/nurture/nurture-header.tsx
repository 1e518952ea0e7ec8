import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Term } from '@/components/agreements/term'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import {
  NURTURE,
  NURTURE_BOARD,
  NURTURE_LIST,
  NURTURE_PLANS,
  NURTURE_RETURNS,
} from '@/lib/nurture/search-params'

const VIEWS = {
  work: NURTURE,
  board: NURTURE_BOARD,
  list: NURTURE_LIST,
  plans: NURTURE_PLANS,
  returns: NURTURE_RETURNS,
}

/** The head of every page of nurture: its views as tabs. */
export async function NurtureHeader({
  current,
  meta,
  actions,
}: {
  current: keyof typeof VIEWS
  meta?: ReactNode
  actions?: ReactNode
}) {
  const t = await getTranslations('nurture')
  return (
    <PageHeader title={<Term id="nurture">{t('title')}</Term>} meta={meta} actions={actions}>
      <Tabs
        label={t('view.label')}
        tabs={Object.entries(VIEWS).map(([name, href]) => ({
          href,
          label: t(`view.${name as keyof typeof VIEWS}`),
          current: name === current,
        }))}
      />
    </PageHeader>
  )
}
