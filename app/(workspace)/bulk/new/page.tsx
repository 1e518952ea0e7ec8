import type { Metadata } from 'next'
import { forbidden, notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { StartScreen } from '@/components/bulk/start-screen'
import { canTakeInBulk } from '@/lib/bulk/policy'
import { actionOf, readWish } from '@/lib/bulk/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bulk'))('runs') }
}

export default async function NewBulkPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requirePerson(), searchParams])
  const wish = readWish(query)
  if (!wish) notFound()
  if (!canTakeInBulk(actor, actionOf(wish))) forbidden()
  return <StartScreen actor={actor} wish={wish} query={query} />
}
