import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ImportsScreen } from '@/components/imports/imports-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') }
}

export default async function ImportsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <ImportsScreen actor={await requirePerson()} query={await searchParams} />
}
