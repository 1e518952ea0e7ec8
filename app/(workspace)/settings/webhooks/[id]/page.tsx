import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { WebhookScreen } from '@/components/webhooks/webhook-screen'
import { idParameter } from '@/lib/leads/search-params'
import { requireRole } from '@/lib/platform/auth/require-role'
import type { Query } from '@/lib/platform/url-state'
import { webhookById } from '@/lib/webhooks/queries'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') }
}

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export default async function WebhookPage({ params, searchParams }: Props) {
  const [actor, { id }, query] = await Promise.all([requireRole('admin'), params, searchParams])
  const webhook = await webhookById(actor, idParameter(id))
  if (!webhook) notFound()
  return <WebhookScreen actor={actor} webhook={webhook} query={query} />
}
