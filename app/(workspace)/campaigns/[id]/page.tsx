import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { CampaignPage } from '@/components/campaigns/campaign-page'
import { campaignById } from '@/lib/channels/queries'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const campaign = await campaignById(await requirePerson(), idParameter((await params).id))
  return { title: campaign?.name }
}

export default async function CampaignRoute({ params, searchParams }: Props) {
  const actor = await requirePerson()
  const campaign = await campaignById(actor, idParameter((await params).id))
  if (!campaign) notFound()
  return <CampaignPage actor={actor} campaign={campaign} query={await searchParams} />
}
