import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PeopleScreen } from '@/components/performance/people-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('performance'))('people.title') }
}

export default async function PeoplePage({ searchParams }: { searchParams: Promise<Query> }) {
  return <PeopleScreen actor={await requirePerson()} query={await searchParams} />
}
