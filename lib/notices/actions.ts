'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { action, openAction } from '@/lib/platform/http/action'
import { saveNoticePreferences, stopLetters } from './commands/preferences'
import { readAllNotices, readNotice } from './commands/read'
import { noInput, noticePreferences, oneNotice, stopInput } from './schema'

export const readOne = action(oneNotice, readNotice, () => {
  revalidatePath('/', 'layout')
  return {}
})

export const readAll = action(noInput, readAllNotices, async () => {
  revalidatePath('/', 'layout')
  const t = await getTranslations('notices')
  return { message: t('readAllDone') }
})

export const saveNoticeWishes = action(noticePreferences, saveNoticePreferences, async () => {
  revalidatePath('/settings/profile')
  const t = await getTranslations('notices')
  return { message: t('settings.saved') }
})

export const stopTheseLetters = openAction(stopInput, stopLetters, async () => {
  const t = await getTranslations('notices')
  return { message: t('unsubscribe.done') }
})
