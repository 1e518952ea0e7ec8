import type { Actor } from '@/lib/platform/actor'
import type { ChoosableKind } from './kinds'

/** In the order of the profile: what a person is told depends on what they do here. */
export const NOTICE_GROUPS = {
  sales: [
    'handed_to_me',
    'reassigned',
    'verdict_half',
    'verdict_due',
    'verdict_expired',
    'answered',
    'verdict_head',
    'given_back',
  ],
  marketing: ['accepted', 'rejected', 'asked', 'answer_half', 'answer_due', 'answer_head'],
  nurture: ['lead_woke', 'nurture_steps', 'nurture_quiet'],
  contests: ['contest_opened', 'contest_differs', 'contest_settled'],
  agreements: ['agreement_to_sign', 'agreement_voided', 'agreement_signed'],
  meetings: ['decision_given', 'decision_due'],
  targets: ['target_to_agree'],
  promises: ['weekly'],
  summary: ['summary_weekly', 'summary_monthly'],
} as const satisfies Record<string, readonly ChoosableKind[]>

export type NoticeGroup = keyof typeof NOTICE_GROUPS

/** The kinds that can come to this person. */
export function kindsFor(actor: Pick<Actor, 'roles' | 'headOf'>): Record<NoticeGroup, ChoosableKind[]> {
  const is = (...roles: Actor['roles'][number][]) => roles.some((role) => actor.roles.includes(role))
  const heads = (...sides: Actor['headOf'][number][]) => sides.some((side) => actor.headOf.includes(side))
  const comes = (kind: ChoosableKind, group: NoticeGroup): boolean => {
    switch (kind) {
      case 'verdict_head':
      case 'given_back':
        return heads('sales')
      case 'verdict_expired':
        return is('sales') || heads('sales')
      case 'answer_head':
        return heads('marketing')
      case 'contest_opened':
        return is('sales') || heads('marketing', 'sales')
      case 'contest_differs':
        return is('executive')
      case 'contest_settled':
        return is('marketer', 'sales') || heads('marketing', 'sales')
      case 'agreement_to_sign':
      case 'agreement_voided':
      case 'target_to_agree':
        return heads('marketing', 'sales')
      case 'agreement_signed':
      case 'decision_given':
      case 'decision_due':
      case 'summary_weekly':
      case 'summary_monthly':
        return true
      case 'weekly':
        return is('marketer', 'sales', 'executive')
      default:
        return group === 'sales' ? is('sales') : is('marketer')
    }
  }
  return Object.fromEntries(
    Object.entries(NOTICE_GROUPS).map(([group, kinds]) => [
      group,
      kinds.filter((kind) => comes(kind, group as NoticeGroup)),
    ]),
  ) as Record<NoticeGroup, ChoosableKind[]>
}
