import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import { AGREEMENT_KINDS, type AgreementKind } from '@/lib/agreements/kinds'

/** The top of every page of the agreements: the three of them as tabs. */
export async function AgreementsHeader({ kind, actions }: { kind: AgreementKind; actions?: ReactNode }) {
  const t = await getTranslations('agreements')
  const tabs = AGREEMENT_KINDS.map((one) => ({
    href: `/agreements/${one}`,
    label: t(`tab.${one}`),
    current: one === kind,
  }))
  return (
    <PageHeader title={t('title')} meta={t(`intro.${kind}`)} actions={actions}>
      <Tabs label={t('sections')} tabs={tabs} />
    </PageHeader>
  )
}
