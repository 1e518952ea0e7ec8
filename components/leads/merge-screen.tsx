import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { SearchBox } from '@/components/data-table/search-box'
import { LinkButton } from '@/components/ui/button'
import { StatusBadge } from '@/components/ui/status-badge'
import { findLikelyDuplicates } from '@/lib/leads/queries/duplicates'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { searchLeads } from '@/lib/leads/queries/search'
import type { Actor } from '@/lib/platform/actor'
import { one, type Query } from '@/lib/platform/url-state'
import { Section } from './section'

/** Leads that may be the same as this one: those that look alike, and a search for who knows better. */
export async function MergeScreen({ lead, actor, query }: { lead: LeadView; actor: Actor; query: Query }) {
  const [t, common] = await Promise.all([getTranslations('leads.merge'), getTranslations('common')])
  const q = one(query, 'q') ?? ''
  const [alike, found] = await Promise.all([
    findLikelyDuplicates(actor, { ...lead, excludeId: lead.id }),
    searchLeads(actor, q),
  ])
  const others = found.filter(({ id }) => id !== lead.id)
  const here = `/leads/${lead.id}/merge`
  return (
    <div className="flex max-w-3xl flex-col gap-6">
      <Section title={t('similar')}>
        {alike.length === 0 ? (
          <p className="text-muted">
            {t('none')} {t('noneHint')}
          </p>
        ) : (
          <Candidates>
            {alike.map((other) => (
              <Candidate
                key={other.id}
                id={other.id}
                name={other.displayName}
                about={[
                  other.contactName === other.displayName ? null : other.contactName,
                  other.email ?? other.phone,
                ]}
                compare={{ href: `${here}?with=${other.id}`, label: t('compare') }}
              >
                <span className="font-medium text-warn-ink">{t(`likeness.${other.likeness}`)}</span>
                <StatusBadge status={other.status} label={common(`status.${other.status}`)} bare />
              </Candidate>
            ))}
          </Candidates>
        )}
      </Section>
      <Section title={t('search')}>
        <SearchBox pathname={here} query={query} label={t('search')} />
        {q && others.length === 0 && <p className="text-muted">{t('nothing')}</p>}
        {others.length > 0 && (
          <Candidates>
            {others.map((other) => (
              <Candidate
                key={other.id}
                id={other.id}
                name={other.title}
                about={[other.subtitle]}
                compare={{ href: `${here}?with=${other.id}`, label: t('compare') }}
              />
            ))}
          </Candidates>
        )}
      </Section>
    </div>
  )
}

function Candidates({ children }: { children: ReactNode }) {
  return (
    <ul className="flex flex-col divide-y divide-line rounded-lg border border-line bg-surface">
      {children}
    </ul>
  )
}

function Candidate({
  id,
  name,
  about,
  compare,
  children,
}: {
  id: number
  name: string
  about: (string | null)[]
  compare: { href: string; label: string }
  children?: ReactNode
}) {
  return (
    <li className="flex items-start justify-between gap-3 px-3 py-2.5">
      <div className="min-w-0 text-sm">
        <Link
          href={`/leads/${id}`}
          prefetch={false}
          className="text-base font-medium [overflow-wrap:anywhere] text-ink hover:underline"
        >
          {name}
        </Link>
        <p className="truncate text-muted">{about.filter(Boolean).join(', ')}</p>
        {children && <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1">{children}</p>}
      </div>
      <LinkButton href={compare.href} size="sm" aria-label={`${compare.label}: ${name}`}>
        {compare.label}
      </LinkButton>
    </li>
  )
}
