import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HandoffsScreen } from '@/components/funnel/handoffs-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('funnel'))('handoffs.title') }
}

export default async function CountedHandoffsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <HandoffsScreen actor={await requirePerson()} query={await searchParams} />
}
