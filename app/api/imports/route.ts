import { getTranslations } from 'next-intl/server'
import { keepFile, MAX_MEGABYTES } from '@/lib/imports/commands/keep-file'
import { currentActor } from '@/lib/platform/auth/session'
import { bytesOf } from '@/lib/platform/http/multipart'
import { isOwnOrigin } from '@/lib/platform/http/origin'
import { HttpProblem, problemOf, settle } from '@/lib/platform/http/problem'
import { formFailure } from '@/lib/platform/i18n/form-failure'
import { type Failure, fail, Refusal, refuse } from '@/lib/platform/result'

const PRIVATE = { 'Cache-Control': 'private, no-store' }

/**
 * The wizard's upload: the file itself is the body, its name is `?name=`. Answers `{id}` of the draft, or `{code,
 * message}` in the person's language. Session only; other programs use POST /api/v1/imports.
 */
export async function POST(request: Request): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers)) refuse('FOREIGN_ORIGIN')
    const actor = (await currentActor()) ?? refuse('SIGNED_OUT')
    const fileName = new URL(request.url).searchParams.get('name') ?? ''
    const bytes = bytesOf(request, (MAX_MEGABYTES + 1) * 1024 * 1024)
    const { importId } = settle(await keepFile(actor, { fileName, bytes }))
    return Response.json({ id: importId }, { status: 201, headers: PRIVATE })
  } catch (error) {
    const { status } = problemOf(error, 'POST /api/imports')
    const failure = await worded(failureOf(error, status))
    return Response.json(failure, { status, headers: PRIVATE })
  }
}

function failureOf(error: unknown, status: number): Failure {
  if (error instanceof Refusal) return error.failure
  if (error instanceof HttpProblem && error.code === 'TOO_LARGE')
    return fail('FILE_TOO_LARGE', { megabytes: MAX_MEGABYTES }).failure
  return fail(status === 503 ? 'UNAVAILABLE' : 'INVALID').failure
}

async function worded(failure: Failure): Promise<{ code: string; message: string }> {
  if (failure.code === 'UNREADABLE_FILE')
    return { code: failure.code, message: (await getTranslations('imports.file'))('empty_file') }
  const state = await formFailure(failure)
  return { code: failure.code, message: state.status === 'failed' ? state.message : '' }
}
