import { ANSWERS, GRADES, ORIGINS, RESPONSES } from '@/lib/leads/schema'
import { COST_KINDS, SIDES } from '@/lib/spend/schema'
import { SPLITS } from '@/lib/spend/split'
import type { Field } from './mapping'

/** What files write where we have a closed list, and what people call the same channel. English and Russian. */

/** A row has no room for the shares of a split by fixed percentages. */
export const SPLIT_KEYS = SPLITS.filter((split) => split !== 'fixed')

/**
 * The fields for which we have a list: the options that are fixed, or null where the company's own lists are. Values must be
 * among them, but for reasons: those may be given in any words.
 */
export const CLOSED_FIELDS = {
  channel: null,
  campaign: null,
  owner: null,
  assignee: null,
  origin: ORIGINS,
  grade: GRADES,
  needFormed: ANSWERS,
  valueUnderstood: ANSWERS,
  hasBudget: ANSWERS,
  readySoon: ANSWERS,
  response: RESPONSES,
  outcome: ['won', 'lost'],
  reason: null,
  side: SIDES,
  costKind: COST_KINDS,
  splitBy: SPLIT_KEYS,
} as const satisfies Partial<Record<Field, readonly string[] | null>>
export type ClosedField = keyof typeof CLOSED_FIELDS
export const CLOSED = Object.keys(CLOSED_FIELDS) as [ClosedField, ...ClosedField[]]

export function isClosed(field: Field): field is ClosedField {
  return field in CLOSED_FIELDS
}

/** Lower case, ё as е, and only letters and digits, one blank between them. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}№+%]+/gu, ' ')
    .trim()
}

const YES = ['yes', 'y', 'true', '1', 'да', 'есть', 'истина', 'x', '+', 'checked']
const NO = ['no', 'n', 'false', '0', 'нет', 'ложь', 'none', 'unchecked']
const UNKNOWN = ['unknown', 'n a', 'na', 'not sure', 'maybe', 'неизвестно', 'не знаю', 'не ясно', 'возможно']
const ANSWER_WORDS = { yes: YES, no: NO, unknown: UNKNOWN }

const OPTION_WORDS: Partial<Record<ClosedField, Record<string, readonly string[]>>> = {
  origin: {
    marketing: ['marketing', 'mkt', 'inbound', 'mql', 'маркетинг', 'входящий'],
    sales: ['sales', 'outbound', 'sdr', 'sales rep', 'продажи', 'отдел продаж', 'исходящий'],
  },
  grade: {
    hot: ['hot', 'a', 'high', 'very interested', 'горячий', 'горячая', 'горячие', 'высокий', 'высокая'],
    warm: ['warm', 'b', 'medium', 'interested', 'теплый', 'теплая', 'теплые', 'средний', 'средняя'],
    cold: ['cold', 'c', 'low', 'not interested', 'холодный', 'холодная', 'холодные', 'низкий', 'низкая'],
  },
  needFormed: ANSWER_WORDS,
  valueUnderstood: ANSWER_WORDS,
  hasBudget: ANSWER_WORDS,
  readySoon: ANSWER_WORDS,
  response: {
    engaged: ['engaged', 'interested', 'answered', 'replied', 'заинтересован', 'ответил', 'общается'],
    call_back: ['call back', 'callback', 'call later', 'later', 'перезвонить', 'позвонить позже', 'позже'],
    no_answer: ['no answer', 'no reply', 'voicemail', 'not reached', 'нет ответа', 'не отвечает', 'недозвон'],
    do_not_disturb: ['do not disturb', 'do not call', 'opt out', 'unsubscribed', 'не беспокоить', 'отказ'],
  },
  outcome: {
    won: [
      'won',
      'closed won',
      'win',
      'success',
      'sold',
      'paid',
      'выиграна',
      'выиграно',
      'успешно реализовано',
      'сделка успешна',
      'продано',
      'оплачено',
      'успех',
      'продажа',
      'сделка',
    ],
    lost: [
      'lost',
      'closed lost',
      'loss',
      'failed',
      'rejected',
      'проиграна',
      'проиграно',
      'закрыто и не реализовано',
      'сделка провалена',
      'отказ',
      'провал',
    ],
  },
  side: {
    marketing: ['marketing', 'mkt', 'маркетинг', 'отдел маркетинга'],
    sales: ['sales', 'продажи', 'отдел продаж'],
  },
  costKind: {
    actual: ['actual', 'fact', 'real', 'spent', 'paid', 'факт', 'фактический', 'фактические', 'потрачено'],
    planned: ['planned', 'plan', 'budget', 'forecast', 'план', 'плановый', 'плановые', 'бюджет', 'прогноз'],
  },
  splitBy: {
    equally: ['equally', 'evenly', 'equal', 'поровну', 'равномерно'],
    leads: ['leads', 'by leads', 'лиды', 'по лидам'],
    hot: ['hot', 'hot leads', 'by hot leads', 'горячие', 'по горячим', 'по горячим лидам'],
    accepted: [
      'accepted',
      'accepted leads',
      'by accepted leads',
      'принятые',
      'по принятым',
      'по принятым лидам',
    ],
    costs: [
      'costs',
      'cost',
      'spend',
      'by costs',
      'by direct costs',
      'расходы',
      'по расходам',
      'по прямым расходам',
    ],
  },
}

/** The fixed option that a file's word means, null when it is none that we know. */
export function optionFor(field: ClosedField, text: string): string | null {
  const word = folded(text)
  const options: readonly string[] = CLOSED_FIELDS[field] ?? []
  const same = options.find((option) => folded(option) === word)
  if (same) return same
  for (const [option, words] of Object.entries(OPTION_WORDS[field] ?? {}))
    if (words.includes(word)) return option
  return null
}

