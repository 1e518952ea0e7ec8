import { createTranslator } from 'next-intl'
import { listLeads } from '@/lib/leads/queries/list'
import { leadScreenInput, readLeadFilters, readLeadSort } from '@/lib/leads/search-params'
import { MAX_ROWS } from '@/lib/platform/sheet/sheet'
import { hrefWith } from '@/lib/platform/url-state'
import { inDays, type Table } from '../table'
import { daysNote, exportWords, nowNote, wallTime } from '../words'

/** The leads of a list, above all those behind a number, in its order; without the ways to reach them. */
export const leadsTable: Table = {
  query: inDays(leadScreenInput).refine(({ stage, from, to }) => !stage || (from && to), {
    error: 'required',
    path: ['from'],
  }),
  async sheet(actor, query, words) {
    const filters = readLeadFilters(query)
    const found = await listLeads(actor, { filters, sort: readLeadSort(query, filters), limit: MAX_ROWS })
    const { rows, next } = found.ok ? found.value : { rows: [], next: null }
    const t = createTranslator({ ...words, namespace: 'leads' })
    const common = createTranslator({ ...words, namespace: 'common' })
    const name = createTranslator({ ...words, namespace: 'funnel' })
    const e = exportWords(words)
    const { from, to, stage, segment } = filters
    const own = Object.fromEntries(
      Object.entries(query).filter(([name]) => Object.hasOwn(leadScreenInput.shape, name)),
    )
    const period = from && to && (stage || segment) ? { from, to } : null
    return {
      name: t('title'),
      columns: [
        { key: 'id', header: 'ID', kind: 'count' },
        { key: 'name', header: t('column.name'), kind: 'text' },
        { key: 'contact', header: t('column.contact'), kind: 'text' },
        { key: 'status', header: t('column.status'), kind: 'text' },
        { key: 'grade', header: t('column.grade'), kind: 'text' },
        { key: 'origin', header: name('filter.origin'), kind: 'text' },
        { key: 'channel', header: name('filter.channel'), kind: 'text' },
        { key: 'campaign', header: name('filter.campaign'), kind: 'text' },
        { key: 'region', header: name('filter.region'), kind: 'text' },
        { key: 'owner', header: t('column.owner'), kind: 'text' },
        { key: 'assignee', header: t('column.assignee'), kind: 'text' },
        { key: 'created', header: t('column.created'), kind: 'time' },
        { key: 'updated', header: t('column.updated'), kind: 'time' },
      ],
      rows: rows.map((lead) => ({
        id: lead.id,
        name: lead.displayName,
        contact: lead.contactName,
        status: common(`status.${lead.status}`),
        grade: lead.grade && common(`grade.${lead.grade}`),
        origin: name(`origin.${lead.origin}`),
        channel: lead.channel,
        campaign: lead.campaign,
        region: lead.region,
        owner: lead.owner?.name ?? null,
        assignee: lead.assignee?.name ?? null,
        created: wallTime(lead.createdAt, words),
        updated: wallTime(lead.updatedAt, words),
      })),
      notes: [
        ...(period ? [daysNote(period, words)] : []),
        e('leads.list', { address: hrefWith('/leads', own) }),
        e('handoffs.clock', { zone: words.format.timeZone }),
        ...(next === null ? [] : [e('cut', { rows: words.format.number(MAX_ROWS) })]),
        nowNote(words),
      ],
      period,
    }
  },
}
