import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MergeCompare } from '@/components/leads/merge-compare'
import { MergeScreen } from '@/components/leads/merge-screen'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { canMergeLeads } from '@/lib/leads/policy'
import { leadById } from '@/lib/leads/queries/record'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'
import { one, type Query } from '@/lib/platform/url-state'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Query> }

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('leads.merge'))('submit') }
}

export default async function MergeLeadPage({ params, searchParams }: Props) {
  const [actor, { id }, query, t] = await Promise.all([
    requirePerson(),
    params,
    searchParams,
    getTranslations('leads.merge'),
  ])
  const lead = await leadById(actor, idParameter(id))
  if (!lead) notFound()
  const wanted = one(query, 'with')
  const other = wanted ? await leadById(actor, idParameter(wanted)) : null
  if (wanted && !other) notFound()
  const may = canMergeLeads(actor, other ? [lead, other] : [lead])
  return (
    <>
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{t('titleOf', { name: lead.displayName })}</span>}
        back={
          other
            ? { href: `/leads/${lead.id}/merge`, label: t('back') }
            : { href: `/leads/${lead.id}`, label: lead.displayName }
        }
      />
      <div className="mt-5">
        {!may && <Callout>{t('forbidden')}</Callout>}
        {may && other?.id === lead.id && <Callout>{t('itself')}</Callout>}
        {may && other && other.id !== lead.id && <MergeCompare lead={lead} other={other} actor={actor} />}
        {may && !other && <MergeScreen lead={lead} actor={actor} query={query} />}
      </div>
    </>
  )
}
