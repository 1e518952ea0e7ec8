import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CalendarsScreen } from '@/components/calendars/calendars-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('calendars')
  return { title: t('title') }
}

export default async function CalendarsPage() {
  return <CalendarsScreen actor={await requirePerson()} />
}
