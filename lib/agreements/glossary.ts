/** A word in both languages; where one is empty, the other is shown. */
export type Bilingual = { en: string; ru: string }

export type GlossaryTerm = {
  /** what the interface knows the term by; never changes */
  id: string
  word: Bilingual
  meaning: Bilingual
}

export type GlossaryTerms = { terms: GlossaryTerm[] }

/** The terms that the interface itself uses; a glossary may reword them, but not do without them. */
export const TERM_IDS = [
  'lead',
  'origin',
  'channel',
  'reach',
  'response',
  'grade',
  'hot',
  'warm',
  'cold',
  'qualified',
  'sales_ready',
  'handoff',
  'pending',
  'overdue',
  'accepted',
  'rejected',
  'contest',
  'touch',
  'activity',
  'nurture',
  'buying_centre',
  'buying_stage',
  'deal',
  'cohort',
  'period',
] as const
export type TermId = (typeof TERM_IDS)[number]

const WORDS: Record<TermId, [en: string, ru: string, meaningEn: string, meaningRu: string]> = {
  lead: [
    'Lead',
    'Лид',
    'A person at a company who showed interest, or whom we approached.',
    'Человек в компании, который проявил интерес или к которому обратились мы.',
  ],
  origin: [
    'Origin',
    'Происхождение',
    'Who found the lead: marketing brought it, or sales found it.',
    'Кто нашёл лид: привёл маркетинг или нашли продажи.',
  ],
  channel: [
    'Channel, campaign',
    'Канал, кампания',
    'Where a lead came from. A channel (paid search, a trade show, a referral) has campaigns; both have costs and reach.',
    'Откуда пришёл лид. В канале (реклама в поиске, выставка, рекомендации) бывают кампании; у обоих есть расходы и охват.',
  ],
  reach: ['Reach', 'Охват', 'How many people a campaign was shown to.', 'Сколько людей увидели кампанию.'],
  response: [
    'Response',
    'Отклик',
    'Somebody reacted to a campaign: clicked, wrote, called. A response becomes a lead when we know who it is.',
    'Человек откликнулся на кампанию: перешёл, написал, позвонил. Отклик становится лидом, когда мы знаем, кто это.',
  ],
  grade: [
    'Grade',
    'Оценка',
    'Hot, warm or cold, computed from the answers of the qualification. A marketer may set another one and then says why.',
    'Горячий, тёплый или холодный: считается по ответам квалификации. Маркетолог может поставить другую оценку, но пишет почему.',
  ],
  hot: [
    'Hot',
    'Горячий',
    'The need is formed, the value is understood, they have the money, they are ready to buy soon, and they are engaged.',
    'Потребность сформирована, ценность понятна, деньги есть, готовы купить скоро и вовлечены в разговор.',
  ],
  warm: [
    'Warm',
    'Тёплый',
    'The need is formed, but it is not hot: typically they cannot buy soon.',
    'Потребность сформирована, но до горячего чего-то не хватает: чаще всего нет возможности купить скоро.',
  ],
  cold: [
    'Cold',
    'Холодный',
    'Everything else: they do not understand what it is about, do not answer, or ask to be left alone.',
    'Всё остальное: не понимают, о чём речь, не отвечают или просят не беспокоить.',
  ],
  qualified: [
    'Qualified',
    'Квалифицирован',
    'Marketing has asked the five questions and graded the lead by the answers.',
    'Маркетинг задал пять вопросов и оценил лид по ответам.',
  ],
  sales_ready: [
    'Sales-ready definition',
    'Определение готового лида',
    'The versioned rule, signed by both heads, that says which leads sales has agreed to take and what each side owes the other.',
    'Правило с версиями, подписанное главами обеих сторон: какие лиды продажи согласились брать и что каждая сторона должна другой.',
  ],
  handoff: [
    'Handoff',
    'Передача',
    'Marketing offers a lead to sales: a record of its own, with a round number, a due time and a verdict.',
    'Маркетинг предлагает лид продажам: отдельная запись с номером раунда, сроком и решением.',
  ],
  pending: [
    'Pending',
    'Ждёт решения',
    'A handoff that sales has neither accepted nor rejected yet.',
    'Передача, которую продажи ещё не приняли и не отклонили.',
  ],
  overdue: [
    'Overdue',
    'Просрочена',
    'A pending handoff whose clock ran out. The clock runs in working hours and stands while marketing owes an answer.',
    'Передача без решения, у которой вышел срок. Часы идут в рабочее время и стоят, пока маркетинг должен ответ.',
  ],
  accepted: [
    'Accepted',
    'Принят',
    'A rep took the lead and works it.',
    'Продавец взял лид и работает с ним.',
  ],
  rejected: [
    'Rejected',
    'Отклонён',
    'Sales handed the lead back with a reason from the agreed list. The reason says what becomes of the lead.',
    'Продажи вернули лид с причиной из общего списка. Причина определяет, что будет с лидом дальше.',
  ],
  contest: [
    'Contested rejection',
    'Спор об отказе',
    'Marketing may contest a rejection once. The two heads look at it, and where they differ an executive settles it.',
    'Маркетинг может один раз оспорить отказ. Его смотрят главы обеих сторон, а если они не согласны, решает руководитель компании.',
  ],
  touch: [
    'Touch',
    'Касание',
    'Something the lead did: a visit, a download, a price request, a demo request, a repeat enquiry.',
    'То, что сделал лид: зашёл на сайт, скачал материал, запросил цену или демонстрацию, обратился снова.',
  ],
  activity: [
    'Activity',
    'Действие',
    'Something we did: a call, an e-mail, a meeting, a note, a task.',
    'То, что сделали мы: звонок, письмо, встреча, заметка, задача.',
  ],
  nurture: [
    'Nurture',
    'Прогрев',
    'Unripe or rejected leads that marketing keeps warm, each with a wake-up date and a next step.',
    'Незрелые или отклонённые лиды, с которыми маркетинг поддерживает связь: у каждого есть дата пробуждения и следующий шаг.',
  ],
  buying_centre: [
    'Buying centre',
    'Закупочный центр',
    "The people at the lead's company who decide: decision maker, economic buyer, influencer, user, gatekeeper; with their motives.",
    'Люди в компании лида, от которых зависит решение: кто решает, кто платит, кто влияет, кто пользуется, кто не пускает; и их мотивы.',
  ],
  buying_stage: [
    'Buying stage',
    'Стадия покупки',
    'Where the customer is in their own cycle: problem aware, exploring, comparing, deciding, bought, using.',
    'Где клиент в своём цикле: осознал проблему, изучает, сравнивает, решает, купил, пользуется.',
  ],
  deal: [
    'Deal',
    'Сделка',
    'The opportunity that sales opened from an accepted lead: open, won or lost.',
    'Возможность продажи, которую продажи открыли из принятого лида: открыта, выиграна или проиграна.',
  ],
  cohort: [
    'Cohort',
    'Когорта',
    'Leads created in the period, and how many of them have reached each stage by now.',
    'Лиды, появившиеся за период, и сколько из них к этому моменту дошли до каждого этапа.',
  ],
  period: [
    'Period',
    'Период',
    'What happened in the period, whenever the lead was created. Its ratios can exceed 100 %.',
    'Что произошло за период, когда бы ни появился лид. Отношения могут быть больше 100 %.',
  ],
}

/** Version 1: the words of the contract that Baton is built to. Nobody has signed it. */
export const DEFAULT_GLOSSARY: GlossaryTerms = {
  terms: TERM_IDS.map((id) => {
    const [en, ru, meaningEn, meaningRu] = WORDS[id]
    return { id, word: { en, ru }, meaning: { en: meaningEn, ru: meaningRu } }
  }),
}

/** What to show in a language: its own words, else those of the other. */
export function inLanguage(words: Bilingual, locale: 'en' | 'ru'): string {
  return words[locale] || words[locale === 'en' ? 'ru' : 'en']
}
