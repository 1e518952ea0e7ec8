import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { sourcesOf } from '@/lib/funnel/metrics'
import { segmentHref, sourceHref } from '@/lib/funnel/search-params'
import { MONDAY } from '@/lib/meetings/search-params'
import { hrefWith } from '@/lib/platform/url-state'
import { behindHref } from '@/lib/promises/search-params'
import type { Need, Summary } from '@/lib/reports/summary'
import { needWords } from '@/lib/reports/wording'
import { kpisHref } from '@/lib/targets/search-params'
import type { PartProps } from './block'

/** What somebody should do something about; it stands first, because it is what a board is for. */
export async function Needs({ facts, format }: PartProps) {
  const [t, funnel] = await Promise.all([getTranslations('reports'), getTranslations('funnel')])
  const say = t as unknown as Parameters<typeof needWords>[0]
  const { needs } = facts
  return (
    <section
      className={`rounded-lg px-4 py-3 print:border print:px-3 print:py-1.5 ${needs.length > 0 ? 'bg-warn-soft' : 'bg-sunken'}`}
      data-print="together"
    >
      <h2 className="text-base font-semibold">{t('needs.title')}</h2>
      {needs.length === 0 ? (
        <p className="text-muted">{t('needs.none')}</p>
      ) : (
        <ul className="mt-1 grid list-disc gap-x-8 pl-5 marker:text-muted lg:grid-cols-2 print:grid-cols-2">
          {needs.map((need) => (
            <li key={'kpi' in need ? `${need.kind} ${need.kpi}` : need.kind} className="py-0.5">
              <Link
                href={placeOf(need, facts)}
                prefetch={false}
                className="leading-6 text-ink hover:underline print:leading-tight"
              >
                {needWords(say, (id) => funnel(`metric.${id}.name`), format, need)}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function placeOf(need: Need, period: Summary): string {
  switch (need.kind) {
    case 'behind':
      return kpisHref(period)
    case 'worse': {
      const { numerator, denominator } = sourcesOf(need.kpi)
      const source = numerator ?? denominator
      return source ? sourceHref(source, period) : kpisHref(period)
    }
    case 'channels':
      return hrefWith('/funnel', { from: period.from, to: period.to })
    case 'contests':
      return '/contests'
    case 'decisions':
      return MONDAY
    case 'overdue':
      return behindHref(period, 'overdue')
    case 'answers':
      return behindHref(period, 'waitingLate')
    case 'forgotten12':
      return segmentHref(period, 'forgotten12')
  }
}
