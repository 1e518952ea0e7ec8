import { getTranslations } from 'next-intl/server'
import { z } from 'zod'
import { fixCells, leaveOut, type Repaired, replaceValue } from '@/lib/imports/commands/repair'
import { wordedCode } from '@/lib/imports/problem-codes'
import { fixCellsInput, leaveOutInput, replaceValueInput } from '@/lib/imports/schema'
import type { Actor } from '@/lib/platform/actor'
import { currentActor } from '@/lib/platform/auth/session'
import { readJson } from '@/lib/platform/http/body'
import { isOwnOrigin } from '@/lib/platform/http/origin'
import { problemOf, settle } from '@/lib/platform/http/problem'
import { formFailure } from '@/lib/platform/i18n/form-failure'
import { fieldProblems, idInput } from '@/lib/platform/input'
import { fail, Refusal, type Result, refuse } from '@/lib/platform/result'

const PRIVATE = { 'Cache-Control': 'private, no-store' }

const repairInput = z.union([
  fixCellsInput.omit({ importId: true }),
  leaveOutInput.omit({ importId: true }),
  replaceValueInput.omit({ importId: true }),
])

/**
 * The grid's repairs: cells with their new text, rows to leave out, or one value of a column for another. Answers what is
 * still wrong with the rows, in words, and what takes the repair back. Session only.
 */
export async function POST(
  request: Request,
  { params }: { params: Promise<{ id: string }> },
): Promise<Response> {
  try {
    if (!isOwnOrigin(request.headers)) refuse('FOREIGN_ORIGIN')
    const actor = (await currentActor()) ?? refuse('SIGNED_OUT')
    const importId = idInput.safeParse((await params).id)
    const input = repairInput.safeParse((await readJson(request)).value)
    if (!importId.success) return refuse('NOT_FOUND')
    if (!input.success) return refuse('INVALID', {}, fieldProblems(input.error))
    const repaired = settle(await carryOut(actor, { importId: importId.data, ...input.data }))
    return Response.json(await worded(repaired), { headers: PRIVATE })
  } catch (error) {
    const { status } = problemOf(error, 'POST /api/imports/{id}/cells')
    const failure =
      error instanceof Refusal ? error.failure : fail(status === 503 ? 'UNAVAILABLE' : 'INVALID').failure
    const state = await formFailure(failure)
    const message = state.status === 'failed' ? state.message : ''
    return Response.json({ code: failure.code, message }, { status, headers: PRIVATE })
  }
}

type Repair = { importId: number } & z.output<typeof repairInput>

function carryOut(actor: Actor, input: Repair): Promise<Result<Repaired>> {
  if ('cells' in input) return fixCells(actor, input)
  return 'rows' in input ? leaveOut(actor, input) : replaceValue(actor, input)
}

async function worded({ version, rows, before, same }: Repaired) {
  const t = await getTranslations('imports')
  return {
    version,
    before,
    rows: rows.map(({ row, problems }) => ({
      row,
      problems: problems.map(({ column, code }) => ({
        column,
        text: t(`problem.${wordedCode(code)}.title`),
      })),
    })),
    same: same && { ...same, text: t('grid.same', { count: same.count, from: same.from }) },
  }
}
