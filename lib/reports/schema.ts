import { z } from 'zod'
import { aPeriod, periodFields } from '@/lib/platform/period-choice'

/** GET /reports/summary */
export const summaryQuery = aPeriod(z.strictObject(periodFields))
