import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import type { Actor } from '@/lib/platform/actor'

const SECTIONS = [
  'profile',
  'absences',
  'calendars',
  'routing',
  'teams',
  'people',
  'channels',
  'reasons',
  'organisation',
  'webhooks',
  'shared-links',
  'api',
] as const
export type SettingsSection = (typeof SECTIONS)[number]

const OPEN_TO_ALL = new Set<SettingsSection>([
  'profile',
  'absences',
  'calendars',
  'routing',
  'teams',
  'shared-links',
  'api',
])

/** The top of every settings page: the parts that this person may open, as tabs. */
export async function SettingsHeader({
  actor,
  current,
  title,
  back,
  actions,
}: {
  actor: Pick<Actor, 'roles'>
  current: SettingsSection
  /** another heading than the section's name: a record inside it */
  title?: ReactNode
  back?: { href: string; label: string }
  actions?: ReactNode
}) {
  const t = await getTranslations('organisation.settings')
  const tabs = SECTIONS.filter((section) => mayOpen(actor, section)).map((section) => ({
    href: `/settings/${section}`,
    label: t(section),
    current: section === current,
  }))
  return (
    <PageHeader title={title ?? t(current)} back={back} actions={actions}>
      {tabs.length > 1 && !back && <Tabs label={t('sections')} tabs={tabs} />}
    </PageHeader>
  )
}

/** Which tabs are shown. What a page or command allows is decided there. */
function mayOpen(actor: Pick<Actor, 'roles'>, section: SettingsSection): boolean {
  if (OPEN_TO_ALL.has(section) || actor.roles.includes('admin')) return true
  return section === 'channels' && actor.roles.includes('marketer')
}
