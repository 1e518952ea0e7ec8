import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { QualityScreen } from '@/components/quality/quality-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('performance'))('quality.title') }
}

export default async function QualityPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <QualityScreen actor={await requirePerson()} query={await searchParams} />
}
