'use server'

import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { action } from '@/lib/platform/http/action'
import {
  changeWebhook,
  createWebhook,
  deleteWebhook,
  pauseWebhook,
  renewSecret,
  resendDelivery,
  testWebhook,
} from './commands/webhooks'
import { newWebhookForm, oneDelivery, oneWebhook, pauseInput, webhookForm } from './schema'

const words = () => getTranslations('webhooks')

function refresh(): void {
  revalidatePath('/settings/webhooks', 'layout')
}

export const addWebhook = action(newWebhookForm, createWebhook, ({ id, secret }) => {
  refresh()
  return { id, reveal: secret }
})

export const saveWebhook = action(webhookForm, changeWebhook, async () => {
  refresh()
  return { message: (await words())('saved') }
})

export const switchWebhook = action(pauseInput, pauseWebhook, async ({ pausedAt }) => {
  refresh()
  return { message: (await words())(pausedAt ? 'pausedDone' : 'resumed') }
})

export const makeNewSecret = action(oneWebhook, renewSecret, ({ secret }) => {
  refresh()
  return { reveal: secret }
})

export const tryWebhook = action(oneWebhook, testWebhook, async () => {
  refresh()
  return { message: (await words())('tested') }
})

export const sendAgain = action(oneDelivery, resendDelivery, async () => {
  refresh()
  return { message: (await words())('resent') }
})

export const dropWebhook = action(oneWebhook, deleteWebhook, () => {
  refresh()
  redirect('/settings/webhooks')
})
