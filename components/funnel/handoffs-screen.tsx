import { getTranslations } from 'next-intl/server'
import { CountedHandoffs } from '@/components/handoffs/counted-handoffs'
import { PageHeader } from '@/components/ui/page-header'
import { handoffsHref, readHandoffsState } from '@/lib/funnel/search-params'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** The rounds behind a number of the funnel, with how many of the rejections among them were contested. */
export async function HandoffsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const state = readHandoffsState(query, dayOf(actor.at, timeZone))
  const [t, set, contest, format, { rows, total, contested, overturned, next }] = await Promise.all([
    getTranslations('funnel.handoffs'),
    getTranslations('promises.behind.set'),
    getTranslations('handoffs.contest'),
    pageFormat(),
    countedHandoffs(actor, state),
  ])
  return (
    <>
      <PageHeader
        title={set(state.set)}
        meta={
          <>
            <span data-count={total}>{t('count', { n: total })}</span>
            {state.version === null
              ? ` · ${format.date(state.from)} – ${format.date(state.to)}`
              : ` · ${t('judgedBy', { version: state.version })}`}
            {contested > 0 && ` · ${contest('counted', { contested, overturned })}`}
          </>
        }
        back={
          state.version === null
            ? { href: hrefWith('/funnel', { from: state.from, to: state.to }), label: t('back') }
            : {
                href: `/agreements/definition/${state.version}`,
                label: t('definition', { version: state.version }),
              }
        }
      />
      <CountedHandoffs
        rows={rows}
        format={format}
        firstHref={state.after === null ? null : handoffsHref(state, state.set)}
        moreHref={next === null ? null : handoffsHref(state, state.set, next)}
      />
    </>
  )
}
