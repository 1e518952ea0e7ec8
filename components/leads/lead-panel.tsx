import { getTranslations } from 'next-intl/server'
import { listLabels } from '@/components/data-table/list-labels'
import { DealCard } from '@/components/deals/deal-card'
import { HandoffRounds } from '@/components/handoffs/handoff-rounds'
import { LeadPlan } from '@/components/nurture/lead-plan'
import { SidePanel } from '@/components/ui/side-panel'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { type LeadListWish, type LeadPage, neighboursOf } from '@/lib/leads/queries/list'
import type { Actor } from '@/lib/platform/actor'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { ContactComposer } from './contact-composer'
import { LeadFacts } from './lead-facts'
import { LeadHead } from './lead-head'
import { NextStep, openDealOf } from './next-step'
import { leadRecord } from './record-data'
import { Section } from './section'
import { Tasks } from './tasks'
import { Timeline } from './timeline'

/** A lead beside its list; previous and next go through the filtered list, past the ends of the page. */
export async function LeadPanel({
  actor,
  id,
  page,
  list,
  path,
  query,
}: {
  actor: Actor
  id: number
  page: LeadPage
  list: Pick<LeadListWish, 'filters' | 'sort'>
  path: string
  query: Query
}) {
  const [record, labels, t] = await Promise.all([
    leadRecord(actor, id, { events: 12 }),
    listLabels(),
    getTranslations('leads.record'),
  ])
  if (!record) return null
  const { lead, rounds } = record
  const others = record.deals.filter((deal) => deal !== openDealOf(record))
  const { previous, next } = await besides(actor, lead, page, list)
  const href = (place: Place | null) => place && hrefWith(path, query, place)
  return (
    <SidePanel
      title={lead.displayName}
      closeHref={hrefWith(path, query, { open: null })}
      previousHref={href(previous)}
      nextHref={href(next)}
      pageHref={`/leads/${lead.id}`}
      labels={labels.panel}
    >
      <div key={`${lead.id}.${lead.version}`} className="flex flex-col gap-5">
        <LeadHead lead={lead} />
        <NextStep record={record} actor={actor} />
        <LeadPlan lead={lead} plan={record.plan} actor={actor} today={record.today} />
        <Tasks contacts={record.contacts} actor={actor} today={record.today} />
        {others.length > 0 && (
          <Section title={t('deal')}>
            {others.map((deal) => (
              <DealCard key={deal.id} deal={deal} actor={actor} organisation={record.organisation} />
            ))}
          </Section>
        )}
        <LeadFacts lead={lead} />
        {rounds.length > 0 && (
          <Section title={t('handoffs')}>
            <HandoffRounds rounds={rounds} actor={actor} />
          </Section>
        )}
        <Section title={t('history')}>
          <ContactComposer actor={actor} leadId={lead.id} />
          <Timeline
            history={record.history}
            rounds={rounds}
            moreHref={`/leads/${lead.id}#history`}
            currency={record.organisation.currency}
          />
        </Section>
      </div>
    </SidePanel>
  )
}

type Place = { open: number; before?: string | null; after?: string | null }

async function besides(
  actor: Actor,
  lead: LeadView,
  page: LeadPage,
  list: Pick<LeadListWish, 'filters' | 'sort'>,
): Promise<{ previous: Place | null; next: Place | null }> {
  const at = page.rows.findIndex((row) => row.id === lead.id)
  const inside = (row: LeadView | undefined): Place | null => (row ? { open: row.id } : null)
  const inPage = at !== -1
  const previous = inPage ? inside(page.rows[at - 1]) : null
  const next = inPage ? inside(page.rows[at + 1]) : null
  const atStart = !inPage || (previous === null && page.previous !== null)
  const atEnd = !inPage || (next === null && page.next !== null)
  if (!atStart && !atEnd) return { previous, next }
  const beyond = await neighboursOf(actor, lead, list)
  return {
    previous:
      previous ??
      (atStart && beyond.previous
        ? { open: beyond.previous, ...(inPage ? { before: page.previous, after: null } : {}) }
        : null),
    next:
      next ??
      (atEnd && beyond.next
        ? { open: beyond.next, ...(inPage ? { after: page.next, before: null } : {}) }
        : null),
  }
}
