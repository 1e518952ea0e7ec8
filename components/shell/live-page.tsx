import { getTranslations } from 'next-intl/server'
import type { Actor } from '@/lib/platform/actor'
import { LiveRefresh } from './live-refresh'

/** Put on a page, it keeps the page true to what colleagues do. `on` is what it shows: `lead:12`, or `deal` for any. */
export async function LivePage({
  actor,
  on,
  spread = 400,
}: {
  actor: Actor
  on: readonly string[]
  /** milliseconds over which many screens spread their asking: more for what is dear to count */
  spread?: number
}) {
  const t = await getTranslations('shell.live')
  return (
    <LiveRefresh
      on={on}
      me={actor.personId}
      spread={spread}
      words={{ changed: t('changed'), show: t('show') }}
    />
  )
}
