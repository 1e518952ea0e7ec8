import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ImportScreen } from '@/components/imports/import-screen'
import { importById } from '@/lib/imports/queries/runs'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports'))('title') }
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function ImportPage({ params, searchParams }: Props) {
  const actor = await requirePerson()
  const run = await importById(actor, idParameter((await params).id))
  if (!run) notFound()
  return <ImportScreen actor={actor} run={run} query={await searchParams} />
}
