import { getTranslations } from 'next-intl/server'
import { canTakeInBulk } from '@/lib/bulk/policy'
import { actionOf, WISHES, type Wish } from '@/lib/bulk/search-params'
import type { LeadCount } from '@/lib/leads/queries/list'
import type { Actor } from '@/lib/platform/actor'
import { hasRole } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { BulkBarLater } from './bulk-bar-later'

const BESIDE: readonly Wish[] = ['handOff', 'owner', 'reassign', 'edit']

/** The bar under the list of leads, with what this person can do with many. */
export async function BulkActions({
  actor,
  counted,
  list,
  form,
  rows,
}: {
  actor: Actor
  counted: Promise<LeadCount>
  list: Query
  form: string
  /** on this page */
  rows: number
}) {
  const [t, format, found] = await Promise.all([getTranslations('bulk'), pageFormat(), counted])
  const count = format.number(found.count)
  const wishes = WISHES.filter(
    (wish) => canTakeInBulk(actor, actionOf(wish)) && (wish !== 'owner' || hasRole(actor, 'marketer')),
  )
  const choice = (wish: Wish) => ({ value: wish, label: t(`do.${wish}`) })
  return (
    <BulkBarLater
      form={form}
      list={hrefWith('', list).slice(1)}
      first={wishes.filter((wish) => BESIDE.includes(wish)).map(choice)}
      more={wishes.filter((wish) => !BESIDE.includes(wish)).map(choice)}
      files={(['csv', 'xlsx'] as const).map((value) => ({ value, label: t(`do.${value}`) }))}
      // one form of a number per count, worded here: the browser has no messages
      selected={Array.from({ length: rows + 1 }, (_, chosen) => t('bar.selected', { count: chosen }))}
      words={{
        label: t('bar.label'),
        page: t('bar.page'),
        none: t('bar.none'),
        all: found.more ? t('bar.allMore', { count }) : t('bar.all', { count }),
        more: t('bar.more'),
        runs: t('runs'),
      }}
    />
  )
}
