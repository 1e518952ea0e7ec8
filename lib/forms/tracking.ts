/**
 * Where a visitor came from, as the address of the page says it: UTM parameters and the click ids of ad systems. The
 * first touch comes from what the script of touches kept when the visitor first came (`first_…`), the last from the page
 * that the form was sent from.
 */

const UTM = ['source', 'medium', 'campaign', 'term', 'content'] as const

const CLICK_IDS = [
  'gclid',
  'gbraid',
  'wbraid',
  'dclid',
  'yclid',
  'ymclid',
  'ysclid',
  'fbclid',
  'msclkid',
  'ttclid',
  'twclid',
  'li_fat_id',
  'rb_clickid',
] as const

const MAX = 500

/** Parameters that are kept of an address. */
export const TRACKED: readonly string[] = [...UTM.map((name) => `utm_${name}`), ...CLICK_IDS]

/** The hidden fields of a form: these, and for the first touch each with this before it. */
export const FIRST = 'first_'
export const PLACES = ['page', 'referrer'] as const

export type Came = {
  utm: Partial<Record<(typeof UTM)[number], string>>
  clicks: Record<string, string>
  page: string | null
  referrer: string | null
}

/** Reads what came with a form; too long, unstorable or empty is left out: a broken advert must not cost the lead. */
export function readCame(read: (name: string) => string | undefined, prefix = ''): Came | null {
  const value = (name: string) => {
    const text = read(`${prefix}${name}`)?.normalize('NFC').trim().slice(0, MAX).toWellFormed()
    return text && !text.includes('\u0000') ? text : undefined
  }
  const utm: Came['utm'] = {}
  for (const name of UTM) {
    const found = value(`utm_${name}`)
    if (found) utm[name] = name === 'term' || name === 'content' ? found : found.slice(0, 200)
  }
  const clicks: Record<string, string> = {}
  for (const name of CLICK_IDS) {
    const found = value(name)
    if (found) clicks[name] = found
  }
  const came = { utm, clicks, page: place(value('page')), referrer: place(value('referrer')) }
  return isEmpty(came) ? null : came
}

function isEmpty({ utm, clicks, page, referrer }: Came): boolean {
  return Object.keys(utm).length + Object.keys(clicks).length === 0 && page === null && referrer === null
}

/** An address without its parameters: they may hold what is nobody's business. */
export function place(text: string | undefined | null): string | null {
  if (!text || !URL.canParse(text)) return null
  const url = new URL(text)
  return /^https?:$/.test(url.protocol) ? `${url.origin}${url.pathname}`.slice(0, MAX) : null
}
