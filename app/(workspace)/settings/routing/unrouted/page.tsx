import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { UnroutedScreen } from '@/components/routing/unrouted-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.unrouted'))('title') }
}

export default async function UnroutedPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requirePerson(), searchParams])
  return <UnroutedScreen actor={actor} query={query} />
}
