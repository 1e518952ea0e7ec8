import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { SettingsHeader } from '@/components/settings/settings-header'
import { WebhookForm } from '@/components/webhooks/webhook-form'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('webhooks'))('add') }
}

export default async function NewWebhookPage() {
  const [actor, t] = await Promise.all([requireRole('admin'), getTranslations('webhooks')])
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="webhooks"
        title={t('add')}
        back={{ href: '/settings/webhooks', label: t('title') }}
      />
      <WebhookForm />
    </>
  )
}
