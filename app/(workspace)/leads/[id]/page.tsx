import type { Metadata } from 'next'
import { notFound, redirect } from 'next/navigation'
import { LeadPage } from '@/components/leads/lead-page'
import { leadRecord } from '@/components/leads/record-data'
import { leadItBecame } from '@/lib/leads/queries/merges'
import { leadById } from '@/lib/leads/queries/record'
import { idParameter } from '@/lib/leads/search-params'
import { currentActor, requirePerson } from '@/lib/platform/auth/session'
import { one, type Query } from '@/lib/platform/url-state'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const [actor, { id }] = await Promise.all([currentActor(), params])
  const lead = actor && (await leadById(actor, idParameter(id)))
  return { title: lead?.displayName }
}

export default async function Lead({ params, searchParams }: Props) {
  const [actor, { id }, query] = await Promise.all([requirePerson(), params, searchParams])
  const after = Number(one(query, 'older'))
  const record = await leadRecord(actor, idParameter(id), {
    events: 50,
    after: Number.isSafeInteger(after) && after > 0 ? after : undefined,
  })
  if (!record) {
    const into = await leadItBecame(actor, idParameter(id))
    if (into === null) notFound()
    redirect(`/leads/${into}`)
  }
  return <LeadPage record={record} actor={actor} query={query} />
}
