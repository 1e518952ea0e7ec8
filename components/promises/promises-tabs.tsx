import { getTranslations } from 'next-intl/server'
import { Tabs } from '@/components/ui/tabs'
import { countContestsWaitingFor } from '@/lib/handoffs/queries/contests'
import type { Actor } from '@/lib/platform/actor'

/** What both sides owe each other, and what they differ about. */
export async function PromisesTabs({ actor, current }: { actor: Actor; current: 'promises' | 'contests' }) {
  const [t, waiting] = await Promise.all([getTranslations(), countContestsWaitingFor(actor)])
  return (
    <Tabs
      label={t('promises.pages')}
      tabs={[
        { href: '/promises', label: t('promises.title'), current: current === 'promises' },
        {
          href: '/contests',
          label: t('handoffs.contest.title'),
          count: waiting === 0 ? undefined : waiting,
          current: current === 'contests',
        },
      ]}
    />
  )
}
