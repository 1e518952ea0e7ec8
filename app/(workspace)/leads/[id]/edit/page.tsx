import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { EditForm } from '@/components/leads/edit-form'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { canEditField } from '@/lib/leads/policy'
import { leadById } from '@/lib/leads/queries/record'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('common.action'))('edit') }
}

export default async function EditLeadPage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, { id }, t] = await Promise.all([requirePerson(), params, getTranslations('leads.edit')])
  const lead = await leadById(actor, idParameter(id))
  if (!lead) notFound()
  return (
    <>
      <PageHeader
        title={t('title', { name: lead.displayName })}
        back={{ href: `/leads/${lead.id}`, label: lead.displayName }}
      />
      {canEditField(actor, lead, 'company') ? (
        <EditForm lead={lead} actor={actor} />
      ) : (
        <Callout>{t('forbidden')}</Callout>
      )}
    </>
  )
}
