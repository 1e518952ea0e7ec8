import type { Metadata } from 'next'
import { forbidden, notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { TeamForm } from '@/components/routing/team-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import { canEditRouting } from '@/lib/routing/policy'
import { teamById } from '@/lib/routing/queries/teams'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.teams'))('title') }
}

export default async function TeamPage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, { id }, t] = await Promise.all([requirePerson(), params, getTranslations('routing.teams')])
  if (!canEditRouting(actor)) forbidden()
  const team = await teamById(actor, idParameter(id))
  if (!team || team.archived) notFound()
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="teams"
        title={team.name}
        back={{ href: '/settings/teams', label: t('title') }}
      />
      <TeamForm actor={actor} team={team} />
    </>
  )
}
