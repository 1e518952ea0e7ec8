import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PlanForm } from '@/components/nurture/plan-form'
import { PageHeader } from '@/components/ui/page-header'
import { NURTURE_PLANS } from '@/lib/nurture/search-params'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('nurture.plans'))('new') }
}

export default async function NewPlanPage() {
  await requireRole('marketer')
  const t = await getTranslations('nurture')
  return (
    <>
      <PageHeader title={t('plans.new')} back={{ href: NURTURE_PLANS, label: t('plans.title') }} />
      <PlanForm />
    </>
  )
}
