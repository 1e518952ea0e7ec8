import { z } from 'zod'
import { idInput, line } from '@/lib/platform/input'

/** The longest name of a channel or campaign. */
export const NAME_MAX = 200

export const createChannelInput = z.strictObject({ name: line(NAME_MAX) })
export type CreateChannelInput = z.infer<typeof createChannelInput>

export const channelIdInput = z.strictObject({ channelId: idInput })
export type ChannelIdInput = z.infer<typeof channelIdInput>

export const renameChannelInput = z.strictObject({ channelId: idInput, name: line(NAME_MAX) })
export type RenameChannelInput = z.infer<typeof renameChannelInput>

export const createCampaignInput = z.strictObject({ channelId: idInput, name: line(NAME_MAX) })
export type CreateCampaignInput = z.infer<typeof createCampaignInput>

export const campaignIdInput = z.strictObject({ campaignId: idInput })
export type CampaignIdInput = z.infer<typeof campaignIdInput>

export const renameCampaignInput = z.strictObject({ campaignId: idInput, name: line(NAME_MAX) })
export type RenameCampaignInput = z.infer<typeof renameCampaignInput>
