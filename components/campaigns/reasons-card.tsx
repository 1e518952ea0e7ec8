import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { Card } from '@/components/ui/card'
import { Explain } from '@/components/ui/explain'
import type { CampaignReason } from '@/lib/funnel/queries/campaign-parts'
import { handoffsHref, handoffsQuery } from '@/lib/funnel/search-params'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'

/** Why sales handed a campaign's leads back. */
export async function ReasonsCard({
  reasons,
  period,
  campaignId,
  locale,
  format,
}: {
  reasons: readonly CampaignReason[]
  period: Period
  campaignId: number
  locale: string
  format: Formatter
}) {
  const t = await getTranslations('spend.performance')
  return (
    <Card
      title={
        <span className="flex items-center gap-2">
          {t('page.reasons')}
          <Explain label={t('how.label')}>{t('page.reasonsHow')}</Explain>
        </span>
      }
      actions={
        reasons.length > 0 && (
          <ExportMenu
            table="handoffs"
            query={handoffsQuery({ ...period, campaignId }, 'rejected')}
            what={t('page.reasons')}
            size="sm"
          />
        )
      }
    >
      {reasons.length === 0 ? (
        <p className="text-sm text-muted">{t('page.reasonsNone')}</p>
      ) : (
        <ul className="figures flex flex-col gap-1.5 text-sm">
          {reasons.map(({ reasonId, nameEn, nameRu, count }) => (
            <li key={reasonId} className="flex justify-between gap-3">
              <span>{locale === 'ru' ? nameRu : nameEn}</span>
              <Link
                href={handoffsHref({ ...period, campaignId, reasonId }, 'rejected')}
                prefetch={false}
                className="font-medium text-ink hover:underline"
              >
                {format.number(count)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
