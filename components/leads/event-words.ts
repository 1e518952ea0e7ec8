import { getTranslations } from 'next-intl/server'
import type { Came } from '@/lib/forms/tracking'
import { CONTACT_FIELDS } from '@/lib/leads/policy'
import type { LeadEventView } from '@/lib/leads/queries/record'
import type { Formatter } from '@/lib/platform/i18n/format'

export type EventWords = {
  title: string
  /** somebody's own words */
  text: string | null
  changes: { field: string; from: string; to: string }[]
  weight: 'step' | 'contact' | 'quiet'
}

/** One event of the history as a person says it. An event of a type that is not known here is still shown. */
export async function wordEvent(
  event: LeadEventView,
  format: Formatter,
  /** names of rejection reasons by their code */
  reasons: ReadonlyMap<string, string>,
): Promise<EventWords> {
  const t = await getTranslations('leads.event')
  const { data, reason } = event
  const text = (name: string): string | null => {
    const value = data[name]
    return typeof value === 'string' && value !== '' ? value : null
  }
  const number = (name: string) => (typeof data[name] === 'number' ? (data[name] as number) : 1)
  const say = (title: string, more: Partial<EventWords> = {}): EventWords => ({
    title,
    text: reason,
    changes: [],
    weight: 'step',
    ...more,
  })
  /** what a form brought besides: where its visitor came from, and the words that they agreed to */
  const withForm = (note: string | null): string | null => {
    const [first, last, consent] = [cameFrom(data.first), cameFrom(data.last), text('consent')]
    const extra = Object.entries((data.extra ?? {}) as Record<string, string>)
    const lines = [
      note,
      ...extra.map(([name, value]) => `${name}: ${value}`),
      first && t('firstTouch', { source: first }),
      last && last !== first && t('lastTouch', { source: last }),
      consent && t('consented', { text: consent }),
    ]
    return lines.filter(Boolean).join('\n') || null
  }
  const day = (name: string) => {
    const value = text(name)
    return value ? format.date(value) : ''
  }
  switch (event.type) {
    case 'created': {
      const source = [text('channel'), text('campaign')].filter(Boolean).join(' / ')
      const form = text('form')
      if (form) {
        const title = source
          ? t('createdByFormFrom', { form, channel: source })
          : t('createdByForm', { form })
        return say(title, { text: withForm(null) })
      }
      return say(source ? t('createdFrom', { channel: source }) : t('created'))
    }
    case 'touched': {
      const form = text('form')
      const title = t('touched', { kind: text('kind') ?? 'other' })
      return say(form ? `${title}, ${t('byForm', { form })}` : title, {
        text: withForm(text('note')),
        weight: 'contact',
      })
    }
    case 'activity': {
      const due = day('dueOn')
      const title = t('activity', { kind: text('kind') ?? 'other' })
      return say(due ? `${title}, ${t('activityDue', { date: due })}` : title, {
        text: text('text'),
        weight: 'contact',
      })
    }
    case 'task_done':
      return say(t('task_done'), { text: text('text'), weight: 'contact' })
    case 'qualified': {
      const grade = text('grade') ?? 'cold'
      return say(
        data.overridden === true
          ? t('qualifiedOver', { grade, computed: text('computedGrade') ?? 'cold' })
          : t('qualified', { grade }),
      )
    }
    case 'nurtured':
      return say(t('nurtured', { date: day('wakeOn') }), { text: text('nextStep') })
    case 'woke':
      return say(t('woke', { kind: text('kind') ?? 'other' }), { text: text('note') })
    case 'plan_attached': {
      const until = day('until')
      const title = t('plan_attached', { plan: text('plan') ?? '' })
      return say(until ? `${title}, ${t('until', { date: until })}` : title, { weight: 'quiet' })
    }
    case 'plan_stopped':
      return say(t('plan_stopped', { plan: text('plan') ?? '' }), { weight: 'quiet' })
    case 'plan_step_skipped':
      return say(t('plan_step_skipped'), { text: text('text'), weight: 'quiet' })
    case 'handed_off': {
      const rule = text('rule')
      return say(t('handed_off', { to: text('assignee') ?? t('everyone'), round: number('round') }), {
        text: [rule && t('byRule', { rule }), text('note'), reason].filter(Boolean).join('\n') || null,
      })
    }
    case 'accepted':
      return say(t('accepted', { round: number('round') }))
    case 'rejected': {
      const wakes = day('wakeOn')
      const why = reasons.get(text('reasonCode') ?? '')
      const title = [t('rejected', { round: number('round') }), why].filter(Boolean).join(': ')
      return say(wakes ? `${title}, ${t('wakes', { date: wakes })}` : title, {
        text: why ? text('comment') : reason,
      })
    }
    case 'verdict_undone':
      return say(t('verdict_undone', { round: number('round') }))
    case 'expired':
      return say(t('expired', { assignee: text('assignee') ?? '' }))
    case 'reassigned': {
      const name = text('assignee') ?? 'none'
      const from = text('from')
      return say(from ? t('reassignedFrom', { from, name }) : t('reassigned', { name }))
    }
    case 'given_back':
      return say(t('given_back', { from: text('from') ?? '' }))
    case 'taken_next':
      return say(t('taken_next', { round: number('round') }))
    case 'asked':
      return say(t('asked'))
    case 'answered':
      return say(t('answered'))
    case 'contested':
      return say(t('contested', { round: number('round') }))
    case 'contest_position':
      return say(t('contest_position', { side: text('side') ?? '', opinion: text('opinion') ?? '' }))
    case 'contest_settled':
      return say(
        t('contest_settled', { outcome: text('outcome') ?? '', wakes: data.wakes === true ? 'yes' : 'no' }),
      )
    case 'deal_opened':
      return say(t('deal_opened', { title: text('title') ?? '' }))
    case 'won': {
      const amount = data.amount
      const known = typeof amount === 'string' || typeof amount === 'number'
      return say(known ? t('wonFor', { amount: format.money(amount) }) : t('won'))
    }
    case 'edited':
    case 'deal_edited':
    case 'updated':
      return say(t(event.type), { changes: await wordChanges(data.changes, format), weight: 'quiet' })
    case 'merged': {
      const name = text('name')
      if (!name) return say(t('merged'))
      return say(t('mergedOf', { name }), { changes: await wordChanges(data.changes, format) })
    }
    case 'unmerged':
      return say(t('unmerged', { name: text('name') ?? '' }))
    case 'merged_into':
      return say(t('merged_into'))
    case 'disqualified':
    case 'reopened':
    case 'taken':
    case 'lost':
    case 'imported':
    case 'import_undone':
    case 'import_removed':
      return say(t(event.type))
    default:
      return say(t('other', { type: event.type }), { weight: 'quiet' })
  }
}

