import type { Metadata } from 'next'
import { forbidden, notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { RuleForm } from '@/components/routing/rule-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'
import { draftFrom, draftOf, readDraft } from '@/lib/routing/draft'
import { canEditRouting } from '@/lib/routing/policy'
import { ruleById } from '@/lib/routing/queries/rules'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing'))('title') }
}

export default async function RulePage({ params, searchParams }: Props) {
  const [actor, { id }, query, t] = await Promise.all([
    requirePerson(),
    params,
    searchParams,
    getTranslations('routing'),
  ])
  if (!canEditRouting(actor)) forbidden()
  const rule = await ruleById(actor, idParameter(id))
  if (!rule || rule.archived) notFound()
  const typed = readDraft({ ...query, ruleId: id })
  const stored = draftOf(rule)
  const draft = typed ? { ...draftFrom(typed), ruleId: rule.id, targetName: stored.targetName } : stored
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="routing"
        title={rule.name}
        back={{ href: '/settings/routing', label: t('title') }}
      />
      <RuleForm actor={actor} draft={draft} />
    </>
  )
}
