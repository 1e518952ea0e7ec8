import { getTranslations } from 'next-intl/server'
import type { Actor } from '@/lib/platform/actor'
import { withoutFormula } from '@/lib/platform/sheet/formula'
import { writeCsv } from '../csv'
import { wordedCode } from '../problem-codes'
import { rejectedPage } from './problems'
import type { ImportView } from './runs'

/**
 * The refused rows with their reasons in words, in the last column. Where decimals have a comma, spreadsheets part cells
 * with a semicolon; the mark of UTF-8 tells Excel the encoding. No cell begins a formula.
 */
export async function rejectedFile(actor: Actor, run: ImportView): Promise<AsyncGenerator<Uint8Array>> {
  const t = await getTranslations('imports')
  return pieces(actor, run, {
    reason: t('result.reason'),
    of: (code) => t(`problem.${wordedCode(code)}.title`),
  })
}

async function* pieces(
  actor: Actor,
  { id, header }: ImportView,
  words: { reason: string; of: (code: string) => string },
): AsyncGenerator<Uint8Array> {
  const delimiter = actor.locale === 'ru' ? ';' : ','
  const bytes = (rows: readonly (readonly string[])[]) =>
    new TextEncoder().encode(
      writeCsv(
        rows.map((row) => row.map(withoutFormula)),
        delimiter,
      ),
    )
  yield new TextEncoder().encode('\uFEFF')
  yield bytes([[...header, words.reason]])
  for (let after: number | null = 0; after !== null; ) {
    const page: Awaited<ReturnType<typeof rejectedPage>> = await rejectedPage(actor, id, {
      after,
      limit: 2000,
    })
    yield bytes(
      page.rows.map(({ cells, problems }) => [
        // A row that is too short must not have its reason in somebody else's column.
        ...Array.from({ length: Math.max(header.length, cells.length) }, (_, index) => cells[index] ?? ''),
        problems
          .map(({ column, code }) => (column ? `${column}: ${words.of(code)}` : words.of(code)))
          .join('; '),
      ]),
    )
    after = page.next
  }
}
