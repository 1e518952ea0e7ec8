import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FunnelScreen } from '@/components/funnel/funnel-screen'
import { LivePage } from '@/components/shell/live-page'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('funnel'))('title') }
}

export default async function FunnelPage({ searchParams }: { searchParams: Promise<Query> }) {
  const actor = await requirePerson()
  return (
    <>
      <LivePage actor={actor} on={['lead']} spread={4_000} />
      <FunnelScreen actor={actor} query={await searchParams} />
    </>
  )
}
