import { createHash } from 'node:crypto'
import type { ImportDraft } from './draft'
import { FIELDS, type Field, type ImportKind } from './mapping'
import { type ClosedField, folded, isChannelWord, isClosed, optionFor } from './value-words'

/**
 * Which of our fields each column of a file is: by its name, in English and Russian, and by what stands in it. A guess is
 * only proposed; who does not like it changes it.
 */

type ColumnSample = { name: string; values: readonly string[] }
type Guess = { field: Field; by: 'name' | 'content' }

/** `words`: names of such columns, the likelier first. `not`: words that say it is something about it, not it. */
type Names = { words: readonly string[]; not?: readonly string[] }

const COMMON: Partial<Record<Field, Names>> = {
  channel: {
    words: [
      'channel',
      'source',
      'lead source',
      'original source',
      'original traffic source',
      'traffic source',
      'marketing channel',
      'acquisition channel',
      'how did you hear about us',
      'platform',
      'medium',
      'origin',
      'канал',
      'источник',
      'источник лида',
      'источник сделки',
      'источник трафика',
      'источник заявки',
      'рекламный канал',
      'канал привлечения',
      'откуда узнали',
      'откуда узнали о нас',
      'рекламная система',
      'площадка',
    ],
    not: [
      'utm',
      'id',
      'drill',
      'detail',
      'details',
      'description',
      'описание',
      'подробно',
      'дополнительно',
      'url',
    ],
  },
  campaign: {
    words: [
      'campaign',
      'campaign name',
      'ad campaign',
      'event name',
      'event',
      'trade show',
      'show',
      'exhibition',
      'кампания',
      'название кампании',
      'имя кампании',
      'рекламная кампания',
      'мероприятие',
      'выставка',
    ],
    not: ['utm', 'id', 'status', 'type', 'date', 'budget', '№', 'номер', 'статус', 'тип', 'бюджет', 'дата'],
  },
  assignee: {
    words: [
      'assignee sales',
      'ответственный продажи',
      'assignee',
      'assigned to',
      'sales rep',
      'sales representative',
      'salesperson',
      'sales owner',
      'sales agent',
      'deal owner',
      'account manager',
      'account executive',
      'rep',
      'sr id',
      'owner',
      'менеджер',
      'менеджер по продажам',
      'ответственный менеджер',
      'продавец',
      'исполнитель',
      'ответственный',
    ],
    not: ['email', 'team', 'group', 'date', 'отдел', 'группа', 'marketing', 'маркетинг'],
  },
  externalId: {
    words: [
      'external id',
      'id',
      'lead id',
      'record id',
      'contact id',
      'person id',
      'deal id',
      'badge id',
      'badge number',
      'barcode',
      'badge',
      'mql id',
      'crm id',
      'attendee id',
      'registration id',
      'submission id',
      'response id',
      'lead number',
      'uid',
      'uuid',
      'ид',
      'идентификатор',
      'внешний код',
      'внешний ид',
      'внешний id',
      'id лида',
      'id сделки',
      'id контакта',
      'номер лида',
      'номер сделки',
      'номер заявки',
      'номер бейджа',
      'бейдж',
      'код',
      '№',
    ],
    not: words(
      'campaign form ad adset adgroup group company organization organisation user owner account page session client',
      'landing seller sdr sr gclid кампании объявления формы компании клиента телефона пользователя ответственного',
    ),
  },
  email: {
    words: [
      'email',
      'e mail',
      'email address',
      'e mail address',
      'work email',
      'business email',
      'mail',
      'почта',
      'эл почта',
      'электронная почта',
      'адрес электронной почты',
      'рабочий e mail',
      'рабочий email',
      'имейл',
      'емейл',
    ],
    not: words(
      'opt optin consent status sent opened opens clicked clicks bounce bounced count date verified template owner',
      'согласие рассылка рассылки ответственного ответственный домен domain подтвержден статус',
    ),
  },
  wonAt: {
    words: [
      'won on',
      'won at',
      'won time',
      'won date',
      'won on',
      'date won',
      'closed won date',
      'closed at',
      'close date',
      'became a customer date',
      'дата выигрыша',
      'дата победы',
      'дата продажи',
      'дата оплаты',
      'дата закрытия',
      'дата закрытия сделки',
      'выиграна',
    ],
    not: ['expected', 'ожидаемая', 'планируемая', 'reason', 'lost', 'amount'],
  },
  lostAt: {
    words: [
      'lost at',
      'lost time',
      'lost date',
      'lost on',
      'date lost',
      'дата проигрыша',
      'дата потери',
      'дата отказа',
    ],
    not: ['reason', 'причина'],
  },
  acceptedAt: {
    words: [
      'accepted on',
      'accepted at',
      'accepted',
      'accepted date',
      'date accepted',
      'дата принятия',
      'принят',
      'принят в работу',
    ],
  },
}

