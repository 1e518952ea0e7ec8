'use server'

import { revalidatePath } from 'next/cache'
import { getTranslations } from 'next-intl/server'
import { action, callAction } from '@/lib/platform/http/action'
import {
  archiveCampaign,
  archiveChannel,
  createCampaign,
  createChannel,
  renameCampaign,
  renameChannel,
  restoreCampaign,
  restoreChannel,
} from './commands'
import {
  campaignIdInput,
  channelIdInput,
  createCampaignInput,
  createChannelInput,
  renameCampaignInput,
  renameChannelInput,
} from './schema'

async function done(
  key: 'archivedDone' | 'restoredDone' | 'created' | 'renamed',
  name = '',
): Promise<{ message: string }> {
  revalidatePath('/', 'layout')
  return { message: (await getTranslations('channels'))(key, { name }) }
}

export const addChannel = action(createChannelInput, createChannel, (_, { input }) =>
  done('created', input.name),
)
export const giveChannelName = action(renameChannelInput, renameChannel, (_, { input }) =>
  done('renamed', input.name),
)
export const putChannelAway = action(channelIdInput, archiveChannel, async ({ id }) => ({
  ...(await done('archivedDone')),
  undoToken: String(id),
}))
export const bringChannelBack = action(channelIdInput, restoreChannel, () => done('restoredDone'))
export const addCampaign = action(createCampaignInput, createCampaign, (_, { input }) =>
  done('created', input.name),
)
export const giveCampaignName = action(renameCampaignInput, renameCampaign, (_, { input }) =>
  done('renamed', input.name),
)
export const putCampaignAway = action(campaignIdInput, archiveCampaign, async ({ id }) => ({
  ...(await done('archivedDone')),
  undoToken: String(id),
}))
export const bringCampaignBack = action(campaignIdInput, restoreCampaign, () => done('restoredDone'))

const restoreChannelById = callAction(channelIdInput, restoreChannel, () => done('restoredDone'))
export async function undoChannelArchive(token: string) {
  return restoreChannelById({ channelId: token })
}

const restoreCampaignById = callAction(campaignIdInput, restoreCampaign, () => done('restoredDone'))
export async function undoCampaignArchive(token: string) {
  return restoreCampaignById({ campaignId: token })
}
