import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RunsScreen } from '@/components/bulk/runs-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('bulk'))('runs') }
}

export default async function BulkPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <RunsScreen actor={await requirePerson()} query={await searchParams} />
}