const LEADS: Partial<Record<Field, Names>> = {
  leadId: { words: ['baton id', 'id в baton'] },
  ...COMMON,
  company: {
    words: [
      'company',
      'company name',
      'organization',
      'organisation',
      'organization name',
      'organisation name',
      'account',
      'account name',
      'associated company',
      'business name',
      'employer',
      'firm',
      'компания',
      'название компании',
      'наименование компании',
      'организация',
      'название организации',
      'наименование организации',
      'компания контакта',
      'контрагент',
      'фирма',
      'предприятие',
      'место работы',
      'работодатель',
      'юрлицо',
    ],
    not: words(
      'id size website url phone email domain industry owner manager country city created type revenue',
      'ид сайт телефон размер почта страна город отрасль инн тип',
    ),
  },
  contactName: {
    words: [
      'contact s name',
      'full name',
      'contact name',
      'name',
      'contact',
      'contact person',
      'person',
      'person name',
      'lead name',
      'your name',
      'attendee',
      'attendee name',
      'visitor',
      'visitor name',
      'фио',
      'имя',
      'контакт',
      'контактное лицо',
      'основной контакт',
      'имя контакта',
      'полное имя',
      'имя и фамилия',
      'фамилия и имя',
      'посетитель',
      'участник',
      'клиент',
    ],
    not: words(
      'company organization organisation campaign form ad adset id file user owner first last middle given family',
      'email e mail phone mobile deal channel source stage product type event domain title date time account status',
      'компании организации кампании лида сделки формы отчество телефон почта пользователя файла тип дата был',
    ),
  },
  firstName: {
    words: ['first name', 'given name', 'forename', 'firstname', 'имя'],
    not: ['company', 'компании', 'кампании', 'лида', 'контакта'],
  },
  lastName: {
    words: ['last name', 'surname', 'family name', 'lastname', 'фамилия'],
    not: ['company', 'компании', 'имя'],
  },
  jobTitle: {
    words: [
      'job title',
      'title',
      'position',
      'job',
      'role',
      'job role',
      'occupation',
      'должность',
      'позиция',
      'профессия',
    ],
    not: words('deal company page ad form lead product salutation сделки лида объявления в'),
  },
  phone: {
    words: [
      'phone',
      'phone number',
      'mobile phone',
      'mobile',
      'mobile number',
      'work phone',
      'telephone',
      'telephone number',
      'tel',
      'cell',
      'cell phone',
      'телефон',
      'номер телефона',
      'рабочий телефон',
      'мобильный телефон',
      'мобильный',
      'контактный телефон',
      'сотовый',
      'тел',
      'whatsapp',
    ],
    not: words('type ext extension consent country code согласие код тип добавочный'),
  },
  website: {
    words: [
      'website',
      'web site',
      'website url',
      'company website',
      'homepage',
      'domain',
      'company domain name',
      'url',
      'web',
      'site',
      'сайт',
      'веб сайт',
      'корпоративный сайт',
      'сайт компании',
      'адрес сайта',
      'домен',
    ],
    not: words(
      'landing page visits referrer source linkedin profile conversion first last form ad email',
      'посещений страница страницы форма заявка',
    ),
  },
  country: {
    words: ['country', 'country region', 'country name', 'страна', 'государство'],
    not: words('calling dial phone code телефон код'),
  },
  region: {
    words: [
      'region',
      'state region',
      'state',
      'province',
      'city',
      'town',
      'territory',
      'location',
      'регион',
      'область',
      'край',
      'субъект рф',
      'федеральный округ',
      'город',
      'территория',
    ],
    not: words('country status lead deal страна'),
  },
  segment: {
    words: [
      'segment',
      'market segment',
      'business segment',
      'industry',
      'company size',
      'number of employees',
      'сегмент',
      'отрасль',
      'индустрия',
      'сфера деятельности',
      'вид деятельности',
      'размер компании',
    ],
  },
  expectedAmount: {
    words: [
      'expected',
      'ожидается',
      'expected amount',
      'deal value',
      'deal amount',
      'opportunity amount',
      'estimated value',
      'amount',
      'value',
      'budget',
      'potential',
      'ожидаемая сумма',
      'сумма сделки',
      'сумма',
      'бюджет',
      'бюджет сделки',
      'потенциал',
    ],
    not: words('currency валюта date дата confirmed available есть understood'),
  },
  origin: {
    words: [
      'who found it',
      'кто нашел',
      'origin',
      'lead origin',
      'brought by',
      'происхождение',
      'кто привел',
      'сторона',
    ],
  },
  note: {
    words: [
      'note',
      'notes',
      'comment',
      'comments',
      'message',
      'description',
      'remarks',
      'enquiry',
      'inquiry',
      'question',
      'примечание',
      'примечание 1',
      'комментарий',
      'комментарии',
      'заметка',
      'заметки',
      'сообщение',
      'текст обращения',
      'описание',
      'вопрос',
    ],
    not: words('date count by id дата количество source channel'),
  },
  'utm.source': { words: ['utm source', 'utmsource'] },
  'utm.medium': { words: ['utm medium', 'utmmedium'] },
  'utm.campaign': { words: ['utm campaign', 'utmcampaign'] },
  'utm.term': { words: ['utm term', 'utmterm'] },
  'utm.content': { words: ['utm content', 'utmcontent'] },
  createdAt: {
    words: [
      'came in on',
      'дата поступления',
      'created at',
      'created time',
      'created',
      'create date',
      'created date',
      'creation date',
      'date created',
      'lead created',
      'lead created at',
      'lead created time',
      'submitted at',
      'submission time',
      'submission date',
      'lead submission time',
      'lead submit time',
      'timestamp',
      'scan time',
      'scan date',
      'scanned at',
      'registration date',
      'registered at',
      'first contact date',
      'contact date',
      'lead date',
      'date added',
      'added',
      'date',
      'time',
      'дата создания',
      'дата и время создания',
      'время создания',
      'создан',
      'создано',
      'когда создан',
      'дата заявки',
      'дата обращения',
      'дата регистрации',
      'дата добавления',
      'дата первого контакта',
      'дата и время',
      'дата',
    ],
    not: words(
      'modified updated last birth close closed won lost expected by id deal next',
      'рождения изменения обновления закрытия активности кем сделки последнего следующего ожидаемая',
    ),
  },
  qualifiedAt: {
    words: [
      'qualified on',
      'qualified at',
      'qualified',
      'qualification date',
      'date qualified',
      'mql date',
      'became a marketing qualified lead date',
      'дата квалификации',
      'квалифицирован',
    ],
  },
  handedOffAt: {
    words: [
      'handed off on',
      'handed off at',
      'handed off',
      'handoff date',
      'sql date',
      'sent to sales',
      'became a sales qualified lead date',
      'дата передачи',
      'дата передачи в продажи',
      'передан в продажи',
      'передан',
    ],
  },
  dealAt: {
    words: [
      'deal opened on',
      'дата открытия сделки',
      'deal at',
      'deal date',
      'deal created',
      'deal created at',
      'opportunity created',
      'opportunity date',
      'became an opportunity date',
      'дата сделки',
      'дата создания сделки',
    ],
  },
  owner: {
    words: [
      'owner marketing',
      'ответственный маркетинг',
      'owner',
      'contact owner',
      'lead owner',
      'record owner',
      'marketing owner',
      'marketer',
      'scanned by',
      'captured by',
      'created by',
      'sdr id',
      'sdr',
      'ответственный',
      'ответственный маркетолог',
      'маркетолог',
      'кем создан',
      'кем создана',
      'кто создал',
    ],
    not: ['email', 'team', 'date', 'deal', 'sales', 'менеджер'],
  },
  grade: {
    words: [
      'grade',
      'rating',
      'lead rating',
      'lead grade',
      'temperature',
      'lead temperature',
      'lead quality',
      'quality',
      'interest level',
      'interest',
      'priority',
      'оценка',
      'температура',
      'категория лида',
      'качество лида',
      'качество',
      'рейтинг',
      'интерес',
    ],
  },
  needFormed: {
    words: ['need is formed', 'need formed', 'has need', 'need', 'потребность сформирована', 'потребность'],
  },
  valueUnderstood: {
    words: ['value is understood', 'value understood', 'ценность понята', 'понимает ценность'],
  },
  hasBudget: {
    words: [
      'has the budget',
      'has budget',
      'budget available',
      'budget confirmed',
      'есть бюджет',
      'бюджет есть',
    ],
  },
  readySoon: {
    words: [
      'ready to buy soon',
      'готов купить скоро',
      'ready soon',
      'ready to buy',
      'готов скоро',
      'готов купить',
      'готовность',
    ],
  },
  response: { words: ['response', 'reaction', 'call result', 'реакция', 'отклик', 'результат звонка'] },
}

