import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { Card } from '@/components/ui/card'
import type { CampaignPerson } from '@/lib/funnel/queries/campaign-parts'
import { stageHref } from '@/lib/funnel/search-params'
import { type LeadStage, NO_KEY } from '@/lib/leads/stages'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'

/** Who had a campaign's leads in hand, and what became of them. */
export async function PeopleCard({
  as,
  people,
  period,
  campaignId,
  format,
}: {
  as: 'owner' | 'assignee'
  people: readonly CampaignPerson[]
  period: Period
  campaignId: number
  format: Formatter
}) {
  const [t, stages] = await Promise.all([
    getTranslations('spend.performance'),
    getTranslations('common.stage'),
  ])
  const link = (stage: LeadStage, person: CampaignPerson, count: number) => (
    <Link
      href={stageHref({ ...period, basis: 'cohort', within: null }, stage, {
        campaign: campaignId,
        [as]: person.personId ?? NO_KEY,
      })}
      prefetch={false}
      className="hover:text-ink hover:underline"
    >
      {format.number(count)}
    </Link>
  )
  if (people.length === 0) return null
  return (
    <Card
      flush
      title={t(`page.${as}`)}
      actions={
        <ExportMenu
          table="funnel"
          query={{ from: period.from, to: period.to, by: as, campaign: String(campaignId) }}
          of={as}
          what={t(`page.${as}`)}
          size="sm"
        />
      }
    >
      <table className="figures w-full text-sm [&_td]:px-2 [&_td]:py-1 [&_td]:text-end [&_td:last-child]:pr-4 [&_th]:px-2 [&_th]:py-1 [&_th]:font-normal [&_th:first-child]:pl-4 [&_th:last-child]:pr-4">
        <caption className="sr-only">{t(`page.${as}`)}</caption>
        <thead>
          <tr className="text-xs text-muted">
            <th scope="col" className="text-start">
              {t('page.people')}
            </th>
            {(['leads', 'accepted', 'won'] as const).map((stage) => (
              <th key={stage} scope="col" className="text-end">
                {stages(stage)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.personId ?? 'nobody'}>
              <th scope="row" className="text-start">
                {person.name ?? t('page.nobody')}
              </th>
              <td>{link('leads', person, person.leads)}</td>
              <td>{link('accepted', person, person.accepted)}</td>
              <td>{link('won', person, person.won)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Card>
  )
}
