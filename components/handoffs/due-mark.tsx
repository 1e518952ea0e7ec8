import { getTranslations } from 'next-intl/server'
import type { Formatter } from '@/lib/platform/i18n/format'
import { dueOf } from './due'
import { DueLook } from './due-look'

/** How long until the verdict is owed, or since: a shape, a word and a time. `side` marketing counts to the answer instead. */
export async function DueMark({
  handoff,
  format,
  side = 'sales',
  className,
}: {
  handoff: Parameters<typeof dueOf>[0]
  format: Formatter
  side?: 'sales' | 'marketing'
  className?: string
}) {
  const t = await getTranslations('handoffs.due')
  return <DueLook due={dueOf(handoff, side, t, format)} className={className} />
}
