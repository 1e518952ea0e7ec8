import { editDraft, signDraft, startDraft } from '@/lib/agreements/commands'
import type { DefinitionTerms } from '@/lib/agreements/definition'
import { DEFAULT_GLOSSARY } from '@/lib/agreements/glossary'
import { DEFAULT_RESPONSIBILITIES } from '@/lib/agreements/responsibilities'
import { sourceOptions } from '@/lib/channels/queries'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf, instantAt } from '@/lib/platform/calendar'
import { must } from '@/lib/platform/result'
import { DEFINITION_SIGNED_DAYS_AGO, ORGANISATION } from './company'

type As = (key: string, at: Date) => Actor

const HOUR = 3_600_000
const anyLead = { channelIds: [], segments: [], regions: [] }

/**
 * What the heads of the demo company have agreed on: a definition signed five months ago, after one round of edits, a
 * glossary and a matrix before it, and a third version of the definition that only marketing has signed. Loaded before the
 * leads are walked, which picks each version up at its day.
 */
export async function signAgreements(as: As, now: Date): Promise<void> {
  const today = dayOf(now, ORGANISATION.timeZone)
  const day = (days: number) => addDays(today, -days)
  // in office hours, as heads meet
  const before = (days: number, hours = 0) => instantAt(day(days), (11 + hours) * HOUR, ORGANISATION.timeZone)
  const anna = (days: number, hours?: number) => as('anna', before(days, hours))
  const tomas = (days: number, hours?: number) => as('tomas', before(days, hours))
  const signed = DEFINITION_SIGNED_DAYS_AGO

  const glossary = structuredClone(DEFAULT_GLOSSARY)
  glossary.terms.push({
    id: 'site_survey',
    word: { en: 'Site survey', ru: 'Обследование объекта' },
    meaning: {
      en: 'An engineer looks at the plant and measures. Sales offers it after acceptance, never before.',
      ru: 'Инженер осматривает установку и снимает замеры. Продажи предлагают его после приёма лида, не раньше.',
    },
  })
  must(await startDraft(tomas(signed + 24), { kind: 'glossary' }))
  must(
    await editDraft(tomas(signed + 24, 1), {
      kind: 'glossary',
      revision: 1,
      content: glossary,
      inForceFrom: day(signed + 23),
    }),
  )
  must(await signDraft(tomas(signed + 24, 2), { kind: 'glossary', revision: 2 }))
  must(await signDraft(anna(signed + 23), { kind: 'glossary', revision: 2 }))

  const matrix = structuredClone(DEFAULT_RESPONSIBILITIES)
  matrix.steps.splice(5, 0, {
    id: 'site_survey',
    name: { en: 'Offer a site survey', ru: 'Предложить обследование объекта' },
    duties: { marketer: 'I', head_of_marketing: '', rep: 'R', head_of_sales: 'A', executive: '' },
  })
  must(await startDraft(anna(signed + 20), { kind: 'responsibilities' }))
  must(
    await editDraft(anna(signed + 20, 1), {
      kind: 'responsibilities',
      revision: 1,
      content: matrix,
      inForceFrom: day(signed + 18),
    }),
  )
  must(await signDraft(anna(signed + 20, 2), { kind: 'responsibilities', revision: 2 }))
  must(await signDraft(tomas(signed + 19), { kind: 'responsibilities', revision: 2 }))

  const channels = await sourceOptions(anna(signed + 10))
  const shows = channels.filter(({ name }) => name === 'Trade shows').map(({ id }) => id)
  const asked: DefinitionTerms = {
    criteria: [
      {
        scope: { ...anyLead, channelIds: shows },
        grades: ['hot', 'warm'],
        answers: { hasBudget: ['yes', 'unknown'] },
        fields: ['company', 'phone'],
      },
      { scope: anyLead, grades: ['hot'], answers: {}, fields: ['company', 'phone'] },
    ],
    sales: { verdictWithin: { hot: 180, warm: 540, cold: 1080 }, attempts: 2 },
    marketing: { answerWithin: 360, completeShare: 90, monthlyVolume: 40 },
    escalation: { atHalf: true, atDue: true, headAfter: 120, openQueueAfter: 540 },
  }
  const agreed = { ...asked, sales: { ...asked.sales, verdictWithin: { hot: 360, warm: 540, cold: 1080 } } }
  const kind = 'definition'
  must(await startDraft(anna(signed + 9), { kind }))
  must(
    await editDraft(anna(signed + 9, 1), {
      kind,
      revision: 1,
      content: asked,
      inForceFrom: day(signed),
    }),
  )
  must(await signDraft(anna(signed + 9, 2), { kind, revision: 2 }))
  // Three hours are too few for who is at a customer's plant all morning.
  must(await editDraft(tomas(signed + 6), { kind, revision: 2, content: agreed, inForceFrom: day(signed) }))
  must(await signDraft(tomas(signed + 6, 1), { kind, revision: 3 }))
  must(await signDraft(anna(signed + 5), { kind, revision: 3 }))

  const next: DefinitionTerms = {
    ...agreed,
    criteria: [
      {
        scope: { ...anyLead, segments: ['Public sector'] },
        grades: ['hot', 'warm'],
        answers: { response: ['engaged', 'call_back'] },
        fields: ['company', 'phone', 'region'],
      },
      ...agreed.criteria,
    ],
    sales: { verdictWithin: { ...agreed.sales.verdictWithin, hot: 240 }, attempts: 3 },
    marketing: { ...agreed.marketing, answerWithin: 270, monthlyVolume: 45 },
  }
  const from = day(-9)
  must(await startDraft(anna(6), { kind }))
  must(
    await editDraft(anna(6, 1), {
      kind,
      revision: 1,
      content: { ...next, sales: agreed.sales },
      inForceFrom: from,
    }),
  )
  must(await editDraft(tomas(4), { kind, revision: 2, content: next, inForceFrom: from }))
  must(await signDraft(anna(1), { kind, revision: 3 }))
}
