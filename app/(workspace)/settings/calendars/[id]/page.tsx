import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { CalendarScreen } from '@/components/calendars/calendar-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import { idInput } from '@/lib/platform/input'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('calendars')
  return { title: t('title') }
}

export default async function CalendarPage({ params }: Props) {
  const actor = await requirePerson()
  const id = idInput.safeParse((await params).id)
  if (!id.success) notFound()
  return <CalendarScreen actor={actor} id={id.data} />
}