/** UTM parameters, click ids and the page, as one line. */
function cameFrom(came: unknown): string | null {
  if (typeof came !== 'object' || came === null) return null
  const { utm = {}, clicks = {}, page } = came as Partial<Came>
  const said = [...Object.values(utm), ...Object.keys(clicks), page ?? null]
  return said.filter(Boolean).join(' / ') || null
}

const NAMED = [
  ...CONTACT_FIELDS,
  'channel',
  'campaign',
  'origin',
  'externalId',
  'owner',
  'title',
  'amount',
  'expectedCloseOn',
] as const

async function wordChanges(changes: unknown, format: Formatter): Promise<EventWords['changes']> {
  if (typeof changes !== 'object' || changes === null) return []
  const [t, common] = await Promise.all([getTranslations('leads.event'), getTranslations('common')])
  const value = (field: string, raw: unknown): string => {
    if (raw === null || raw === undefined || raw === '') return t('empty')
    if (field === 'origin' && (raw === 'marketing' || raw === 'sales')) return common(`origin.${raw}`)
    if (field === 'amount' || field === 'expectedAmount') return format.money(String(raw))
    if (field === 'expectedCloseOn') return format.date(String(raw))
    return String(raw)
  }
  return Object.entries(changes as Record<string, { from?: unknown; to?: unknown }>).map(
    ([field, change]) => {
      const named = NAMED.find((name) => name === field)
      const label = named
        ? t(`field.${named}`)
        : field.startsWith('utm.')
          ? `UTM ${field.slice(4)}`
          : t('field.other')
      return { field: label, from: value(field, change?.from), to: value(field, change?.to) }
    },
  )
}
