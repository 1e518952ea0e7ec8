import { getTranslations } from 'next-intl/server'
import type { FilterLabels } from './filter-bar'

/** The words that every list needs, in the reader's language. */
export async function listLabels() {
  const t = await getTranslations('common')
  const filters: FilterLabels = {
    add: t('list.addFilter'),
    any: t('any'),
    apply: t('action.apply'),
    clear: t('list.clearFilters'),
    remove: (filter) => t('list.removeFilter', { filter }),
  }
  return {
    filters,
    search: t('list.search'),
    paging: { nav: t('list.nav'), previous: t('list.previous'), next: t('list.next') },
    sorting: { ascending: t('list.sortAscending'), descending: t('list.sortDescending') },
    panel: {
      close: t('action.close'),
      previous: t('list.previousRecord'),
      next: t('list.nextRecord'),
      openPage: t('action.openPage'),
    },
    nothing: {
      title: t('list.nothingFound'),
      hint: t('list.nothingFoundHint'),
      clear: t('list.clearFilters'),
    },
  }
}
