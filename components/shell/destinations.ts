import type { Actor } from '@/lib/platform/actor'

export const DESTINATIONS = [
  'leads',
  'imports',
  'queue',
  'deals',
  'nurture',
  'funnel',
  'kpis',
  'monday',
  'promises',
  'agreements',
  'campaigns',
  'people',
  'settings',
] as const
export type Destination = (typeof DESTINATIONS)[number]

/** The key after G. */
export const GO_KEYS: Record<Destination, string> = {
  leads: 'l',
  imports: 'i',
  queue: 'q',
  deals: 'd',
  nurture: 'n',
  funnel: 'f',
  kpis: 'k',
  monday: 'm',
  promises: 'p',
  agreements: 'a',
  campaigns: 'c',
  people: 'e',
  settings: 's',
}

/** Other places that belong to one of these. */
export const ALSO: Partial<Record<Destination, readonly string[]>> = {
  promises: ['/contests'],
  imports: ['/forms', '/duplicates'],
}

/** What waits for this person: numbers worth bringing to zero. */
export type NavCounts = {
  queueOverdue: number
  queuePending: number
  returned: number
  answersOwed: number
  contests: number
  decisionsDue: number
  nurtureWoken: number
  nurtureDue: number
  nurtureQuiet: number
}

/** The four that stand in the bottom bar of a phone: what this person comes for. */
export function firstDestinations(roles: Actor['roles']): readonly Destination[] {
  const sells = roles.includes('sales')
  const markets = roles.includes('marketer')
  if (sells && markets) return ['leads', 'queue', 'deals', 'funnel']
  if (sells) return ['queue', 'deals', 'leads', 'funnel']
  if (markets) return ['leads', 'nurture', 'funnel', 'campaigns']
  if (roles.includes('executive')) return ['kpis', 'funnel', 'promises', 'campaigns']
  return ['settings', 'leads', 'queue', 'funnel']
}

/** What people who come from other programs call these places, in either language: never shown, only found by. */
export const ALSO_CALLED: Record<Destination, readonly string[]> = {
  leads: ['contacts prospects people companies', 'контакты клиенты компании'],
  imports: ['import upload file csv excel forms duplicates', 'импорт загрузка файл формы дубли дубликаты'],
  queue: ['handoffs inbox tasks accept reject', 'передачи входящие задачи приём отказ'],
  deals: ['opportunities pipeline sales', 'продажи воронка продаж возможности'],
  nurture: ['warm up follow up sleeping', 'прогрев подогрев спящие'],
  funnel: ['dashboard conversion analytics reports', 'дашборд конверсия аналитика отчёты'],
  kpis: ['metrics numbers targets plan', 'показатели метрики цели план'],
  monday: ['meeting decisions agenda', 'встреча планёрка решения повестка'],
  promises: ['sla overdue contests response time', 'обязательства сроки просрочено споры'],
  agreements: ['definition glossary rules', 'определение глоссарий правила договорённости'],
  campaigns: ['channels spend costs ads budget', 'каналы расходы реклама бюджет'],
  people: ['team performance points reps', 'команда сотрудники баллы эффективность'],
  settings: ['keys users roles webhooks calendar', 'ключи пользователи роли календарь'],
}
