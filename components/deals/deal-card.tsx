import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { Badge, type Tone } from '@/components/ui/badge'
import { DefinitionList } from '@/components/ui/definition-list'
import { Money } from '@/components/ui/money'
import { Time } from '@/components/ui/time'
import { Unfolding } from '@/components/ui/unfolding'
import type { DealView } from '@/lib/deals/queries'
import type { Organisation } from '@/lib/organisation/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import type { DealState } from '@/lib/platform/db/generated/enums'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { EditDealForm } from './edit-deal-form'
import { Expected } from './expected'
import { LoseForm } from './lose-form'
import { WinForm } from './win-form'

const tones: Record<DealState, Tone> = { open: 'accent', won: 'success', lost: 'neutral' }

/** A deal with its facts and, while it is open, its three steps. On the lead's record and in the panel of /deals. */
export async function DealCard({
  deal,
  actor,
  organisation,
  withLead,
}: {
  deal: DealView
  actor: Actor
  organisation: Pick<Organisation, 'currency' | 'timeZone'>
  /** Names the lead: where the card does not stand on the lead's own page. */
  withLead?: boolean
}) {
  const [t, common, format] = await Promise.all([
    getTranslations('deals'),
    getTranslations('common'),
    pageFormat(organisation.currency),
  ])
  const today = dayOf(format.now, organisation.timeZone)
  const open = deal.state === 'open'
  return (
    <article className="flex flex-col gap-3">
      <div className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="figures text-2xl font-semibold text-ink">
          <Money value={deal.amount} format={format} />
        </span>
        <Badge tone={tones[deal.state]}>{common(`dealState.${deal.state}`)}</Badge>
      </div>
      <DefinitionList
        items={[
          ...(withLead
            ? [
                {
                  term: t('fact.lead'),
                  value: (
                    <Link href={`/leads/${deal.leadId}`} className="text-accent-ink hover:underline">
                      {deal.leadName}
                    </Link>
                  ),
                },
              ]
            : []),
          { term: t('column.title'), value: deal.title },
          ...(open
            ? [
                {
                  term: t('fact.expected'),
                  value: <Expected day={deal.expectedCloseOn} today={today} format={format} />,
                },
              ]
            : [
                {
                  term: t('fact.closed'),
                  value: <Time value={deal.closedAt} format={format} as="date" />,
                },
              ]),
          ...(deal.lostReason ? [{ term: t('fact.reason'), value: deal.lostReason }] : []),
          { term: t('fact.owner'), value: deal.owner?.name ?? t('noOwner') },
          { term: t('fact.opened'), value: <Time value={deal.openedAt} format={format} as="date" /> },
        ]}
      />
      {open && hasRole(actor, 'sales') && (
        <div className="relative grid grid-cols-3 gap-2">
          <Unfolding label={t('win.do')} group={`deal-${deal.id}`} hotkey="w" unfold="down" variant="primary">
            <WinForm deal={deal} currency={organisation.currency} today={today} />
          </Unfolding>
          <Unfolding label={t('lose.do')} group={`deal-${deal.id}`} hotkey="x" unfold="down">
            <LoseForm deal={deal} />
          </Unfolding>
          <Unfolding label={t('edit.do')} group={`deal-${deal.id}`} hotkey="e" unfold="down">
            <EditDealForm deal={deal} currency={organisation.currency} />
          </Unfolding>
        </div>
      )}
    </article>
  )
}
