import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { PersonBranch } from '@/components/calendars/person-branch'
import { ApiKeys } from '@/components/people/api-keys'
import { PersonAccess } from '@/components/people/person-access'
import { PersonForm } from '@/components/people/person-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { listApiKeys, personById } from '@/lib/people/queries'
import { requireRole } from '@/lib/platform/auth/require-role'
import { idInput } from '@/lib/platform/input'

type Props = { params: Promise<{ id: string }> }

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.list')
  return { title: t('title') }
}

export default async function PersonPage({ params }: Props) {
  const actor = await requireRole('admin')
  const id = idInput.safeParse((await params).id)
  const person = id.success ? await personById(actor, id.data) : undefined
  if (!person) notFound()
  const [t, keys] = await Promise.all([getTranslations('people.list'), listApiKeys(actor, person.id)])
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="people"
        title={person.name}
        back={{ href: '/settings/people', label: t('title') }}
      />
      <div className="grid max-w-5xl items-start gap-4 lg:grid-cols-2">
        <PersonForm person={person} />
        <div className="flex flex-col gap-4">
          <PersonAccess person={person} />
          <PersonBranch actor={actor} personId={person.id} />
          {person.status !== 'inactive' && <ApiKeys personId={person.id} keys={keys} />}
        </div>
      </div>
    </>
  )
}
