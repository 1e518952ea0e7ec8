import type { Metadata } from 'next'
import { forbidden, notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PersonScreen } from '@/components/performance/person-screen'
import { getOrganisation } from '@/lib/organisation/queries'
import { personPerformance } from '@/lib/performance/queries/people'
import { readPeople } from '@/lib/performance/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import { dayOf } from '@/lib/platform/calendar'
import { idInput } from '@/lib/platform/input'
import type { Query } from '@/lib/platform/url-state'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('performance'))('people.title') }
}

export default async function PersonPage({ params, searchParams }: Props) {
  const actor = await requirePerson()
  const id = idInput.safeParse((await params).id)
  if (!id.success) notFound()
  const { timeZone } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const period = readPeople(await searchParams, today)
  const found = await personPerformance(actor, id.data, period)
  if (!found.ok) return found.failure.code === 'NOT_FOUND' ? notFound() : forbidden()
  return <PersonScreen actor={actor} found={found.value} period={period} today={today} />
}
