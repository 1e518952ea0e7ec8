import type { Actor } from '@/lib/platform/actor'
import { must } from '@/lib/platform/result'
import { createRule } from '@/lib/routing/commands/rules'
import { createTeam, setCapacity } from '@/lib/routing/commands/teams'
import { type RuleInput, ruleInput } from '@/lib/routing/schema'

/** Since when the demo company routes its leads by rules; before, everything went to the open queue or by name. */
export const RULES_DAYS_AGO = 24

const CAPACITIES: readonly (readonly [key: string, capacity: number])[] = [
  ['tomas', 6],
  ['claire', 14],
  ['dmitri', 14],
  ['sofia', 12],
  ['lars', 5],
]

/** Two teams, four rules, and how much each rep can have in hand. The rest stays in the open queue. */
export async function setUpRouting(
  as: (key: string, at: Date) => Actor,
  emailOf: (key: string) => string,
  at: Date,
): Promise<void> {
  const head = as('tomas', at)
  for (const [key, capacity] of CAPACITIES) must(await setCapacity(head, { person: emailOf(key), capacity }))
  const team = async (name: string, strategy: 'round_robin' | 'best_closers', keys: string[]) =>
    must(await createTeam(head, { name, strategy, members: keys.map(emailOf) })).id
  const projects = await team('Projects', 'best_closers', ['tomas', 'claire', 'pavel'])
  const field = await team('Central Europe', 'round_robin', ['claire', 'sofia', 'lars', 'dmitri'])
  const rules: (Partial<RuleInput> & { name: string })[] = [
    { name: 'Large projects', amountFrom: '40000.00', teamId: projects },
    { name: 'Kazakhstan', regions: ['Almaty', 'Astana'], person: emailOf('dmitri') },
    {
      name: 'DACH',
      regions: ['Bavaria', 'Hesse', 'Saxony', 'North Rhine-Westphalia', 'Tyrol', 'Zürich'],
      grades: ['hot', 'warm'],
      teamId: field,
    },
    { name: 'Hotels and spas', segments: ['Hospitality'], person: emailOf('sofia') },
  ]
  for (const rule of rules) must(await createRule(head, ruleInput.parse(rule)))
}
