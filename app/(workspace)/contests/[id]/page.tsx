import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { ContestPage } from '@/components/contests/contest-page'
import { contestById } from '@/lib/handoffs/queries/contests'
import { idIn } from '@/lib/handoffs/search-params'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('handoffs'))('contest.title') }
}

export default async function OneContestPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requirePerson()
  const id = idIn(await params, 'id')
  const contest = id === undefined ? undefined : await contestById(actor, id)
  if (!contest) notFound()
  return <ContestPage contest={contest} actor={actor} />
}
