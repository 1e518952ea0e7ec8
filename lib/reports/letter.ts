import { RATE_IDS, RATES, STAGES } from '@/lib/funnel/metrics'
import { written } from '@/lib/funnel/wording'
import { escaped } from '@/lib/notices/letter'
import type { Formatter } from '@/lib/platform/i18n/format'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { MONEY, type Summary, type SummaryKpi, WORK } from './summary'
import { needWords } from './wording'

export type Span = 'week' | 'month'

export type Say = (key: string, values?: Record<string, string | number>) => string

export type Words = {
  /** the namespace `reports` */
  t: Say
  /** the namespace `funnel` */
  funnel: Say
  /** the namespace `common` */
  common: Say
}

type Section = { title: string; lines: string[] }

/** The board's page as a letter, text and HTML: every number with what it was counted of. */
export function summaryLetter(
  { t, funnel, common }: Words,
  format: Formatter,
  facts: Summary,
  reader: { name: string; span: Span; links: { summary: string; choose: string; stop: string } },
): { subject: string; text: string; html: string } {
  const { organisation } = facts
  const days = { from: format.date(facts.from), to: format.date(facts.to) }
  const kpiName = (id: string) => funnel(`metric.${id}.name`)
  const needs = facts.needs.map((need) => needWords(t, kpiName, format, need))
  const sections: Section[] = [
    { title: t('needs.title'), lines: needs.length > 0 ? needs : [t('needs.none')] },
    { title: t('letter.funnel'), lines: funnelLines(t, common, format, facts) },
    { title: t('letter.money'), lines: moneyLines(t, kpiName, format, facts) },
    { title: t('letter.kpis'), lines: WORK.map((id) => kpiLine(t, kpiName, format, facts.kpis[id])) },
    { title: t('channels.title'), lines: channelLines(t, format, facts) },
    {
      title: t('promises.title'),
      lines: (['sales', 'marketing'] as const).map((side) => {
        const { due, broken } = facts.promises[side]
        const kept = due === 0 ? t('promises.none') : t('promises.kept', { kept: due - broken, due })
        return `${t(`promises.${side}`)}: ${kept}`
      }),
    },
  ]
  const subject = t('letter.subject', { organisation, span: reader.span, ...days })
  const hello = t('letter.hello', { name: reader.name })
  const intro = t('letter.intro', days)
  const why = t('letter.why', { organisation, span: reader.span })
  const how = t('how', { zone: facts.timeZone.replaceAll('_', ' ') })
  const { links } = reader
  const text = [
    hello,
    intro,
    ...sections.map(({ title, lines }) => [title, ...lines.map((line) => `- ${line}`)].join('\n')),
    `${t('letter.see')}: ${links.summary}`,
    how,
    '-- ',
    [why, `${t('letter.choose')}: ${links.choose}`, `${t('letter.stop')}: ${links.stop}`].join('\n'),
  ].join('\n\n')
  const html = `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 12px;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.45">
<div style="max-width:600px;margin:0 auto">
<p>${escaped(hello)}</p>
<p>${escaped(intro)}</p>
${sections.map(({ title, lines }) => `<h2 style="font-size:15px;margin:20px 0 4px">${escaped(title)}</h2>\n<ul style="margin:0;padding-left:20px">${lines.map((line) => `<li>${escaped(line)}</li>`).join('')}</ul>`).join('\n')}
<p><a href="${escaped(links.summary)}" style="color:inherit;font-weight:600">${escaped(t('letter.see'))}</a></p>
<p style="padding-top:20px;font-size:13px;opacity:.75">${escaped(how)}</p>
<p style="font-size:13px;opacity:.75">${escaped(why)}<br>
<a href="${escaped(links.choose)}" style="color:inherit">${escaped(t('letter.choose'))}</a> ·
<a href="${escaped(links.stop)}" style="color:inherit">${escaped(t('letter.stop'))}</a></p>
</div>
</body></html>
`
  return { subject, text: `${text}\n`, html }
}

function funnelLines(t: Say, common: Say, format: Formatter, { funnel }: Summary): string[] {
  const lines = STAGES.flatMap((stage) => {
    const count = funnel.stages[stage]
    if (count === null) return []
    const id = RATE_IDS.find((one) => RATES[one].count === stage && one !== 'leadToSale')
    const rate = id && funnel.rates[id]
    const said = t('letter.stage', { name: common(`stage.${stage}`), count: format.number(count) })
    if (!rate || rate.value === null || rate.low === null || rate.high === null) return [said]
    const share = rate.enough
      ? `${t('letter.rate', { rate: format.percent(rate.value), base: format.number(rate.base) })}, ${t('kpis.interval', { interval: format.interval(rate.low, rate.high, 0) })}`
      : t('kpis.tooFew')
    return [`${said} (${share})`]
  })
  return [
    ...lines,
    t('funnel.underWay', { count: funnel.underWay }),
    ...(funnel.tooYoung ? [t('funnel.young')] : []),
  ]
}

function moneyLines(
  t: Say,
  kpiName: (id: string) => string,
  format: Formatter,
  { spent, kpis }: Summary,
): string[] {
  const sum = ({ marketing, sales }: { marketing: string; sales: string }) =>
    format.moneyRounded(moneyOf(centsOf(marketing) + centsOf(sales)))
  const parts = t('money.spentParts', {
    marketing: format.moneyRounded(spent.marketing),
    sales: format.moneyRounded(spent.sales),
  })
  return [
    `${t('money.spent')}: ${sum(spent)} (${parts}; ${t('letter.before', { value: sum(spent.before) })})`,
    ...MONEY.map((id) => kpiLine(t, kpiName, format, kpis[id])),
  ]
}

/** A KPI with its base, the value before and what the change means, and its target. */
function kpiLine(t: Say, kpiName: (id: string) => string, format: Formatter, kpi: SummaryKpi): string {
  const { id, value, numerator, denominator, previous, change, target } = kpi
  if (value === null) return t('letter.kpi', { name: kpiName(id), value: t('kpis.noData') })
  const amount = (part: number | string) =>
    typeof part === 'string' ? format.moneyRounded(part) : format.number(part)
  const said: string[] = []
  if (numerator !== null && denominator !== null) said.push(`${amount(numerator)} / ${amount(denominator)}`)
  else if (denominator !== null) said.push(`n = ${amount(denominator)}`)
  if (previous !== null) said.push(t('letter.before', { value: written(id, previous, format) }))
  const { verdict } = change
  if (verdict === 'better' || verdict === 'worse' || verdict === 'differs') said.push(t(`letter.${verdict}`))
  if (verdict === 'too_young') said.push(t('letter.young'))
  if (target) said.push(t('letter.target', { value: written(id, target.value, format) }))
  const line = t('letter.kpi', { name: kpiName(id), value: written(id, value, format) })
  return said.length > 0 ? `${line} (${said.join('; ')})` : line
}

function channelLines(t: Say, format: Formatter, { channels }: Summary): string[] {
  switch (channels.kind) {
    case 'no_leads':
      return [t('channels.noLeads')]
    case 'too_few':
      return [t('channels.tooFew', { enough: channels.enough })]
    case 'same':
      return [t('channels.same')]
    case 'found':
      return (['better', 'worse'] as const).flatMap((verdict) =>
        channels[verdict].slice(0, 3).map(({ label, leadToSale }) => {
          const line = t('channels.line', {
            name: label,
            rate: format.percent(leadToSale.value ?? 0),
            count: format.number(leadToSale.count),
            base: format.number(leadToSale.base),
          })
          return `${t(`channels.${verdict}`)}: ${line}`
        }),
      )
  }
}
