import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { KeyHint } from '@/components/handoffs/accept-form'
import { Badge, type Tone } from '@/components/ui/badge'
import { Unfolding } from '@/components/ui/unfolding'
import { contestableUntil } from '@/lib/handoffs/contest'
import { canContest } from '@/lib/handoffs/policy'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { ContestForm } from './contest-form'

const tones: Record<'open' | 'uphold' | 'overturn', Tone> = {
  open: 'accent',
  uphold: 'neutral',
  overturn: 'warn',
}

type Rejection = Pick<HandoffView, 'id' | 'state' | 'decidedAt' | 'offeredBy' | 'contest'>

/** Whether a rejection was contested, and what came of it; a link to the exchange. */
export async function ContestMark({ contest }: { contest: NonNullable<HandoffView['contest']> }) {
  const t = await getTranslations('handoffs.contest')
  const state = contest.outcome ?? 'open'
  return (
    <p className="flex flex-wrap items-center gap-2">
      <Badge tone={tones[state]}>{t(`state.${state}`)}</Badge>
      <Link
        href={`/contests/${contest.id}`}
        prefetch={false}
        className="text-sm text-accent-ink hover:underline pointer-coarse:py-2"
      >
        {t('see')}
      </Link>
    </p>
  )
}

/** The button that contests a rejection, for who may and while they may; else nothing. */
export async function ContestButton({
  handoff,
  actor,
  unfold = 'down',
}: {
  handoff: Rejection
  actor: Actor
  unfold?: 'up' | 'down'
}) {
  if (handoff.state !== 'rejected' || handoff.contest || !handoff.decidedAt) return null
  if (!canContest(actor, { offeredById: handoff.offeredBy.id })) return null
  const { timeZone } = await getOrganisation(actor)
  const until = contestableUntil(handoff.decidedAt, timeZone)
  if (actor.at >= until) return null
  const [t, format] = await Promise.all([getTranslations('handoffs.contest'), pageFormat()])
  return (
    <Unfolding
      label={
        <>
          {t('do')} <KeyHint name="T" />
        </>
      }
      group={`returned-${handoff.id}`}
      hotkey="t"
      unfold={unfold}
    >
      <ContestForm handoffId={handoff.id} until={until} actor={actor} format={format} />
    </Unfolding>
  )
}
