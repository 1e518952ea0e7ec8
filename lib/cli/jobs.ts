import { bulkRunJob, resumeBulkRunsJob } from '@/lib/bulk/jobs'
import { forgetVisitorsJob } from '@/lib/forms/jobs'
import { escalateContestsJob, handoffAlarmsJob } from '@/lib/handoffs/jobs'
import {
  checkImportJob,
  countValuesJob,
  forgetFilesJob,
  resumeImportsJob,
  runImportJob,
  undoImportJob,
} from '@/lib/imports/jobs'
import { lookAlikesJob } from '@/lib/leads/jobs'
import { decisionsDueJob } from '@/lib/meetings/jobs'
import { forgetNoticesJob, lettersJob } from '@/lib/notices/jobs'
import { nurtureJob, runPlanJob } from '@/lib/nurture/jobs'
import { invitationLetterJob, resetLetterJob } from '@/lib/people/jobs'
import { forgetAnswersJob } from '@/lib/platform/http/jobs'
import type { Job } from '@/lib/platform/jobs/queue'
import { weeklyLettersJob } from '@/lib/promises/jobs'
import { summaryLettersJob } from '@/lib/reports/jobs'
import { foldJob } from '@/lib/rollups/jobs'
import { forgetDeliveriesJob, webhookListener, webhooksJob } from '@/lib/webhooks/jobs'

/** Every background job of the product. A domain's `jobs.ts` defines it; here the worker learns of it. */
export const jobs: Job[] = [
  invitationLetterJob,
  resetLetterJob,
  lettersJob,
  forgetNoticesJob,
  handoffAlarmsJob,
  escalateContestsJob,
  weeklyLettersJob,
  decisionsDueJob,
  summaryLettersJob,
  nurtureJob,
  runPlanJob,
  countValuesJob,
  runImportJob,
  checkImportJob,
  undoImportJob,
  resumeImportsJob,
  forgetFilesJob,
  foldJob,
  lookAlikesJob,
  forgetAnswersJob,
  webhooksJob,
  forgetDeliveriesJob,
  forgetVisitorsJob,
  bulkRunJob,
  resumeBulkRunsJob,
]

/** What should begin within a second of being said in the database. */
export const listeners = [webhookListener]
