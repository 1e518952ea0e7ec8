import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { WorkScreen } from '@/components/nurture/work-screen'
import { NURTURE_LIST } from '@/lib/nurture/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('nurture'))('title') }
}

export default async function NurturePage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requirePerson(), searchParams])
  // where the list stood before it had a page of its own
  if (one(query, 'wake') || one(query, 'quiet')) redirect(hrefWith(NURTURE_LIST, query))
  return <WorkScreen actor={actor} query={query} />
}
