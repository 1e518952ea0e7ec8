/** The wiring between the grid of costs and the command that saves it. */

export type SpendValues = { amount: string; reach: number; responses: number }

export const NO_SPEND: SpendValues = { amount: '0.00', reach: 0, responses: 0 }

export function rowKeyOf(channelId: number, campaignId: number | null): string {
  return campaignId === null ? `${channelId}` : `${channelId}_${campaignId}`
}

export function rowOfKey(key: string): { channelId: number; campaignId: number | null } {
  const [channel, campaign] = key.split('_')
  return { channelId: Number(channel), campaignId: campaign === undefined ? null : Number(campaign) }
}

/** One text for the three values, to compare what was there with what is. */
export function fingerprint({ amount, reach, responses }: SpendValues): string {
  return `${amount}|${reach}|${responses}`
}
