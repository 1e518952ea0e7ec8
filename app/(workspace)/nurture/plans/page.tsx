import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PlansScreen } from '@/components/nurture/plans-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nurture')
  return { title: `${t('title')}: ${t('view.plans')}` }
}

export default async function NurturePlansPage() {
  return <PlansScreen actor={await requirePerson()} />
}
