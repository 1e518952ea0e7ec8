import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RuleForm } from '@/components/routing/rule-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'
import { draftFrom, readDraft } from '@/lib/routing/draft'
import { canEditRouting } from '@/lib/routing/policy'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing.form'))('newTitle') }
}

export default async function NewRulePage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query, t] = await Promise.all([requirePerson(), searchParams, getTranslations('routing')])
  if (!canEditRouting(actor)) forbidden()
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="routing"
        title={t('form.newTitle')}
        back={{ href: '/settings/routing', label: t('title') }}
      />
      <RuleForm actor={actor} draft={draftFrom(readDraft(query))} />
    </>
  )
}
