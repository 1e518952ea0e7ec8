import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { LeadsScreen } from '@/components/leads/leads-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'
import { viewHref } from '@/lib/views/address'
import { defaultView, listViews } from '@/lib/views/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('leads'))('title') }
}

export default async function LeadsPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query] = await Promise.all([requirePerson(), searchParams])
  const views = await listViews(actor)
  // nothing asked for: what a head has chosen for this role
  const first = Object.keys(query).length === 0 ? defaultView(actor, views) : undefined
  if (first) redirect(viewHref(first))
  return <LeadsScreen actor={actor} query={query} views={views} />
}
