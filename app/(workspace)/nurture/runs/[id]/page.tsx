import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RunScreen } from '@/components/nurture/run-screen'
import { idParameter } from '@/lib/leads/search-params'
import { runById } from '@/lib/nurture/queries/runs'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('nurture.plans'))('runs') }
}

export default async function RunPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requirePerson()
  const run = await runById(actor, idParameter((await params).id))
  if (!run) notFound()
  return <RunScreen actor={actor} run={run} />
}
