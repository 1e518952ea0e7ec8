import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PlanScreen } from '@/components/kpis/plan-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('targets'))('title') }
}

export default async function TargetsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <PlanScreen actor={await requirePerson()} query={await searchParams} />
}
