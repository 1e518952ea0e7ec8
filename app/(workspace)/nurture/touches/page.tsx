import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TouchesScreen } from '@/components/nurture/touches-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nurture')
  return { title: `${t('title')}: ${t('view.work')}` }
}

export default async function NurtureTouchesPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <TouchesScreen actor={await requirePerson()} query={await searchParams} />
}
