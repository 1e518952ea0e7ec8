import type { Endpoint, Handler } from '@/lib/platform/http/route'
import * as absence from './absences/[id]/route'
import * as absences from './absences/route'
import * as agreementVersion from './agreements/[kind]/[version]/route'
import * as agreementDraft from './agreements/[kind]/draft/route'
import * as signAgreement from './agreements/[kind]/draft/sign/route'
import * as unsignAgreement from './agreements/[kind]/draft/unsign/route'
import * as withdrawAgreement from './agreements/[kind]/draft/withdraw/route'
import * as agreementInForce from './agreements/[kind]/in-force/route'
import * as agreements from './agreements/route'
import * as bulkRunLeads from './bulk/[id]/leads/route'
import * as bulkRetry from './bulk/[id]/retry/route'
import * as bulkRun from './bulk/[id]/route'
import * as bulkStop from './bulk/[id]/stop/route'
import * as bulkUndo from './bulk/[id]/undo/route'
import * as bulk from './bulk/route'
import * as holidays from './calendars/[id]/holidays/route'
import * as calendar from './calendars/[id]/route'
import * as calendars from './calendars/route'
import * as campaignPerformance from './campaigns/[id]/performance/route'
import * as campaignsPerformance from './campaigns/performance/route'
import * as channels from './channels/route'
import * as contestPosition from './contests/[id]/position/route'
import * as contest from './contests/[id]/route'
import * as contestRuling from './contests/[id]/ruling/route'
import * as contests from './contests/route'
import * as cost from './costs/[id]/route'
import * as costs from './costs/route'
import * as lose from './deals/[id]/lose/route'
import * as deal from './deals/[id]/route'
import * as win from './deals/[id]/win/route'
import * as deals from './deals/route'
import * as carryDecision from './decisions/[id]/carry/route'
import * as decision from './decisions/[id]/route'
import * as decisionState from './decisions/[id]/state/route'
import * as decisions from './decisions/route'
import * as duplicates from './duplicates/route'
import * as exportedTable from './exports/[table]/route'
import * as archiveForm from './forms/[id]/archive/route'
import * as restoreForm from './forms/[id]/restore/route'
import * as webForm from './forms/[id]/route'
import * as discardSubmission from './forms/held/[id]/discard/route'
import * as releaseSubmission from './forms/held/[id]/release/route'
import * as heldSubmissions from './forms/held/route'
import * as webForms from './forms/route'
import * as cohorts from './funnel/cohorts/route'
import * as funnel from './funnel/route'
import * as timeToWin from './funnel/time-to-win/route'
import * as accept from './handoffs/[id]/accept/route'
import * as answer from './handoffs/[id]/answer/route'
import * as ask from './handoffs/[id]/ask/route'
import * as contestRejection from './handoffs/[id]/contest/route'
import * as reassign from './handoffs/[id]/reassign/route'
import * as reject from './handoffs/[id]/reject/route'
import * as handoff from './handoffs/[id]/route'
import * as undo from './handoffs/[id]/undo/route'
import * as next from './handoffs/next/route'
import * as handoffs from './handoffs/route'
import * as health from './health/route'
import * as keptByUndo from './imports/[id]/kept/route'
import * as importPreview from './imports/[id]/preview/route'
import * as rejectedRows from './imports/[id]/rejected.csv/route'
import * as resumeImport from './imports/[id]/resume/route'
import * as importRun from './imports/[id]/route'
import * as stopImport from './imports/[id]/stop/route'
import * as undoImport from './imports/[id]/undo/route'
import * as importRuns from './imports/route'
import * as kpis from './kpis/route'
import * as activities from './leads/[id]/activities/route'
import * as openDeal from './leads/[id]/deal/route'
import * as different from './leads/[id]/different/route'
import * as disqualify from './leads/[id]/disqualify/route'
import * as handOff from './leads/[id]/handoff/route'
import * as history from './leads/[id]/history/route'
import * as mergeLeads from './leads/[id]/merge/route'
import * as nurture from './leads/[id]/nurture/route'
import * as nurturePlan from './leads/[id]/nurture-plan/route'
import * as qualification from './leads/[id]/qualification/route'
import * as reopen from './leads/[id]/reopen/route'
import * as lead from './leads/[id]/route'
import * as take from './leads/[id]/take/route'
import * as touches from './leads/[id]/touches/route'
import * as leads from './leads/route'
import * as closeMeeting from './meetings/[id]/close/route'
import * as meetingDecisions from './meetings/[id]/decisions/route'
import * as meeting from './meetings/[id]/route'
import * as meetings from './meetings/route'
import * as undoMerge from './merges/[id]/undo/route'
import * as metrics from './metrics/route'
import * as readNotice from './notices/[id]/read/route'
import * as noticePreferences from './notices/preferences/route'
import * as readAllNotices from './notices/read-all/route'
import * as notices from './notices/route'
import * as nurtureAttach from './nurture/attach/route'
import * as attachmentLeads from './nurture/attachments/[id]/leads/route'
import * as nurtureAttachment from './nurture/attachments/[id]/route'
import * as nurtureBoard from './nurture/board/route'
import * as nurtureReturns from './nurture/returns/route'
import * as stepDone from './nurture/steps/[id]/done/route'
import * as stepSkip from './nurture/steps/[id]/skip/route'
import * as nurtureSteps from './nurture/steps/route'
import * as archivePlan from './nurture-plans/[id]/archive/route'
import * as restorePlan from './nurture-plans/[id]/restore/route'
import * as plan from './nurture-plans/[id]/route'
import * as plans from './nurture-plans/route'
import * as personPerformance from './performance/[id]/route'
import * as performance from './performance/route'
import * as points from './points/[side]/route'
import * as promises from './promises/route'
import * as calibration from './quality/calibration/route'
import * as quality from './quality/route'
import * as rejectionReasons from './rejection-reasons/route'
import * as rejections from './rejections/route'
import * as summaryReport from './reports/summary/route'
import * as routingCapacity from './routing/capacity/route'
import * as routingDryRun from './routing/dry-run/route'
import * as routingRuleMove from './routing/rules/[id]/move/route'
import * as routingRule from './routing/rules/[id]/route'
import * as routingRules from './routing/rules/route'
import * as unrouted from './routing/unrouted/route'
import * as sharedLink from './shared-links/[id]/route'
import * as sharedLinks from './shared-links/route'
import * as spend from './spend/route'
import * as agreeToTarget from './targets/[id]/agree/route'
import * as targets from './targets/route'
import * as team from './teams/[id]/route'
import * as teams from './teams/route'
import * as view from './views/[id]/route'
import * as viewDefaults from './views/defaults/route'
import * as viewOrder from './views/order/route'
import * as views from './views/route'
import * as webhookResend from './webhook-deliveries/[id]/resend/route'
import * as webhookDeliveries from './webhooks/[id]/deliveries/route'
import * as webhookPause from './webhooks/[id]/pause/route'
import * as webhookResume from './webhooks/[id]/resume/route'
import * as webhook from './webhooks/[id]/route'
import * as webhookSecret from './webhooks/[id]/secret/route'
import * as webhookTest from './webhooks/[id]/test/route'
import * as webhooks from './webhooks/route'

