import type { Bilingual } from './glossary'

/** Whose columns the matrix has, in this order. */
export const MATRIX_ROLES = ['marketer', 'head_of_marketing', 'rep', 'head_of_sales', 'executive'] as const
export type MatrixRole = (typeof MATRIX_ROLES)[number]

/** Responsible (does it), accountable (answers for it), both, consulted, informed, or nothing. */
export const DUTIES = ['', 'R', 'A', 'AR', 'C', 'I'] as const
export type Duty = (typeof DUTIES)[number]

export type MatrixStep = { id: string; name: Bilingual; duties: Record<MatrixRole, Duty> }

export type ResponsibilityTerms = { steps: MatrixStep[] }

type Row = [id: string, en: string, ru: string, duties: string]

/** Duties in the order of MATRIX_ROLES; "-" is nothing. */
const ROWS: Row[] = [
  ['enter', 'Enter a lead with its channel', 'Завести лид и указать канал', 'R A I - -'],
  ['qualify', 'Ask the five questions and grade', 'Задать пять вопросов и оценить', 'R A - I -'],
  ['hand_off', 'Hand a sales-ready lead off', 'Передать готовый лид', 'R A I I -'],
  [
    'decide',
    'Accept or reject within the promised time',
    'Принять или отклонить в обещанный срок',
    'I I R A -',
  ],
  ['ask', 'Ask for what is missing', 'Спросить, чего не хватает', 'I - R A -'],
  ['answer', "Answer sales' question in time", 'Вовремя ответить на вопрос продаж', 'R A I - -'],
  ['reject', 'Give an honest reason with a rejection', 'Указать честную причину отказа', 'I C R A -'],
  ['contest', 'Contest a rejection with facts', 'Оспорить отказ фактами', 'R A C C I'],
  ['settle', 'Settle what the heads differ on', 'Решить спор глав', 'I C I C AR'],
  ['nurture', 'Keep unripe leads warm', 'Прогревать незрелые лиды', 'R A I - -'],
  ['wake', 'Qualify a lead again that woke up', 'Заново квалифицировать проснувшийся лид', 'R A I - -'],
  ['deal', 'Open a deal and work it', 'Открыть сделку и вести её', 'I - R A I'],
  ['outcome', 'Report won and lost with the reason', 'Отметить выигрыш или проигрыш и причину', 'I I R A I'],
  [
    'agree',
    'Write and sign what both sides owe',
    'Составить и подписать договорённости сторон',
    'C AR C AR I',
  ],
  ['numbers', 'Look at the shared funnel every week', 'Каждую неделю смотреть общую воронку', 'I R I R A'],
]

/** Version 1: who does what in the life of a lead, as a company starts. Nobody has signed it. */
export const DEFAULT_RESPONSIBILITIES: ResponsibilityTerms = {
  steps: ROWS.map(([id, en, ru, duties]) => {
    const given = duties.split(' ')
    return {
      id,
      name: { en, ru },
      duties: Object.fromEntries(
        MATRIX_ROLES.map((role, index) => [role, (given[index] ?? '-').replace('-', '') as Duty]),
      ) as Record<MatrixRole, Duty>,
    }
  }),
}

/** What is wrong with a step: somebody must do it, and somebody must answer for it. */
export function missingDuty(duties: Record<MatrixRole, Duty>): 'R' | 'A' | null {
  const given = Object.values(duties)
  if (!given.some((duty) => duty.includes('A'))) return 'A'
  if (!given.some((duty) => duty.includes('R'))) return 'R'
  return null
}
