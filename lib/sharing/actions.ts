'use server'

import { revalidatePath } from 'next/cache'
import { headers } from 'next/headers'
import { getTranslations } from 'next-intl/server'
import { usesHttps } from '@/lib/platform/auth/cookies'
import { action } from '@/lib/platform/http/action'
import { createSharedLink, revokeSharedLink } from './commands'
import { newSharedLinkForm, sharedLinkId } from './schema'

export const shareScreen = action(newSharedLinkForm, createSharedLink, async ({ id, token }) => {
  revalidatePath('/settings/shared-links')
  // By the address under which this browser reaches Baton, or by the one that is set.
  const base = process.env.BATON_URL ?? `${usesHttps() ? 'https' : 'http'}://${(await headers()).get('host')}`
  return { id, reveal: new URL(`/shared/${token}`, base).toString() }
})

export const revokeLink = action(sharedLinkId, revokeSharedLink, async () => {
  revalidatePath('/settings/shared-links')
  return { message: (await getTranslations('sharing'))('revoked') }
})
