import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RejectionsScreen } from '@/components/quality/rejections-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('performance'))('rejections.title') }
}

export default async function RejectionsPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <RejectionsScreen actor={await requirePerson()} query={await searchParams} />
}
