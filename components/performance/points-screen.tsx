import { getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { PageHeader } from '@/components/ui/page-header'
import { getOrganisation, listReasons } from '@/lib/organisation/queries'
import { setsWeightsOf } from '@/lib/performance/policy'
import { sideWeights } from '@/lib/performance/queries/weights'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { PeopleTabs } from './people-tabs'
import { SidePoints } from './side-points'

const SIDES = ['marketing', 'sales'] as const

/** What each side gives points for: both sides see both, each head sets their own. */
export async function PointsScreen({ actor }: { actor: Actor }) {
  const { timeZone } = await getOrganisation(actor)
  const today = dayOf(actor.at, timeZone)
  const [t, format, reasons, marketing, sales] = await Promise.all([
    getTranslations('performance.points'),
    pageFormat(),
    listReasons(actor, { archived: true }),
    sideWeights(actor, 'marketing'),
    sideWeights(actor, 'sales'),
  ])
  const found = { marketing, sales }
  // What somebody can set stands first.
  const sides = SIDES.toSorted((a, b) => Number(setsWeightsOf(actor, b)) - Number(setsWeightsOf(actor, a)))
  return (
    <>
      <PageHeader title={t('title')} actions={<ExportMenu table="points" query={{}} />}>
        <PeopleTabs current="points" />
      </PageHeader>
      <p className="mb-4 max-w-4xl text-sm text-muted">
        {t('intro')} {t('how')}
      </p>
      <div className="grid items-start gap-4 xl:grid-cols-2">
        {sides.map((side) => (
          <SidePoints
            key={side}
            found={found[side]}
            maySet={setsWeightsOf(actor, side)}
            reasons={reasons}
            today={today}
            format={format}
          />
        ))}
      </div>
    </>
  )
}
