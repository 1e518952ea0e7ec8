import { createTranslator } from 'next-intl'
import { z } from 'zod'
import { LEAD_STATUSES } from '@/lib/leads/lifecycle'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { listLeads } from '@/lib/leads/queries/list'
import { GRADES, ORIGINS } from '@/lib/leads/schema'
import {
  LEAD_COLUMNS,
  type LeadColumn,
  leadScreenInput,
  readColumns,
  readLeadFilters,
  readLeadSort,
} from '@/lib/leads/search-params'
import type { Cell, Column, Kind } from '@/lib/platform/sheet/sheet'
import { hrefWith } from '@/lib/platform/url-state'
import { inPages, PAGE } from '../pages'
import { inDays, type Table } from '../table'
import { daysNote, exportWords, moneyHeader, nowNote, type Words, wallTime } from '../words'

/** What stands for two facts in one column of the screen has a column for each in the file. */
const APART: Partial<Record<LeadColumn, readonly LeadColumn[]>> = {
  source: ['channel', 'campaign'],
  who: ['owner', 'assignee'],
}

const KINDS: Partial<Record<LeadColumn, Kind>> = {
  expectedAmount: 'money',
  createdAt: 'time',
  updatedAt: 'time',
  lastContactAt: 'time',
  nurtureWakeOn: 'date',
  timesReturned: 'count',
}

const columnsInput = z
  .string()
  .max(1000, { error: 'too_long' })
  .refine((names) => names.split(',').every((name) => LEAD_COLUMNS.some((known) => known === name)), {
    error: 'not_an_option',
  })
  .optional()

/**
 * The leads of a list, all of them and in its order: the columns that the screen shows where somebody chose them, else
 * every one. The number of a lead comes first: by it the file can be imported again over the same leads.
 */
export const leadsTable: Table = {
  query: inDays(z.strictObject({ ...leadScreenInput.shape, cols: columnsInput })).refine(
    ({ stage, from, to }) => !stage || (from && to),
    { error: 'required', path: ['from'] },
  ),
  async sheet(actor, query, words) {
    const filters = readLeadFilters(query)
    const sort = readLeadSort(query, filters)
    const shown = query.cols ? readColumns(query) : LEAD_COLUMNS
    const columns = [...new Set(shown.flatMap((name) => APART[name] ?? [name]))]
    const named = namesIn(words)
    const { rows, more } = await inPages<LeadView, string>(
      async (cursor) => {
        const found = await listLeads(actor, { filters, sort, cursor, limit: PAGE })
        return found.ok ? found.value : { rows: [], next: null }
      },
      (lead) => ({
        id: lead.id,
        company: lead.company,
        ...Object.fromEntries(columns.map((name) => [name, cellOf(lead, name, named, words)])),
      }),
    )
    const t = createTranslator({ ...words, namespace: 'leads' })
    const e = exportWords(words)
    const { from, to, stage, segment } = filters
    const own = Object.fromEntries(
      Object.entries(query).filter(([name]) => Object.hasOwn(leadScreenInput.shape, name)),
    )
    const period = from && to && (stage || segment) ? { from, to } : null
    return {
      name: t('title'),
      columns: [
        { key: 'id', header: e('leads.id'), kind: 'id' },
        { key: 'company', header: t('form.company'), kind: 'text' },
        ...columns.map(
          (name): Column => ({ key: name, header: headerOf(name, words), kind: KINDS[name] ?? 'text' }),
        ),
      ],
      rows,
      more,
      notes: [
        ...(period ? [daysNote(period, words)] : []),
        e('leads.list', { address: hrefWith('/leads', own) }),
        e('leads.again'),
        e('handoffs.clock', { zone: words.format.timeZone }),
        nowNote(words),
      ],
      period,
    }
  },
}

function headerOf(name: LeadColumn, words: Words): string {
  const t = createTranslator({ ...words, namespace: 'leads.column' })
  switch (name) {
    case 'contactName':
      return t('contact')
    case 'createdAt':
      return t('created')
    case 'updatedAt':
      return t('updated')
    case 'expectedAmount':
      return moneyHeader(t('expectedAmount'), words)
    default:
      return t(name)
  }
}

/** What the closed lists are called in the reader's language: looked up once and not for every row. */
function namesIn(words: Words) {
  const common = createTranslator({ ...words, namespace: 'common' })
  const funnel = createTranslator({ ...words, namespace: 'funnel' })
  return {
    status: new Map(LEAD_STATUSES.map((status) => [status, common(`status.${status}`)])),
    grade: new Map(GRADES.map((grade) => [grade, common(`grade.${grade}`)])),
    origin: new Map(ORIGINS.map((origin) => [origin, funnel(`origin.${origin}`)])),
  }
}

function cellOf(lead: LeadView, name: LeadColumn, named: ReturnType<typeof namesIn>, words: Words): Cell {
  switch (name) {
    case 'status':
      return named.status.get(lead.status) ?? null
    case 'grade':
      return lead.grade && (named.grade.get(lead.grade) ?? null)
    case 'origin':
      return named.origin.get(lead.origin) ?? null
    case 'owner':
    case 'assignee':
      return lead[name]?.name ?? null
    case 'createdAt':
    case 'updatedAt':
    case 'lastContactAt':
      return wallTime(lead[name], words)
    case 'source':
    case 'who':
      return null
    default:
      return lead[name]
  }
}