const OUTCOMES: Partial<Record<Field, Names>> = {
  ...COMMON,
  outcome: {
    words: [
      'outcome',
      'status',
      'deal status',
      'result',
      'won lost',
      'deal stage',
      'stage',
      'итог',
      'исход',
      'результат',
      'статус',
      'статус сделки',
      'стадия',
      'стадия сделки',
      'этап сделки',
      'этап',
    ],
  },
  amount: {
    words: [
      'amount',
      'deal value',
      'deal amount',
      'value',
      'close value',
      'won amount',
      'contract value',
      'revenue',
      'price',
      'total',
      'сумма',
      'сумма сделки',
      'бюджет',
      'выручка',
      'стоимость',
    ],
    not: words('currency date weighted expected валюта дата ожидаемая'),
  },
  reason: {
    words: [
      'lost reason',
      'loss reason',
      'closed lost reason',
      'reason',
      'причина отказа',
      'причина проигрыша',
      'причина закрытия',
      'причина',
    ],
  },
}

const SPEND: Partial<Record<Field, Names>> = {
  channel: COMMON.channel,
  campaign: COMMON.campaign,
  untilMonth: { words: ['until month', 'to month', 'last month', 'по месяц'] },
  from: { words: ['from', 'from day', 'start date', 'с', 'с дня', 'начало', 'дата начала'] },
  to: {
    words: [
      'to',
      'to day',
      'until',
      'end date',
      'reporting ends',
      'по',
      'по день',
      'окончание',
      'дата окончания',
    ],
  },
  costKind: { words: ['actual or planned', 'cost kind', 'факт или план', 'план факт'] },
  splitBy: { words: ['shared by', 'split by', 'делится по'] },
  purpose: { words: ['what it is for', 'purpose', 'на что', 'назначение'] },
  side: { words: ['side', 'cost side', 'department', 'сторона', 'отдел'] },
  month: { words: ['month', 'period', 'date', 'месяц', 'период', 'дата'] },
  day: { words: ['day', 'date', 'reporting starts', 'reporting start', 'день', 'дата'] },
  amount: {
    words: [
      'amount spent',
      'spend',
      'cost',
      'amount',
      'total cost',
      'costs',
      'spent',
      'expense',
      'expenses',
      'расход',
      'расход всего',
      'расходы',
      'затраты',
      'потрачено',
      'сумма',
      'стоимость',
    ],
    not: words('per avg average cpc cpm cpa conv conversion за средняя цена currency limit лимит'),
  },
  reach: {
    words: ['reach', 'impressions', 'impr', 'views', 'охват', 'показы', 'просмотры'],
    not: ['per', 'rate', 'share', 'cost', 'доля', '%'],
  },
  responses: {
    words: [
      'responses',
      'clicks',
      'link clicks',
      'results',
      'leads',
      'отклики',
      'клики',
      'переходы',
      'заявки',
      'лиды',
    ],
    not: ['per', 'rate', 'cost', 'ctr', 'all', '%', 'стоимость', 'доля'],
  },
}

