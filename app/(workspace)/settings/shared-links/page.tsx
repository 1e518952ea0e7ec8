import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SharedLinksScreen } from '@/components/sharing/shared-links-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('sharing'))('title') }
}

export default async function SharedLinksPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <SharedLinksScreen actor={await requirePerson()} query={await searchParams} />
}
