import { getTranslations } from 'next-intl/server'
import type { ImportStep } from '@/lib/imports/draft'
import type { ImportKind } from '@/lib/imports/mapping'

/** What the steps are called: outcomes and costs have no duplicates, their last step only sums up. */
export async function stepNames(): Promise<(kind: ImportKind, step: ImportStep) => string> {
  const t = await getTranslations('imports.wizard')
  return (kind, step) => t(step === 'duplicates' && kind !== 'leads' ? 'summary' : step)
}
