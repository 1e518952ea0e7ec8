import { randomUUID } from 'node:crypto'
import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { LeadForm } from '@/components/leads/lead-form'
import { LeadSaid } from '@/components/leads/lead-said'
import { Callout } from '@/components/ui/callout'
import { PageHeader } from '@/components/ui/page-header'
import { LAST_SOURCE_COOKIE, readLastSource } from '@/lib/leads/last-source'
import { canEnterLeads } from '@/lib/leads/policy'
import { requirePerson } from '@/lib/platform/auth/session'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('leads'))('new') }
}

export default async function NewLeadPage({ searchParams }: { searchParams: Promise<Query> }) {
  const [actor, query, t, jar] = await Promise.all([
    requirePerson(),
    searchParams,
    getTranslations('leads'),
    cookies(),
  ])
  const known = one(query, 'known')
  const before = known ?? one(query, 'entered')
  const sheet = one(query, 'sheet') ?? ''
  return (
    <>
      <PageHeader title={t('form.title')} back={{ href: '/leads', label: t('title') }} />
      {before && (
        <LeadSaid
          actor={actor}
          id={Number(before)}
          said={known ? 'known' : 'entered'}
          address={hrefWith('/leads/new', { sheet })}
          linked
        />
      )}
      {canEnterLeads(actor) ? (
        <LeadForm
          key={sheet}
          actor={actor}
          token={randomUUID()}
          last={readLastSource(jar.get(LAST_SOURCE_COOKIE)?.value)}
        />
      ) : (
        <Callout>{t('form.forbidden')}</Callout>
      )}
    </>
  )
}
