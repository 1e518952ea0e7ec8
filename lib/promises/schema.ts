import { z } from 'zod'
import { aPeriod, periodFields } from '@/lib/platform/period-choice'

/** GET /promises */
export const promisesQuery = aPeriod(z.strictObject(periodFields))
