import { CONSENT_FIELD, type FormDefinition, TOKEN_FIELD, VISITOR_FIELD } from '@/lib/forms/fields'
import type { PageState } from '@/lib/forms/page'
import { HONEYPOT } from '@/lib/forms/spam'
import { FIRST, PLACES, TRACKED } from '@/lib/forms/tracking'
import { isLocale, type Locale, preferredLocale } from '@/lib/platform/i18n/locale'

/** What the request of a visitor says about them. */

export function localeOf(request: Request): Locale {
  const asked = new URL(request.url).searchParams.get('lang')
  return isLocale(asked) ? asked : preferredLocale(request.headers.get('accept-language'))
}

export function wantsPage(request: Request): boolean {
  return (request.headers.get('accept') ?? '').includes('text/html')
}

/** Not asked to be followed: the law of some states, and the wish of all others who say so. */
export function staysUnknown(request: Request): boolean {
  return request.headers.get('sec-gpc') === '1' || request.headers.get('dnt') === '1'
}

const CARRIED = [...TRACKED, ...PLACES].flatMap((name) => [name, `${FIRST}${name}`])

/** What the address of the form knows of where the visitor came from goes along with the form. */
export function carried(request: Request): [string, string][] {
  const { searchParams } = new URL(request.url)
  const names = staysUnknown(request) ? CARRIED : [...CARRIED, VISITOR_FIELD]
  const hidden = names.flatMap((name): [string, string][] => {
    const value = searchParams.get(name)
    return value ? [[name, value.slice(0, 500)]] : []
  })
  const from = request.headers.get('referer')
  return searchParams.has('referrer') || !from ? hidden : [...hidden, ['referrer', from.slice(0, 500)]]
}

/** The form again, with all that was sent. */
export function again(
  form: FormDefinition,
  sent: ReadonlyMap<string, string>,
): Pick<PageState, 'values' | 'token' | 'hidden' | 'embedded'> {
  const shown = new Set<string>([
    ...form.fields.map(({ name }) => name),
    CONSENT_FIELD,
    HONEYPOT,
    TOKEN_FIELD,
    'embed',
  ])
  const keepsConsent = form.wording.en.consent === null && form.wording.ru.consent === null
  const hidden = [...sent].filter(([name]) => !shown.has(name) || (keepsConsent && name === CONSENT_FIELD))
  return { values: sent, token: sent.get(TOKEN_FIELD), hidden, embedded: sent.get('embed') }
}
