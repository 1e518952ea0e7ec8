import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BehindScreen } from '@/components/promises/behind-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('promises'))('behind.title') }
}

export default async function BehindPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <BehindScreen actor={await requirePerson()} query={await searchParams} />
}
