import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { LeadsScreen } from '@/components/leads/leads-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('leads'))('title') }
}

export default async function LeadsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <LeadsScreen actor={await requirePerson()} query={await searchParams} />
}
