import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { AbsencesScreen } from '@/components/calendars/absences-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('calendars.absence')
  return { title: t('title') }
}

export default async function AbsencesPage() {
  return <AbsencesScreen actor={await requirePerson()} />
}
