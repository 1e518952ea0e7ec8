import { getLocale, getTranslations } from 'next-intl/server'
import { ExportMenu } from '@/components/exports/export-menu'
import { CountedHandoffs } from '@/components/handoffs/counted-handoffs'
import { PageHeader } from '@/components/ui/page-header'
import { handoffsQuery } from '@/lib/funnel/search-params'
import { isAboutNow } from '@/lib/handoffs/handoff-sets'
import { countedHandoffs } from '@/lib/handoffs/queries/counted'
import { getOrganisation, listReasons } from '@/lib/organisation/queries'
import { listNames } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { Query } from '@/lib/platform/url-state'
import { behindHref, promisesHref, readBehind } from '@/lib/promises/search-params'

/** The handoffs behind a number of the promises. */
export async function BehindScreen({ actor, query }: { actor: Actor; query: Query }) {
  const { timeZone } = await getOrganisation(actor)
  const asked = readBehind(query, dayOf(actor.at, timeZone))
  const { owner, reasonId, after } = asked
  const [t, count, contest, format, locale, reasons, names, found] = await Promise.all([
    getTranslations('promises.behind'),
    getTranslations('funnel.handoffs'),
    getTranslations('handoffs.contest'),
    pageFormat(),
    getLocale(),
    reasonId === undefined ? [] : listReasons(actor, { archived: true }),
    owner?.personId ? listNames(actor, [owner.personId]) : new Map<number, string>(),
    countedHandoffs(actor, asked),
  ])
  const { rows, total, contested, overturned, next } = found
  const reason = reasons.find(({ id }) => id === reasonId)
  const whose = { side: owner?.side, personId: owner?.personId, reasonId }
  const parts = [
    owner && (owner.personId === null ? t('nobody') : (names.get(owner.personId) ?? '')),
    reason && t('reason', { reason: locale === 'ru' ? reason.nameRu : reason.nameEn }),
    isAboutNow(asked.set) ? t('now') : `${format.date(asked.from)} – ${format.date(asked.to)}`,
    contested > 0 && contest('counted', { contested, overturned }),
  ].filter(Boolean)
  return (
    <>
      <PageHeader
        title={t(`set.${asked.set}`)}
        meta={
          <>
            <span data-count={total}>{count('count', { n: total })}</span>
            {` · ${parts.join(' · ')}`}
          </>
        }
        actions={<ExportMenu table="handoffs" query={handoffsQuery(asked, asked.set)} />}
        back={{ href: promisesHref(asked), label: t('back') }}
      />
      <CountedHandoffs
        rows={rows}
        format={format}
        firstHref={after === null ? null : behindHref(asked, asked.set, whose)}
        moreHref={next === null ? null : behindHref(asked, asked.set, { ...whose, after: next })}
      />
    </>
  )
}
