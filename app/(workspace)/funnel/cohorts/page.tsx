import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CohortsScreen } from '@/components/funnel/cohorts-screen'
import { LivePage } from '@/components/shell/live-page'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('funnel'))('cohorts.title') }
}

export default async function CohortsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requirePerson()
  return (
    <>
      <LivePage actor={actor} on={['lead']} spread={4_000} />
      <CohortsScreen actor={actor} query={await searchParams} />
    </>
  )
}
