import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { QueueScreen } from '@/components/handoffs/queue-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('handoffs'))('title') }
}

export default async function QueuePage({ searchParams }: { searchParams: Promise<Query> }) {
  return <QueueScreen actor={await requirePerson()} query={await searchParams} />
}
