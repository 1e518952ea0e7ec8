import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ListScreen } from '@/components/nurture/list-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nurture')
  return { title: `${t('title')}: ${t('view.list')}` }
}

export default async function NurtureListPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <ListScreen actor={await requirePerson()} query={await searchParams} />
}
