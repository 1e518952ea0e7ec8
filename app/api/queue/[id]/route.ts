import { getTranslations } from 'next-intl/server'
import { isPaused } from '@/lib/handoffs/clock'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { handoffById } from '@/lib/handoffs/queries/list'
import { currentActor } from '@/lib/platform/auth/session'
import { idInput } from '@/lib/platform/input'

/** What became of a handoff that an open queue shows, in a few words. Session only; programs use /api/v1/handoffs/{id}. */
export async function GET(_: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return Response.json({}, { status: 401, headers: PRIVATE })
  const id = idInput.safeParse((await params).id)
  const handoff = id.success ? await handoffById(actor, id.data) : undefined
  if (!handoff) return Response.json({}, { status: 404, headers: PRIVATE })
  return Response.json(
    { said: await wordsOf(handoff), offeredById: handoff.offeredBy.id },
    { headers: PRIVATE },
  )
}

const PRIVATE = { 'Cache-Control': 'private, no-store' }

async function wordsOf(handoff: HandoffView): Promise<string> {
  const t = await getTranslations('handoffs.live')
  const { decidedBy, askedBy, answeredBy, assignee } = handoff
  if (decidedBy && handoff.state !== 'pending') return t(handoff.state, { name: decidedBy.name })
  if (isPaused(handoff) && askedBy) return t('asked', { name: askedBy.name })
  if (assignee) return t('with', { name: assignee.name })
  return answeredBy ? t('answered', { name: answeredBy.name }) : t('everyone')
}
