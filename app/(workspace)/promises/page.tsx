import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PromisesScreen } from '@/components/promises/promises-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('promises'))('title') }
}

export default async function PromisesPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <PromisesScreen actor={await requirePerson()} query={await searchParams} />
}
