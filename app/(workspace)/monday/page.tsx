import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { MondayScreen } from '@/components/meetings/monday-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('meetings'))('title') }
}

export default async function MondayPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <MondayScreen actor={await requirePerson()} query={await searchParams} />
}
