import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NoticesScreen } from '@/components/notices/notices-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('notices'))('title') }
}

export default async function NoticesPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <NoticesScreen actor={await requirePerson()} query={await searchParams} />
}
