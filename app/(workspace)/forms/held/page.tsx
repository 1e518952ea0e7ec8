import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { HeldScreen } from '@/components/forms/held-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('forms.held'))('title') }
}

export default async function HeldPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <HeldScreen actor={await requirePerson()} query={await searchParams} />
}
