import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { KpisScreen } from '@/components/kpis/kpis-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('funnel'))('questions.title') }
}

export default async function KpisPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <KpisScreen actor={await requirePerson()} query={await searchParams} />
}
