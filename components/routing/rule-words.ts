import { getTranslations } from 'next-intl/server'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { RuleView } from '@/lib/routing/queries/rules'
import type { RoutingFacts } from '@/lib/routing/rules'

export type RuleWords = {
  /** "Region Bavaria or Tyrol, hot or warm" */
  which: string
  /** "Team Berlin, in turn" */
  to: string
  /** why it gives nobody anything now */
  broken: string | null
}

/** A rule as a sentence of two halves. */
export async function ruleWords(rule: RuleView, currency: string, emptyTeam = false): Promise<RuleWords> {
  const [t, format] = await Promise.all([getTranslations('routing'), pageFormat(currency)])
  const { regions, segments, grades } = rule.conditions
  const either = (list: readonly string[]) => ({ list: format.choice(list) })
  const parts = [
    regions.length > 0 && t('part.region', either(regions)),
    segments.length > 0 && t('part.segment', either(segments)),
    rule.channels.length > 0 && t('part.channel', either(rule.channels.map(({ name }) => name))),
    rule.campaigns.length > 0 && t('part.campaign', either(rule.campaigns.map(({ name }) => name))),
    grades.length > 0 && t('part.grade', either(grades.map((grade) => t(`grade.${grade}`)))),
    amountWords(t, format, rule),
  ].filter((part) => part !== false && part !== '')
  const which = parts.length > 0 ? capital(parts.join(', ')) : t('any')
  const { person, team } = rule
  if (team) {
    const to = `${t('to.team', { name: team.name })}, ${t(`strategy.${team.strategy}`)}`
    return { which, to, broken: team.archived ? t('to.goneTeam') : emptyTeam ? t('to.empty') : null }
  }
  if (person) {
    return { which, to: person.name, broken: person.here ? null : t('to.gone', { name: person.name }) }
  }
  return { which, to: t('to.queue'), broken: null }
}

type Words = Awaited<ReturnType<typeof getTranslations<'routing'>>>

function amountWords(t: Words, format: Formatter, { conditions }: RuleView): string {
  const { amountFrom, amountTo } = conditions
  const money = (amount: string) => format.money(amount).replace(/[.,]00(?=\D|$)/, '')
  if (amountFrom !== null && amountTo !== null) {
    return t('part.amountBetween', { from: money(amountFrom), to: money(amountTo) })
  }
  if (amountFrom !== null) return t('part.amountFrom', { from: money(amountFrom) })
  return amountTo === null ? '' : t('part.amountTo', { to: money(amountTo) })
}

function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1)
}

/** What rules look at in a lead, in a few words: "Bavaria, Public sector, €12,500". */
export function factWords(
  facts: Pick<RoutingFacts, 'region' | 'segment' | 'expectedAmount'>,
  format: Formatter,
): string {
  const { region, segment, expectedAmount } = facts
  return [region, segment, expectedAmount && format.moneyRounded(expectedAmount)].filter(Boolean).join(', ')
}
