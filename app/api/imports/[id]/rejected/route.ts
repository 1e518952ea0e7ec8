import { rejectedFile } from '@/lib/imports/queries/rejected-file'
import { importById } from '@/lib/imports/queries/runs'
import { currentActor } from '@/lib/platform/auth/session'
import { streamed } from '@/lib/platform/http/streamed'
import { idInput } from '@/lib/platform/input'

/** The rows that an import refused, as a file that the reader's spreadsheet opens and the wizard takes back. */
export async function GET(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  const actor = await currentActor()
  if (!actor) return new Response(null, { status: 401 })
  // A page elsewhere that loads it learns nothing, and makes us work for nothing.
  if (request.headers.get('sec-fetch-site') === 'cross-site') return new Response(null, { status: 403 })
  const id = idInput.safeParse((await params).id)
  const run = id.success ? await importById(actor, id.data) : undefined
  if (!run || run.state === 'draft') return new Response(null, { status: 404 })
  return new Response(streamed(await rejectedFile(actor, run)), {
    headers: {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': `attachment; filename="import-${run.id}-rejected.csv"`,
      'Cache-Control': 'private, no-store',
    },
  })
}