/** Names of one and the same kind of channel. */
const CHANNEL_GROUPS: readonly (readonly string[])[] = [
  [
    'paid search',
    'cpc',
    'ppc',
    'sem',
    'google ads',
    'google adwords',
    'adwords',
    'google cpc',
    'google',
    'bing ads',
    'yandex direct',
    'yandex',
    'яндекс директ',
    'яндекс',
    'директ',
    'контекст',
    'контекстная реклама',
    'платный поиск',
  ],
  [
    'paid social',
    'facebook',
    'facebook ads',
    'fb',
    'ig',
    'instagram',
    'meta',
    'meta ads',
    'linkedin',
    'linkedin ads',
    'tiktok',
    'vk',
    'vk ads',
    'вк',
    'вконтакте',
    'таргет',
    'таргетированная реклама',
    'платные соцсети',
    'реклама в соцсетях',
  ],
  ['social media', 'social', 'organic social', 'smm', 'соцсети', 'социальные сети'],
  ['organic search', 'organic', 'seo', 'органика', 'органический поиск', 'поиск', 'поисковые системы'],
  [
    'email',
    'e mail',
    'e mails',
    'newsletter',
    'email marketing',
    'рассылка',
    'e mail рассылка',
    'email рассылка',
  ],
  [
    'trade show',
    'trade shows',
    'trade fair',
    'event',
    'events',
    'exhibition',
    'expo',
    'fair',
    'conference',
    'выставка',
    'выставки',
    'мероприятие',
    'мероприятия',
    'конференция',
  ],
  [
    'referral',
    'referrals',
    'recommendation',
    'word of mouth',
    'рекомендация',
    'рекомендации',
    'по рекомендации',
    'сарафан',
    'сарафанное радио',
    'реферал',
  ],
  ['partner', 'partners', 'reseller', 'affiliate', 'affiliates', 'партнер', 'партнеры'],
  ['direct', 'direct traffic', 'прямой', 'прямые заходы', 'прямой трафик'],
  [
    'website',
    'site',
    'web',
    'web form',
    'website form',
    'сайт',
    'веб сайт',
    'форма на сайте',
    'заявка с сайта',
  ],
  ['webinar', 'webinars', 'вебинар', 'вебинары'],
  ['content', 'blog', 'white paper', 'whitepaper', 'content marketing', 'контент', 'блог'],
  [
    'cold calls',
    'cold call',
    'cold calling',
    'outbound',
    'outbound calls',
    'cold outreach',
    'холодный звонок',
    'холодные звонки',
    'холодный обзвон',
    'обзвон',
  ],
  ['phone', 'inbound call', 'incoming call', 'call', 'звонок', 'входящий звонок', 'телефон'],
  ['display', 'banner', 'banners', 'display ads', 'programmatic', 'баннер', 'баннеры', 'медийная реклама'],
]

/** Whether two names stand for the same kind of channel: "cpc" and "Paid search". */
export function isSameChannel(one: string, other: string): boolean {
  const [a, b] = [folded(one), folded(other)]
  return CHANNEL_GROUPS.some((group) => group.includes(a) && group.includes(b))
}

/** Whether it is a word for some channel, whoever's list it is on. */
export function isChannelWord(text: string): boolean {
  const word = folded(text)
  return CHANNEL_GROUPS.some((group) => group.includes(word))
}
