import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { listLabels } from '@/components/data-table/list-labels'
import { Callout } from '@/components/ui/callout'
import { SidePanel } from '@/components/ui/side-panel'
import { canMergeLeads } from '@/lib/leads/policy'
import { leadById } from '@/lib/leads/queries/record'
import { suspectAt } from '@/lib/leads/queries/suspects'
import type { SuspectCursor, SuspectFilter } from '@/lib/leads/schema'
import { DUPLICATES } from '@/lib/leads/search-params'
import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { KeepFocus } from './keep-focus'
import { MergeCompare } from './merge-compare'

type Place = { score: number; high: number; low: number }

/**
 * A pair beside the list. When it is merged or told apart it is in the list no more, and the next one stands here: so who
 * works through the list needs J, K, M and D and nothing else.
 */
export async function SuspectPanel({
  actor,
  place,
  filter,
  query,
  format,
}: {
  actor: Actor
  place: SuspectCursor
  filter: SuspectFilter
  query: Query
  format: Formatter
}) {
  const [t, labels, found] = await Promise.all([
    getTranslations('leads.suspects'),
    listLabels(),
    suspectAt(actor, filter, place),
  ])
  if (!found) return null
  const { suspect, previous, next } = found
  const [lead, other] = await Promise.all(suspect.leads.map(({ id }) => leadById(actor, id)))
  if (!lead || !other) return null
  const href = (to: Place | null) =>
    to && hrefWith(DUPLICATES, query, { open: encodeCursor([to.score, to.high, to.low]) })
  return (
    <SidePanel
      title={t('pair', { lead: lead.displayName, other: other.displayName })}
      closeHref={hrefWith(DUPLICATES, query, { open: null })}
      previousHref={href(previous)}
      nextHref={href(next)}
      pageHref={`/leads/${lead.id}/merge?with=${other.id}`}
      labels={labels.panel}
    >
      <div key={`${lead.id}.${lead.version}-${other.id}.${other.version}`} className="flex flex-col gap-4">
        <KeepFocus>
          {t('why', { reasons: format.list(suspect.reasons.map((reason) => t(`reason.${reason}`))) })}
          {suspect.more > 0 && ` ${t('moreOpen', { count: suspect.more })}`}
        </KeepFocus>
        {canMergeLeads(actor, [lead, other]) ? (
          <>
            <p className="-mt-3 hidden text-xs text-muted md:block">{t('keys')}</p>
            <MergeCompare lead={lead} other={other} actor={actor} stay />
          </>
        ) : (
          <>
            <Callout>{t('forbidden')}</Callout>
            <ul className="flex flex-col gap-1">
              {[lead, other].map(({ id, displayName }) => (
                <li key={id}>
                  <Link href={`/leads/${id}`} prefetch={false} className="text-accent-ink hover:underline">
                    {displayName}
                  </Link>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </SidePanel>
  )
}
