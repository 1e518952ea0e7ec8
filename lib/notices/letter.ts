import type { NoticeTranslator, NoticeWords } from './words'

export type LetterNotice = NoticeWords & { href: string; when: string }

export type LetterParts = {
  name: string
  organisation: string
  /** what a digest is called, if it is one */
  digest: boolean
  notices: readonly LetterNotice[]
  links: { all: string; choose: string; stop: string }
}

/** Of hundreds the first are told, the rest are counted. */
const TOLD = 40

/** A letter of notices, as text and as HTML that mail programs can show in light and in dark. */
export function letterOf(
  t: NoticeTranslator,
  { name, organisation, digest, notices, links }: LetterParts,
): { subject: string; text: string; html: string } {
  const told = notices.slice(0, TOLD)
  const more = notices.length - told.length
  const count = notices.length
  const only = count === 1 ? told[0] : undefined
  const subject = headerLine(
    only ? only.text : digest ? t('letter.digest', { organisation, count }) : t('letter.several', { count }),
  )
  const hello = t('letter.hello', { name })
  const rest = more > 0 ? `${t('letter.more', { count: more })} ${links.all}` : null
  const why = t('letter.why', { organisation })
  const text = [
    hello,
    ...told.map(({ text, detail, href, when }) =>
      [`${text}.`, detail && quoted(detail), when, href].filter(Boolean).join('\n'),
    ),
    rest,
    '-- ',
    [why, `${t('letter.choose')}: ${links.choose}`, `${t('letter.stop')}: ${links.stop}`].join('\n'),
  ]
    .filter((part) => part !== null)
    .join('\n\n')
  const row = ({ text, detail, href, when }: LetterNotice) => `<tr><td style="${ROW}">
<a href="${escaped(href)}" style="${TITLE}">${escaped(text)}</a>
${detail ? `<div style="padding-top:4px;white-space:pre-line">${escaped(detail)}</div>` : ''}
<div style="${SMALL}">${escaped(when)}</div>
</td></tr>`
  const html = `<!doctype html>
<html><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escaped(subject)}</title></head>
<body style="margin:0;padding:24px 12px;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.45">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:560px;margin:0 auto">
<tr><td style="padding-bottom:12px">${escaped(hello)}</td></tr>
${told.map(row).join('\n')}
${more > 0 ? `<tr><td style="${ROW}"><a href="${escaped(links.all)}" style="${TITLE}">${escaped(t('letter.more', { count: more }))} ${escaped(t('letter.all'))}</a></td></tr>` : ''}
<tr><td style="${SMALL};padding-top:20px">${escaped(why)}<br>
<a href="${escaped(links.choose)}" style="color:inherit">${escaped(t('letter.choose'))}</a> ·
<a href="${escaped(links.stop)}" style="color:inherit">${escaped(t('letter.stop'))}</a></td></tr>
</table>
</body></html>
`
  return { subject, text: `${text}\n`, html }
}

// No background and no colour of the text: the mail program's own are right in light and in dark.
const ROW = 'padding:12px 0;border-top:1px solid rgba(128,128,128,.35)'
const TITLE = 'color:inherit;font-weight:600;text-decoration:underline'
const SMALL = 'padding-top:4px;font-size:13px;opacity:.75'

/** One line for a header, whatever a name holds. */
function headerLine(text: string): string {
  const line = text.replace(/[\s\p{Cc}]+/gu, ' ').trim()
  return line.length > 150 ? `${line.slice(0, 149)}…` : line
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n')
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text as HTML shows it. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
