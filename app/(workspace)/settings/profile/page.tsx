import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { OwnAbsences } from '@/components/calendars/own-absences'
import { NoticeWishes } from '@/components/notices/notice-wishes'
import { ApiKeys } from '@/components/people/api-keys'
import { OwnPasswordForm } from '@/components/people/own-password-form'
import { OwnSessions } from '@/components/people/own-sessions'
import { PreferencesForm } from '@/components/people/preferences-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { noticeWishes } from '@/lib/notices/queries'
import { getOrganisation } from '@/lib/organisation/queries'
import { listApiKeys, ownProfile, ownSessions } from '@/lib/people/queries'
import { requirePerson, sessionId } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.profile')
  return { title: t('title') }
}

export default async function ProfilePage() {
  const actor = await requirePerson()
  const [wishes, profile, sessions, keys, organisation] = await Promise.all([
    noticeWishes(actor),
    ownProfile(actor),
    ownSessions(actor, await sessionId()),
    listApiKeys(actor, actor.personId),
    getOrganisation(actor),
  ])
  return (
    <>
      <SettingsHeader actor={actor} current="profile" />
      <div className="grid max-w-5xl items-start gap-4 lg:grid-cols-2">
        <div className="flex flex-col gap-4">
          <PreferencesForm profile={profile} companyZone={organisation.timeZone} />
          <OwnPasswordForm profile={profile} />
          <NoticeWishes actor={actor} wishes={wishes} />
        </div>
        <div className="flex flex-col gap-4">
          <OwnAbsences actor={actor} />
          <OwnSessions sessions={sessions} />
          <ApiKeys personId={actor.personId} keys={keys} />
        </div>
      </div>
    </>
  )
}
