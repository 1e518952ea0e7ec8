import { getTranslations } from 'next-intl/server'
import type { RunAction } from '@/lib/bulk/schema'
import { planById } from '@/lib/nurture/queries/plans'
import { listMarketers, listReps } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** What was asked for, besides which leads. */
export async function RunFacts({ actor, action }: { actor: Actor; action: RunAction }) {
  const facts = await factsOf(actor, action)
  if (facts.length === 0) return null
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-base text-body">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  )
}

async function factsOf(actor: Actor, action: RunAction): Promise<string[]> {
  const [t, start, common, format] = await Promise.all([
    getTranslations('bulk.facts'),
    getTranslations('bulk.start'),
    getTranslations('common'),
    pageFormat(),
  ])
  const said = (note: string | null | undefined) => (note ? [t('note', { note })] : [])
  const why = (reason: string | null | undefined) => (reason ? [t('reason', { reason })] : [])
  const nameOf = async (email: string) => {
    const people = [...(await listReps(actor)), ...(await listMarketers(actor))]
    return people.find((person) => person.email === email.toLowerCase())?.name ?? email
  }
  switch (action.type) {
    case 'edit': {
      const { channel, campaign, owner, origin, expectedAmount, ...texts } = action.patch
      const facts: [string, string | null | undefined][] = [
        [
          start('source'),
          channel === undefined ? undefined : [channel, campaign].filter(Boolean).join(' / ') || null,
        ],
        [start('origin'), origin && common(`origin.${origin}`)],
        [start('owner'), owner && (await nameOf(owner))],
        [start('expectedAmount'), expectedAmount && format.money(expectedAmount)],
        ...Object.entries(texts).map(([field, value]): [string, string | null | undefined] => [
          start(field as keyof typeof texts),
          value,
        ]),
      ]
      return facts.flatMap(([field, value]) =>
        value === undefined ? [] : [t('field', { field, value: value ?? t('emptied') })],
      )
    }
    case 'handOff':
      return [
        action.assignee ? t('handOffTo', { name: await nameOf(action.assignee) }) : t('handOffByRules'),
        ...said(action.note),
        ...why(action.overrideReason),
      ]
    case 'reassign':
      return [
        action.assignee ? t('handOffTo', { name: await nameOf(action.assignee) }) : t('toEveryone'),
        ...said(action.note),
      ]
    case 'qualify':
      return [
        ...(action.grade ? [t('grade', { grade: common(`grade.${action.grade}`) })] : []),
        ...why(action.overrideReason),
      ]
    case 'nurture':
      return [t('wake', { day: format.date(action.wakeAt), step: action.nextStep })]
    case 'disqualify':
      return why(action.reason)
    case 'plan': {
      const plan = await planById(actor, action.planId)
      return plan ? [t('plan', { plan: plan.name })] : []
    }
    default:
      return []
  }
}
