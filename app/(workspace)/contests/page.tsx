import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ContestsScreen } from '@/components/contests/contests-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('handoffs'))('contest.title') }
}

export default async function ContestsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <ContestsScreen actor={await requirePerson()} query={await searchParams} />
}
