import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { DealsScreen } from '@/components/deals/deals-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('deals'))('title') }
}

export default async function DealsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <DealsScreen actor={await requirePerson()} query={await searchParams} />
}
