import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { EmptyState } from '@/components/ui/empty-state'
import { PATH_HEADER } from '@/lib/platform/auth/session'
import { visitSharedLink } from '@/lib/platform/auth/shared-visit'

/** Why the link shows nothing: never made, over, or revoked. */
export default async function SharedLinkGone() {
  const path = (await headers()).get(PATH_HEADER) ?? ''
  const token = path.split('?')[0]?.split('/')[2] ?? ''
  const [t, { state }] = await Promise.all([getTranslations('sharing.gone'), visitSharedLink(token)])
  const why = state === 'open' ? 'unknown' : state
  return (
    <EmptyState level={1} title={t(why)}>
      {t(`${why}Text`)}
    </EmptyState>
  )
}
