import { escaped } from '@/lib/notices/letter'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import type { Period } from '@/lib/platform/period'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import type { Counts, ReasonRow } from './measure'

/** What the weekly letters tell, counted once for everybody. */
export type WeekFacts = Period & {
  organisation: string
  sides: Record<Side, Counts>
  people: Record<Side, { personId: number | null; name: string | null; counts: Counts }[]>
  reasons: ReasonRow[]
  openContests: number
}

export type Reader = {
  personId: number
  name: string
  locale: 'en' | 'ru'
  /** sides that this person works on; both promises are told, theirs first */
  sides: readonly Side[]
  /** sides that they head: they read who kept and who broke what */
  headOf: readonly Side[]
  links: { promises: string; choose: string; stop: string }
}

export type Say = (key: string, values?: Record<string, string | number>) => string
type Section = { title: string; lines: string[] }

/** One person's letter of the week, as text and as HTML. */
export function weeklyLetter(
  /** the namespace `promises` */
  t: Say,
  promisesTitle: Record<Side, string>,
  format: Formatter,
  facts: WeekFacts,
  reader: Reader,
): { subject: string; text: string; html: string } {
  const days = { from: format.date(facts.from), to: format.date(facts.to) }
  const own = reader.sides
  const order: Side[] =
    own.length === 1 && own[0] === 'marketing' ? ['marketing', 'sales'] : ['sales', 'marketing']
  const sections: Section[] = order.map((side) => ({
    title: promisesTitle[side],
    lines: [
      ...(side === 'sales'
        ? salesLines(t, format, facts.sides.sales)
        : marketingLines(t, facts.sides.marketing)),
      ...ownLine(t, facts, reader, side),
    ],
  }))
  for (const side of reader.headOf) {
    const lines = facts.people[side].flatMap(({ name, counts }) => {
      const { kept, all } = promisesOf(side, counts)
      return all > 0 ? [t('letter.person', { name: name ?? t('letter.nobody'), kept, all })] : []
    })
    if (lines.length > 0) sections.push({ title: `${promisesTitle[side]}: ${t('letter.byPerson')}`, lines })
  }
  if (facts.reasons.length > 0) {
    const lines = facts.reasons.slice(0, 3).map(({ nameEn, nameRu, count }) =>
      t('letter.reason', {
        name: (reader.locale === 'ru' ? nameRu : nameEn) ?? t('reasons.unknown'),
        count,
      }),
    )
    sections.push({ title: t('letter.reasons'), lines })
  }
  const contests = t('letter.contests', { count: facts.openContests })
  const { organisation } = facts
  const subject = t('letter.subject', { organisation, ...days })
  const hello = t('letter.hello', { name: reader.name })
  const intro = t('letter.intro', { side: own.length === 1 ? (own[0] ?? 'both') : 'both', ...days })
  const why = t('letter.why', { organisation })
  const { links } = reader
  const text = [
    hello,
    intro,
    ...sections.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join('\n')),
    contests,
    `${t('letter.see')}: ${links.promises}`,
    '-- ',
    [why, `${t('letter.choose')}: ${links.choose}`, `${t('letter.stop')}: ${links.stop}`].join('\n'),
  ].join('\n\n')
  const html = `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 12px;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.45">
<div style="max-width:560px;margin:0 auto">
<p>${escaped(hello)}</p>
<p>${escaped(intro)}</p>
${sections.map(({ title, lines }) => `<h2 style="font-size:15px;margin:20px 0 4px">${escaped(title)}</h2>\n<ul style="margin:0;padding-left:20px">${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`).join('\n')}
<p>${escaped(contests)}</p>
<p><a href="${escaped(links.promises)}" style="color:inherit;font-weight:600">${escaped(t('letter.see'))}</a></p>
<p style="padding-top:20px;font-size:13px;opacity:.75">${escaped(why)}<br>
<a href="${escaped(links.choose)}" style="color:inherit">${escaped(t('letter.choose'))}</a> ·
<a href="${escaped(links.stop)}" style="color:inherit">${escaped(t('letter.stop'))}</a></p>
</div>
</body></html>
`
  return { subject, text: `${text}\n`, html }
}

/** Promises that were kept, of those that were kept or broken. */
function promisesOf(side: Side, counts: Counts): { kept: number; all: number } {
  return side === 'sales'
    ? { kept: counts.inTime, all: counts.settled }
    : { kept: counts.answerInTime, all: counts.answerSettled }
}

function keptLine(t: Say, key: 'verdicts' | 'answers', side: Side, counts: Counts): string {
  const { kept, all } = promisesOf(side, counts)
  const said =
    all === 0
      ? t('letter.nothing')
      : kept === all
        ? t('letter.allKept')
        : t('letter.broken', { count: all - kept })
  return `${t(`letter.${key}`, { kept, all })}, ${said}`
}

function salesLines(t: Say, format: Formatter, counts: Counts): string[] {
  return [
    keptLine(t, 'verdicts', 'sales', counts),
    ...(counts.response
      ? [t('letter.response', { time: format.duration(counts.response.middle, WORKING_DAY_MINUTES) })]
      : []),
    t('letter.accepted', { count: counts.accepted, all: counts.decided }),
    t('letter.pendingNow', { count: counts.pending }),
    t('letter.overdueNow', { count: counts.overdue }),
  ]
}

function marketingLines(t: Say, counts: Counts): string[] {
  return [
    keptLine(t, 'answers', 'marketing', counts),
    t('letter.handedOff', { count: counts.offered, complete: counts.complete }),
    t('letter.answersNow', { count: counts.waiting, late: counts.waitingLate }),
    t('letter.returnedNow', { count: counts.returned }),
  ]
}

function ownLine(t: Say, facts: WeekFacts, reader: Reader, side: Side): string[] {
  if (!reader.sides.includes(side)) return []
  const row = facts.people[side].find(({ personId }) => personId === reader.personId)
  const { kept, all } = row ? promisesOf(side, row.counts) : { kept: 0, all: 0 }
  return all > 0 ? [t('letter.you', { kept, all })] : []
}
