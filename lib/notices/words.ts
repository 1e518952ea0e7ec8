import type { Formatter } from '@/lib/platform/i18n/format'
import type { NoticeKind } from './kinds'

export type Told = {
  kind: NoticeKind
  leadId: number | null
  handoffId: number | null
  data: Record<string, string | number | null>
}

export type NoticeWords = {
  /** one sentence without a full stop */
  text: string
  /** somebody's own words, or when it is due */
  detail: string | null
}

/** What is needed of a translator of `notices`; its own key type is too narrow for kinds known only at run time. */
export type NoticeTranslator = (key: string, values?: Record<string, string | number>) => string

const DATES = ['dueAt'] as const

/** A notice as a sentence in the reader's language. */
export function wordNotice(t: NoticeTranslator, format: Formatter, notice: Told): NoticeWords {
  const { kind, data } = notice
  const text = (name: string) => {
    const value = data[name]
    return typeof value === 'string' ? value : ''
  }
  const when = (value: string) => (Number.isNaN(Date.parse(value)) ? '' : format.dayTime(value))
  const values: Record<string, string | number> = {
    lead: text('lead') || '–',
    by: text('by') || 'Baton',
    assignee: text('assignee') || '–',
    open: text('open') || 'no',
    person: text('person') || '–',
    reason: text(format.locale === 'ru' ? 'reasonRu' : 'reasonEn'),
    agreement: agreementWord(t, text('kind')),
    version: String(data.version ?? ''),
    from: text('from') && format.date(text('from')),
    decision: text('decision'),
    day: text('dueOn') && format.date(text('dueOn')),
    outcome: text('outcome') || 'uphold',
    why: text('why') || 'other',
    count: Number(data.count ?? 0),
    months: Number(data.months ?? 0),
    period: periodWord(t, format, text('period')),
  }
  const own = text('question') || text('answer') || text('comment')
  const due = DATES.map((name) => text(name) && when(text(name))).find(Boolean)
  return {
    text: t(`kind.${kind}`, values),
    detail: own || (due ? t('dueBy', { date: due }) : null),
  }
}

function agreementWord(t: NoticeTranslator, kind: string): string {
  return kind === 'definition' || kind === 'glossary' || kind === 'responsibilities'
    ? t(`agreement.${kind}`)
    : ''
}

/** The month, quarter or year of a target: `2026-11`, `2026-Q4`, `2026`. */
function periodWord(t: NoticeTranslator, format: Formatter, period: string): string {
  const [year = '', part] = period.split('-')
  if (part === undefined) return year
  return part.startsWith('Q') ? t('quarter', { n: part.slice(1), year }) : format.month(period)
}

/** Where to do something about it. */
export function placeOf({ kind, leadId, handoffId, data }: Told): string {
  switch (kind) {
    case 'handed_to_me':
    case 'verdict_half':
    case 'verdict_due':
    case 'reassigned':
    case 'answered':
      return handoffId === null ? '/queue' : `/queue?open=${handoffId}`
    case 'verdict_head':
    case 'verdict_expired':
      return handoffId === null ? '/queue?view=all' : `/queue?view=all&open=${handoffId}`
    case 'given_back':
      return '/queue?view=all'
    case 'contest_opened':
    case 'contest_differs':
    case 'contest_settled':
      return typeof data.contestId === 'number' ? `/contests/${data.contestId}` : '/contests'
    case 'agreement_to_sign':
    case 'agreement_voided':
    case 'agreement_signed':
      return `/agreements/${data.kind === 'glossary' || data.kind === 'responsibilities' ? data.kind : 'definition'}`
    case 'leads_woke':
    case 'nurture_steps':
      return '/nurture'
    case 'nurture_quiet':
      return `/nurture/list?owner=me&quiet=${data.months === 12 ? 12 : 6}`
    case 'decision_given':
    case 'decision_due':
      return typeof data.meetingId === 'number' ? `/monday/${data.meetingId}` : '/monday'
    case 'summary_weekly':
    case 'summary_monthly':
      return '/kpis/summary'
    case 'target_to_agree':
      return `/kpis/targets?year=${String(data.period ?? '').slice(0, 4)}`
    case 'weekly':
      return '/promises'
    default:
      return leadId === null ? '/leads' : `/leads/${leadId}`
  }
}
