import type { getTranslations } from 'next-intl/server'
import type { RunAction } from '@/lib/bulk/schema'

/** What a run does, in words: "Hand off 37 leads". */
export function runTitle(
  t: Awaited<ReturnType<typeof getTranslations<'bulk'>>>,
  { action, total: count }: { action: RunAction; total: number },
): string {
  const fields = action.type === 'edit' ? Object.keys(action.patch) : []
  const owner = fields.length === 1 && fields[0] === 'owner'
  return t(`title.${owner ? 'owner' : action.type}`, { count })
}
