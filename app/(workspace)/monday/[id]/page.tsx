import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MeetingScreen } from '@/components/meetings/meeting-screen'
import { idIn } from '@/lib/handoffs/search-params'
import { meetingById } from '@/lib/meetings/queries/meetings'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('meetings'))('title') }
}

export default async function MeetingPage({ params }: { params: Promise<{ id: string }> }) {
  const actor = await requirePerson()
  const id = idIn(await params, 'id')
  const meeting = id === undefined ? undefined : await meetingById(actor, id)
  if (!meeting) notFound()
  return <MeetingScreen actor={actor} meeting={meeting} />
}
