import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SuspectsScreen } from '@/components/leads/suspects-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('leads.suspects'))('title') }
}

export default async function DuplicatesPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <SuspectsScreen actor={await requirePerson()} query={await searchParams} />
}