const NAMES: Record<ImportKind, Partial<Record<Field, Names>>> = {
  leads: LEADS,
  outcomes: OUTCOMES,
  spend: SPEND,
}

function words(...lists: string[]): string[] {
  return lists.flatMap((list) => list.split(' '))
}

// ── by what stands in it ────────────────────────────────────────────────────────────────────────────────────────────

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/u
const URL = /^(?:https?:\/\/)?(?:[\p{L}\p{N}-]+\.)+\p{L}{2,}(?:[/?#]\S*)?$/u
const PHONE = /^\+?[\d\s().\-–]{7,25}(?:\s*(?:ext|x|доб)\.?\s*\d+)?$/i
const DATE = /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})(?:[T\s,].*)?$/
const MONTH = /^(?:\d{4}[-/.]\d{1,2}|\d{1,2}[-/.]\d{4})$/
const NUMBER = /^[^\d\s]{0,4}\s?-?[\d\s.,'’ ]*\d[\d\s.,'’ ]*\s?[^\d]{0,5}$/u

/** Excel's apostrophe and Facebook's `p:` stand before numbers that are to stay text. */
const isPhone = (text: string) => {
  const number = text.replace(/^(?:'|p:|tel:)\s*/i, '')
  const digits = number.replaceAll(/\D/g, '').length
  return PHONE.test(number) && digits >= 7 && digits <= 15 && !DATE.test(number)
}

type Test = (text: string) => boolean
const DATE_TEST: Test = (text) => DATE.test(text)
const NUMBER_TEST: Test = (text) => NUMBER.test(text)
const closedTest =
  (field: ClosedField): Test =>
  (text) =>
    optionFor(field, text) !== null

/** What values of a field look like, where they look like something. */
const LOOKS: Partial<Record<Field, Test>> = {
  email: (text) => EMAIL.test(text),
  website: (text) => URL.test(text),
  phone: (text) => isPhone(text) || /^\d(?:[.,]\d+)?E\+?\d+$/i.test(text),
  createdAt: DATE_TEST,
  qualifiedAt: DATE_TEST,
  handedOffAt: DATE_TEST,
  acceptedAt: DATE_TEST,
  dealAt: DATE_TEST,
  wonAt: DATE_TEST,
  lostAt: DATE_TEST,
  day: DATE_TEST,
  from: DATE_TEST,
  to: DATE_TEST,
  month: (text) => MONTH.test(text) || DATE.test(text),
  amount: NUMBER_TEST,
  expectedAmount: NUMBER_TEST,
  reach: NUMBER_TEST,
  responses: NUMBER_TEST,
  origin: closedTest('origin'),
  grade: closedTest('grade'),
  needFormed: closedTest('needFormed'),
  valueUnderstood: closedTest('valueUnderstood'),
  hasBudget: closedTest('hasBudget'),
  readySoon: closedTest('readySoon'),
  response: closedTest('response'),
  outcome: closedTest('outcome'),
  side: closedTest('side'),
}

/** What says by itself what it is: how sure a whole column of it makes us. */
const SPEAKS: Partial<Record<Field, number>> = {
  email: 70,
  phone: 45,
  website: 40,
  grade: 40,
  outcome: 40,
  side: 45,
}

const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
let countries: ReadonlySet<string> | null = null

/** What countries are called in both languages. Made when first asked: some hundred names. */
function countryNames(): ReadonlySet<string> {
  if (countries) return countries
  const names = new Set(['usa', 'uk', 'uae', 'россия', 'рф', 'сша', 'великобритания', 'оаэ'])
  for (const locale of ['en', 'ru']) {
    const called = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' })
    for (const first of LETTERS)
      for (const second of LETTERS) names.add(folded(called.of(first + second) ?? ''))
  }
  names.delete('')
  countries = names
  return names
}

/** What the company has: its own names tell which column is which. */
type KnownNames = { channels: readonly string[] }

function shareOf(values: readonly string[], test: Test): number {
  return values.length === 0 ? 0 : values.filter(test).length / values.length
}

/** 0 to 100 by the column's name alone. */
function byName(name: string, { words, not = [] }: Names): number {
  const exact = words.indexOf(name)
  if (exact !== -1) return 100 - exact / 10
  const tokens = name.split(' ')
  if (tokens.some((token) => not.includes(token))) return 0
  let best = 0
  const padded = ` ${name} `
  for (const [place, word] of words.entries()) {
    if (word.length < 3 || !padded.includes(` ${word} `)) continue
    best = Math.max(best, 40 + (45 * word.length) / name.length - place / 10)
  }
  return best
}

const LEAST = 38

type Scored = { column: number; field: Field; score: number; by: Guess['by'] }

/** For each column what it is, or null. No field twice; where two columns want one, the better gets it. */
export function guessColumns(
  kind: ImportKind,
  columns: readonly ColumnSample[],
  known: KnownNames = { channels: [] },
): (Guess | null)[] {
  const names = columns.map(({ name }) => folded(name.replace(/ \(\d+\)$/, '')))
  const hasLastName = names.some((name) => byName(name, LEADS.lastName ?? { words: [] }) > 90)
  const scores: Scored[] = []
  for (const [column, { values: all }] of columns.entries()) {
    const name = names[column] ?? ''
    const values = all.map((value) => value.trim()).filter((value) => value !== '')
    for (const field of FIELDS[kind]) {
      if (name === 'имя' && (field === 'contactName' ? hasLastName : field === 'firstName' && !hasLastName))
        continue
      const scored = scoreOf(field, name, values, NAMES[kind][field], known)
      if (scored && scored.score >= LEAST) scores.push({ column, field, ...scored })
    }
  }
  scores.sort((a, b) => b.score - a.score || a.column - b.column)
  const guesses: (Guess | null)[] = columns.map(() => null)
  const taken = new Set<Field>()
  for (const { column, field, by } of scores) {
    if (guesses[column] || taken.has(field) || excluded(field, taken)) continue
    guesses[column] = { field, by }
    taken.add(field)
  }
  return guesses
}

/** What does not go together: a row has a month or a day, a whole name or its parts. */
function excluded(field: Field, taken: ReadonlySet<Field>): boolean {
  const times = {
    day: ['month', 'from', 'to'],
    month: ['day', 'from', 'to'],
    untilMonth: ['day', 'from', 'to'],
  }
  if (field === 'day' || field === 'month' || field === 'untilMonth')
    return times[field].some((other) => taken.has(other as Field))
  if (field === 'from' || field === 'to') return taken.has('day') || taken.has('month')
  if (field === 'contactName') return taken.has('firstName') || taken.has('lastName')
  if (field === 'firstName' || field === 'lastName') return taken.has('contactName')
  return false
}

function scoreOf(
  field: Field,
  name: string,
  values: readonly string[],
  names: Names | undefined,
  known: KnownNames,
): { score: number; by: Guess['by'] } | null {
  const named = names ? byName(name, names) : 0
  const looks = LOOKS[field]
  const share = looks ? shareOf(values, looks) : 0
  if (named > 0) {
    if (values.length > 0 && (looks ? share < 0.3 : isClearlyOther(field, values))) return null
    if (
      field === 'month' &&
      name !== 'month' &&
      name !== 'месяц' &&
      !values.some((value) => MONTH.test(value))
    )
      return { score: Math.min(named, 50), by: 'name' }
    const isClosedList = field === 'channel' && values.length > 0
    const bonus = looks ? 5 * share : isClosedList ? 5 * shareOf(values, isChannel(known)) : 0
    return { score: named + bonus, by: 'name' }
  }
  if (values.length === 0 || name.split(' ').some((token) => names?.not?.includes(token))) return null
  const speaks = SPEAKS[field]
  if (speaks !== undefined && share >= 0.7 && !(isClosed(field) && isOneLetter(values)))
    return { score: speaks * share, by: 'content' }
  if (field === 'country' && shareOf(values, (text) => countryNames().has(folded(text))) >= 0.7)
    return { score: 42, by: 'content' }
  if (field === 'channel' && shareOf(values, isChannel(known)) >= 0.6) return { score: 41, by: 'content' }
  return null
}

function isChannel({ channels }: KnownNames): Test {
  const ours = new Set(channels.map(folded))
  return (text) => ours.has(folded(text)) || isChannelWord(text)
}

/** A column of addresses is not of names, whatever it is called. */
function isClearlyOther(field: Field, values: readonly string[]): boolean {
  return field !== 'externalId' && shareOf(values, (text) => EMAIL.test(text)) >= 0.7 && !isPerson(field)
}

/** People are named by their address as well. */
function isPerson(field: Field): boolean {
  return field === 'owner' || field === 'assignee'
}

/** "A", "1" and "x" mean something only under a name. */
function isOneLetter(values: readonly string[]): boolean {
  return values.every((value) => value.length < 2)
}

// ── files of one source ─────────────────────────────────────────────────────────────────────────────────────────────

/**
 * By what a source is known again: its column names in any order and spelling. The last column of a file of rejected
 * rows, `error`, is ours and does not count.
 */
export function headerKey(header: readonly string[]): string {
  const own = header.at(-1) === 'error' ? header.slice(0, -1) : header
  const names = own.map(folded).sort()
  return createHash('sha256').update(names.join('\n')).digest('base64url')
}

/** What of a draft is said about every file of its source: not how this one happens to be encoded. */
export type Template = Pick<
  ImportDraft,
  | 'columns'
  | 'constants'
  | 'values'
  | 'dateFormat'
  | 'decimal'
  | 'matchBy'
  | 'onMatch'
  | 'identity'
  | 'createMissing'
>
