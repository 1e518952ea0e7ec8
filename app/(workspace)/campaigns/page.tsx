import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CampaignsScreen } from '@/components/campaigns/campaigns-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('spend'))('title') }
}

export default async function CampaignsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <CampaignsScreen actor={await requirePerson()} query={await searchParams} />
}
