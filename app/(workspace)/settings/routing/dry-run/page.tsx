import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DryRunScreen } from '@/components/routing/dry-run-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.dry'))('title') }
}

export default async function DryRunPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requirePerson(), searchParams])
  return <DryRunScreen actor={actor} query={query} />
}
