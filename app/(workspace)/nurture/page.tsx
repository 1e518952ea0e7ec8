import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { NurtureScreen } from '@/components/nurture/nurture-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('leads.nurture'))('title') }
}

export default async function NurturePage({ searchParams }: { searchParams: Promise<Query> }) {
  return <NurtureScreen actor={await requirePerson()} query={await searchParams} />
}
