import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SummaryScreen } from '@/components/reports/summary-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('reports'))('title') }
}

export default async function SummaryPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <SummaryScreen actor={await requirePerson()} query={await searchParams} />
}
