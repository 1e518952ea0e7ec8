import { type Actor, hasRole } from '@/lib/platform/actor'

/** Channels are the vocabulary that both sides count by: the administrator keeps it. */
export function canManageChannels(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'admin')
}

/** Campaigns come and go with marketing's work. */
export function canManageCampaigns(actor: Pick<Actor, 'roles'>): boolean {
  return hasRole(actor, 'marketer', 'admin')
}
