import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PlanForm } from '@/components/nurture/plan-form'
import { PageHeader } from '@/components/ui/page-header'
import { idParameter } from '@/lib/leads/search-params'
import { planById } from '@/lib/nurture/queries/plans'
import { NURTURE_PLANS } from '@/lib/nurture/search-params'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('nurture.plans'))('editTitle') }
}

export default async function PlanPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requireRole('marketer')
  const plan = await planById(actor, idParameter((await params).id))
  if (!plan) notFound()
  const t = await getTranslations('nurture')
  return (
    <>
      <PageHeader title={plan.name} back={{ href: NURTURE_PLANS, label: t('plans.title') }} />
      <PlanForm key={plan.version} plan={plan} />
    </>
  )
}
