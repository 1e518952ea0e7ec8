import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { TeamsScreen } from '@/components/routing/teams-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.teams'))('title') }
}

export default async function TeamsPage() {
  return <TeamsScreen actor={await requirePerson()} />
}
