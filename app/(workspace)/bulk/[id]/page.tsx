import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RunScreen } from '@/components/bulk/run-screen'
import { bulkRunById } from '@/lib/bulk/queries/runs'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bulk'))('runs') }
}

export default async function BulkRunPage({
  params,
  searchParams,
}: {
  params: Promise<{ id: string }>
  searchParams: Promise<Query>
}) {
  const actor = await requirePerson()
  const run = await bulkRunById(actor, idParameter((await params).id))
  if (!run) notFound()
  return <RunScreen actor={actor} run={run} query={await searchParams} />
}
