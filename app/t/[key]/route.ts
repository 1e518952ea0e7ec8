import { recordReport } from '@/lib/forms/commands/touches'
import { formOfVisit } from '@/lib/forms/queries'
import { reportInput } from '@/lib/forms/reports'
import { touchScript } from '@/lib/forms/site-script'
import { clientAddress } from '@/lib/platform/auth/client-address'
import { isFormKey, visitForm } from '@/lib/platform/auth/web-form'
import { answerTo, preflight } from '@/lib/platform/http/other-sites'
import { HttpProblem, problemOf, settle } from '@/lib/platform/http/problem'
import { countReport } from '@/lib/platform/http/rate-limit'
import { readSentFields } from '@/lib/platform/http/sent-fields'
import { fieldProblems } from '@/lib/platform/input'
import { scriptAnswer } from '../../f/script-answer'
import { staysUnknown } from '../../f/visitor'

type Context = { params: Promise<{ key: string }> }

const MAX_BYTES = 8 * 1024

/** The script: /t/<key>.js. Asks no database. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const [, key = ''] = /^(.+)\.js$/.exec((await params).key) ?? []
  return scriptAnswer(isFormKey(key) ? touchScript() : null)
}

/** What the script reports, or a program of the site that knows its visitors. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  let readable: Record<string, string> = {}
  try {
    await countReport(clientAddress(request.headers))
    const sent = await readSentFields(request, MAX_BYTES)
    const visit = await visitForm((await params).key, new Date())
    if (!visit || visit.isArchived) throw new HttpProblem('NOT_FOUND')
    readable = answerTo(request, (await formOfVisit(visit)).sites)
    const parsed = reportInput.safeParse(Object.fromEntries(sent))
    if (!parsed.success) throw new HttpProblem('INVALID', {}, fieldProblems(parsed.error))
    if (!staysUnknown(request)) settle(await recordReport(visit, parsed.data))
    return new Response(null, { status: 204, headers: { ...readable, 'Cache-Control': 'no-store' } })
  } catch (error) {
    const { status, body, headers } = problemOf(error, 'POST /t/{key}')
    return new Response(body, { status, headers: { ...headers, ...readable } })
  }
}

export async function OPTIONS(request: Request, { params }: Context): Promise<Response> {
  try {
    const visit = await visitForm((await params).key, new Date())
    if (!visit) throw new HttpProblem('NOT_FOUND')
    return preflight(request, (await formOfVisit(visit)).sites)
  } catch (error) {
    const { status, body, headers } = problemOf(error, 'OPTIONS /t/{key}')
    return new Response(body, { status, headers })
  }
}
