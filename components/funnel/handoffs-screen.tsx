import { getLocale, getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { CountedHandoffs } from '@/components/handoffs/counted-handoffs'
import { PageHeader } from '@/components/ui/page-header'
import {
  type HandoffsState,
  handoffsHref,
  handoffsQuery,
  readHandoffsState,
} from '@/lib/funnel/search-params'
import { countedHandoffs, handoffFilterNames } from '@/lib/handoffs/queries/counted'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, type Query } from '@/lib/platform/url-state'

/** The rounds behind a number of the funnel, with how many of the rejections among them were contested. */
export async function HandoffsScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const state = readHandoffsState(query, dayOf(actor.at, timeZone))
  const [t, of, set, contest, format, filters, { rows, total, contested, overturned, next }] =
    await Promise.all([
      getTranslations('funnel.handoffs'),
      getTranslations('handoffs.counted.of'),
      getTranslations('promises.behind.set'),
      getTranslations('handoffs.contest'),
      pageFormat(),
      wordFilters(actor, state),
      countedHandoffs(actor, state),
    ])
  const { version } = state
  const parts = [
    version === undefined
      ? `${format.date(state.from)} – ${format.date(state.to)}`
      : t('judgedBy', { version }),
    ...filters,
    contested > 0 && contest('counted', { contested, overturned }),
  ].filter(Boolean)
  return (
    <>
      <PageHeader
        title={set(state.set)}
        meta={
          <>
            <span data-count={total}>{t('count', { n: total })}</span>
            {` · ${parts.join(' · ')}`}
          </>
        }
        actions={<ExportMenu table="handoffs" query={handoffsQuery(state, state.set)} />}
        back={
          version === undefined || state.of
            ? backOf(state, state.of ? of(state.of) : t('back'))
            : { href: `/agreements/definition/${version}`, label: t('definition', { version }) }
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

const SCREENS = { quality: '/funnel/quality', rejections: '/funnel/rejections', people: '/people' } as const

function backOf({ of, from, to, version }: HandoffsState, label: string): { href: string; label: string } {
  // A version's handoffs are of all times: what their list says of days is not what the screen showed.
  return { href: hrefWith(of ? SCREENS[of] : '/funnel', version === undefined ? { from, to } : {}), label }
}

async function wordFilters(actor: Actor, state: HandoffsState): Promise<string[]> {
  const [t, names, locale] = await Promise.all([
    getTranslations('handoffs.counted.filter'),
    handoffFilterNames(actor, state),
    getLocale(),
  ])
  const reason = locale === 'ru' ? names.reasonRu : names.reasonEn
  const { channelId, campaignId, owner } = state
  return [
    reason,
    channelId === null ? t('noChannel') : names.channel && t('channel', { name: names.channel }),
    campaignId === null ? t('noCampaign') : names.campaign && t('campaign', { name: names.campaign }),
    names.marketer && t('marketer', { name: names.marketer }),
    names.rep && t('rep', { name: names.rep }),
    owner && (names.person ?? t('nobody')),
    state.grade !== undefined && t('grade', { grade: state.grade ?? 'none' }),
    state.computedGrade !== undefined && t('computed', { grade: state.computedGrade ?? 'none' }),
  ].filter((word): word is string => typeof word === 'string' && word !== '')
}
