import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { PointsScreen } from '@/components/performance/points-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('performance'))('points.title') }
}

export default async function PointsPage() {
  return <PointsScreen actor={await requirePerson()} />
}
