import { getTranslations } from 'next-intl/server'
import { unreadCount } from '@/lib/notices/queries'
import { currentActor } from '@/lib/platform/auth/session'

const PRIVATE = { 'Cache-Control': 'private, no-store' }

/** What the bell says. Session only; other programs use /api/v1/notices. */
export async function GET(): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return Response.json({ data: [] }, { status: 401, headers: PRIVATE })
  const [t, count] = await Promise.all([getTranslations('notices'), unreadCount(actor)])
  return Response.json({ data: [{ count, label: t('bell', { count }) }] }, { headers: PRIVATE })
}
