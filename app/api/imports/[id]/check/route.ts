import { askForCheck } from '@/lib/imports/commands/start'
import { currentActor } from '@/lib/platform/auth/session'
import { isOwnOrigin } from '@/lib/platform/http/origin'
import { problemOf, settle } from '@/lib/platform/http/problem'
import { idInput } from '@/lib/platform/input'
import { refuse } from '@/lib/platform/result'

const PRIVATE = { 'Cache-Control': 'private, no-store' }

/** Has a draft's file looked at; `isChecked`: it has been already. Not a Server Action: those hold up the links of the page until they are answered. */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers)) refuse('FOREIGN_ORIGIN')
    const actor = (await currentActor()) ?? refuse('SIGNED_OUT')
    const id = idInput.safeParse((await params).id)
    if (!id.success) return refuse('NOT_FOUND')
    const { isChecked } = settle(await askForCheck(actor, { importId: id.data }))
    return Response.json({ isChecked }, { status: isChecked ? 200 : 202, headers: PRIVATE })
  } catch (error) {
    const { status } = problemOf(error, 'POST /api/imports/{id}/check')
    return new Response(null, { status, headers: PRIVATE })
  }
}
