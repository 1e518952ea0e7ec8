import { submitForm } from '@/lib/forms/commands/submit'
import { VISITOR_FIELD } from '@/lib/forms/fields'
import { formPage, plainPage, thanksHtml, thanksPage } from '@/lib/forms/page'
import { formOfVisit } from '@/lib/forms/queries'
import { remember, remembered, unreadForm } from '@/lib/forms/remembered'
import { failureWords, pageWords } from '@/lib/forms/words'
import { clientAddress } from '@/lib/platform/auth/client-address'
import { formToken, visitForm } from '@/lib/platform/auth/web-form'
import { answerTo, preflight } from '@/lib/platform/http/other-sites'
import { HttpProblem, problemOf, settle } from '@/lib/platform/http/problem'
import { readSentFields } from '@/lib/platform/http/sent-fields'
import type { Locale } from '@/lib/platform/i18n/locale'
import { Refusal } from '@/lib/platform/result'
import { pageAnswer } from '../page-answer'
import { again, carried, localeOf, staysUnknown, wantsPage } from '../visitor'

type Context = { params: Promise<{ key: string }> }

const MAX_BYTES = 128 * 1024
const COME_AGAIN = { 'Retry-After': '10' }

/** The form as a page of its own, or inside another one (`embed`). */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const [{ key }, locale] = [await params, localeOf(request)]
  const { searchParams } = new URL(request.url)
  const [words, embedded, at] = [pageWords(locale), searchParams.get('embed'), new Date()]
  try {
    const visit = await visitForm(key, at)
    if (!visit) return pageAnswer(plainPage(locale, words.closedTitle, words.closed), { status: 404 })
    const form = remember(await formOfVisit(visit))
    if (searchParams.has('thanks')) return pageAnswer(thanksPage(form, locale, words, { embedded }), { form })
    if (visit.isArchived)
      return pageAnswer(plainPage(locale, words.closedTitle, words.closed, embedded), { status: 410, form })
    const state = { token: formToken(key, at), hidden: carried(request), embedded }
    return pageAnswer(formPage(form, locale, words, state), { form })
  } catch (error) {
    if (problemOf(error, 'GET /f/{key}').status !== 503) throw error
    const form = remembered(key)
    const body = form
      ? formPage(form, locale, words, {
          token: formToken(key, at),
          hidden: carried(request),
          embedded,
          message: words.unavailable,
        })
      : plainPage(locale, words.title, words.unavailable, embedded)
    return pageAnswer(body, { status: 503, form, headers: COME_AGAIN })
  }
}

/** What a visitor sends: from the page, the embed, a form of somebody's own or a program. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const [{ key }, locale] = [await params, localeOf(request)]
  let sent = new Map<string, string>()
  try {
    sent = await readSentFields(request, MAX_BYTES)
    if (staysUnknown(request)) sent.delete(VISITOR_FIELD)
    const visit = await visitForm(key, new Date())
    if (!visit) throw new HttpProblem('NOT_FOUND')
    const form = remember(await formOfVisit(visit))
    const readable = answerTo(request, form.sites)
    const address = clientAddress(request.headers)
    const result = await submitForm(visit, form, { sent, locale, address })
    settle(result)
    const words = pageWords(locale)
    if (wantsPage(request)) return seeThanks(key, locale, form.redirectUrl, sent.get('embed'))
    const body = {
      status: 'received',
      message: form.wording[locale].thanks ?? words.thanks,
      redirect: form.redirectUrl,
      html: thanksHtml(form, locale, words).text,
    }
    return Response.json(body, { headers: { ...readable, 'Cache-Control': 'no-store' } })
  } catch (error) {
    return failed(request, key, locale, sent, error)
  }
}

export async function OPTIONS(request: Request, { params }: Context): Promise<Response> {
  try {
    const visit = await visitForm((await params).key, new Date())
    if (!visit) throw new HttpProblem('NOT_FOUND')
    return preflight(request, (await formOfVisit(visit)).sites)
  } catch (error) {
    const { status, body, headers } = problemOf(error, 'OPTIONS /f/{key}')
    return new Response(body, { status, headers })
  }
}

/** The thanks have an address of their own: who reloads them sends nothing again. */
function seeThanks(
  key: string,
  locale: Locale,
  redirectUrl: string | null,
  embedded: string | undefined,
): Response {
  const thanks = `/f/${key}?thanks=1&lang=${locale}${embedded ? `&embed=${embedded === 'light' ? 'light' : '1'}` : ''}`
  return new Response(null, {
    status: 303,
    headers: { Location: redirectUrl && !embedded ? redirectUrl : thanks, 'Cache-Control': 'no-store' },
  })
}

/** What is to be put right stands beside its field; whatever went wrong, everything typed is still there. */
function failed(
  request: Request,
  key: string,
  locale: Locale,
  sent: ReadonlyMap<string, string>,
  error: unknown,
): Response {
  const { status, body, headers } = problemOf(error, 'POST /f/{key}')
  const form = remembered(key) ?? unreadForm(key, sent)
  const failure = error instanceof Refusal ? error.failure : error instanceof HttpProblem ? error : null
  const worded = failure
    ? failureWords(failure, locale)
    : { message: pageWords(locale).unavailable, fields: {} }
  if (wantsPage(request) && status !== 404) {
    const state = { ...again(form, sent), errors: worded.fields, message: worded.message }
    const page = formPage(form, locale, pageWords(locale), state)
    return pageAnswer(page, { status, form, headers: comeAgain(headers) })
  }
  const problem = { ...JSON.parse(String(body)), ...worded }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { ...headers, ...readableBy(request, form.sites) },
  })
}

function comeAgain({ 'Retry-After': seconds }: Record<string, string>): Record<string, string> {
  return seconds ? { 'Retry-After': seconds } : {}
}

/** A page of an allowed site reads why it was refused; what cannot be asked now is read by nobody. */
function readableBy(request: Request, sites: readonly string[]): Record<string, string> {
  try {
    return answerTo(request, sites)
  } catch {
    return {}
  }
}