/** Every route file of the API; tests/integration/api-document.test.ts holds that none is forgotten. */
const MODULES = [
  leads,
  lead,
  history,
  touches,
  activities,
  qualification,
  handOff,
  nurture,
  disqualify,
  reopen,
  take,
  openDeal,
  mergeLeads,
  different,
  duplicates,
  undoMerge,
  handoffs,
  handoff,
  accept,
  reject,
  ask,
  answer,
  contestRejection,
  contests,
  contest,
  contestPosition,
  contestRuling,
  meetings,
  meeting,
  closeMeeting,
  meetingDecisions,
  decisions,
  decision,
  decisionState,
  carryDecision,
  summaryReport,
  undo,
  reassign,
  next,
  deals,
  deal,
  win,
  lose,
  agreements,
  agreementInForce,
  agreementVersion,
  agreementDraft,
  signAgreement,
  unsignAgreement,
  withdrawAgreement,
  channels,
  rejectionReasons,
  plans,
  plan,
  archivePlan,
  restorePlan,
  nurturePlan,
  nurtureAttach,
  nurtureAttachment,
  attachmentLeads,
  nurtureBoard,
  nurtureSteps,
  stepDone,
  stepSkip,
  nurtureReturns,
  views,
  view,
  viewOrder,
  viewDefaults,
  bulk,
  bulkRun,
  bulkRunLeads,
  bulkStop,
  bulkRetry,
  bulkUndo,
  calendars,
  calendar,
  holidays,
  absences,
  absence,
  importRuns,
  importRun,
  importPreview,
  stopImport,
  resumeImport,
  undoImport,
  keptByUndo,
  rejectedRows,
  webForms,
  webForm,
  archiveForm,
  restoreForm,
  heldSubmissions,
  releaseSubmission,
  discardSubmission,
  notices,
  readNotice,
  readAllNotices,
  noticePreferences,
  routingRules,
  routingRule,
  routingRuleMove,
  routingDryRun,
  unrouted,
  routingCapacity,
  teams,
  team,
  spend,
  costs,
  cost,
  campaignsPerformance,
  campaignPerformance,
  funnel,
  cohorts,
  timeToWin,
  kpis,
  metrics,
  targets,
  agreeToTarget,
  promises,
  quality,
  calibration,
  rejections,
  performance,
  personPerformance,
  points,
  exportedTable,
  sharedLinks,
  sharedLink,
  webhooks,
  webhook,
  webhookPause,
  webhookResume,
  webhookSecret,
  webhookTest,
  webhookDeliveries,
  webhookResend,
  health,
]

export const endpoints: Endpoint[] = MODULES.flatMap((module) =>
  Object.values(module as Record<string, unknown>).flatMap((member) => {
    const { endpoint } = (typeof member === 'function' ? member : {}) as Partial<Handler>
    return endpoint ? [endpoint] : []
  }),
).filter((endpoint, index, all) => all.indexOf(endpoint) === index)
