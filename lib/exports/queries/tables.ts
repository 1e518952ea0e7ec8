import type { Table } from '../table'
import { agendaTable } from './agenda'
import { campaignMonthsTable, campaignsTable } from './campaigns'
import { cohortsTable, timeToWinTable } from './cohorts'
import { costsTable } from './costs'
import { dealsTable } from './deals'
import { decisionsTable } from './decisions'
import { funnelTable } from './funnel'
import { handoffsTable } from './handoffs'
import { kpiMonthsTable, kpisTable } from './kpis'
import { leadsTable } from './leads'
import { moneyTable } from './money'
import { peopleTable } from './people'
import { planTable } from './plan'
import { pointLinesTable, pointsTable } from './points'
import { promisesTable, reasonsTable } from './promises'
import { calibrationTable, qualityTable, rejectionsTable } from './quality'
import { queueTable } from './queue'
import { waitingTable } from './waiting'

/**
 * Every table that can be taken along, by the name that its address has. A new screen with a table adds its sheet here:
 * it reads the screen's own address and calls the screen's own query, so file and screen cannot differ.
 */
export const TABLES = {
  funnel: funnelTable,
  leads: leadsTable,
  deals: dealsTable,
  queue: queueTable,
  handoffs: handoffsTable,
  waiting: waitingTable,
  kpis: kpisTable,
  kpiMonths: kpiMonthsTable,
  money: moneyTable,
  promises: promisesTable,
  reasons: reasonsTable,
  quality: qualityTable,
  calibration: calibrationTable,
  rejections: rejectionsTable,
  people: peopleTable,
  points: pointsTable,
  pointLines: pointLinesTable,
  campaigns: campaignsTable,
  campaignMonths: campaignMonthsTable,
  cohorts: cohortsTable,
  timeToWin: timeToWinTable,
  costs: costsTable,
  plan: planTable,
  agenda: agendaTable,
  decisions: decisionsTable,
} as const satisfies Record<string, Table>

export type TableId = keyof typeof TABLES
export const TABLE_IDS = Object.keys(TABLES) as [TableId, ...TableId[]]

export function tableOf(name: string): Table | null {
  return Object.hasOwn(TABLES, name) ? TABLES[name as TableId] : null
}
