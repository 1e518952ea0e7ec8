import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { TeamForm } from '@/components/routing/team-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { requirePerson } from '@/lib/platform/auth/session'
import { canEditRouting } from '@/lib/routing/policy'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.teams'))('add') }
}

export default async function NewTeamPage() {
  const [actor, t] = await Promise.all([requirePerson(), getTranslations('routing.teams')])
  if (!canEditRouting(actor)) forbidden()
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="teams"
        title={t('add')}
        back={{ href: '/settings/teams', label: t('title') }}
      />
      <TeamForm actor={actor} />
    </>
  )
}
