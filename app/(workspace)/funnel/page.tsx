import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FunnelScreen } from '@/components/funnel/funnel-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('funnel'))('title') }
}

export default async function FunnelPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <FunnelScreen actor={await requirePerson()} query={await searchParams} />
}
