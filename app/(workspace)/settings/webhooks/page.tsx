import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { WebhooksScreen } from '@/components/webhooks/webhooks-screen'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('title') }
}

export default async function WebhooksPage() {
  return <WebhooksScreen actor={await requireRole('admin')} />
}
