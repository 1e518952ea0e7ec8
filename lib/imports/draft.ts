import { z } from 'zod'
import { DELIMITERS } from './csv'
import { DATE_FORMATS } from './dates'
import { ENCODINGS } from './encoding'
import {
  CREATABLE,
  FIELDS,
  type Field,
  IMPORT_KINDS,
  type ImportMapping,
  importMapping,
  MATCH_BY,
  MAX_HEADER_ROW,
  ON_MATCH,
} from './mapping'
import { DECIMALS } from './numbers'

/**
 * An import on its way through the wizard: what is known of its mapping so far. Every part may be missing, and nothing of
 * it need fit together yet; `mappingOf` says whether it does.
 */

export const STEPS = ['file', 'columns', 'values', 'check', 'duplicates'] as const
export type ImportStep = (typeof STEPS)[number]

export const ALL_FIELDS = [...new Set<Field>(Object.values(FIELDS).flat())] as [Field, ...Field[]]
const cell = z.string().max(5000)

export const importDraft = z.strictObject({
  step: z.enum(STEPS).default('file'),
  kind: z.enum(IMPORT_KINDS).default('leads'),
  /** how the file is read; what is left out is as detected */
  sheet: z.string().max(100).optional(),
  headerRow: z.int().min(1).max(MAX_HEADER_ROW).optional(),
  encoding: z.enum(ENCODINGS).optional(),
  delimiter: z.enum(DELIMITERS).optional(),
  /** column name → field; null: somebody decided to leave the column out */
  columns: z.record(cell, z.enum(ALL_FIELDS).nullable()).default({}),
  constants: z.partialRecord(z.enum(ALL_FIELDS), cell).default({}),
  values: z.partialRecord(z.enum(ALL_FIELDS), z.record(cell, cell)).default({}),
  dateFormat: z.enum(DATE_FORMATS).optional(),
  decimal: z.enum(DECIMALS).optional(),
  matchBy: z.enum(MATCH_BY).optional(),
  onMatch: z.enum(ON_MATCH).optional(),
  identity: z.enum(['column', 'row']).optional(),
  createMissing: z.array(z.enum(CREATABLE)).default([]),
})
export type ImportDraft = z.infer<typeof importDraft>

/** A draft as it is stored. One that no longer fits (of an older version, say) begins anew: it must not break its list. */
export function readDraft(stored: unknown): ImportDraft {
  const read = importDraft.safeParse(stored)
  return read.success ? read.data : importDraft.parse({})
}

/** What a column is matched with; undefined where nothing was said, also of a column that is called "constructor". */
export function fieldOf({ columns }: Pick<ImportDraft, 'columns'>, name: string): Field | null | undefined {
  return Object.hasOwn(columns, name) ? columns[name] : undefined
}

/** The mapping that a draft amounts to, or what is still missing or does not fit (paths and codes of `importMapping`). */
export function mappingOf(draft: ImportDraft): z.ZodSafeParseResult<ImportMapping> {
  const { step: _, kind, columns, onMatch, identity, matchBy, ...rest } = draft
  const mapped = Object.fromEntries(Object.entries(columns).filter(([, field]) => field !== null))
  return importMapping.safeParse({
    ...rest,
    kind,
    columns: mapped,
    ...(kind === 'leads' ? { onMatch, identity, matchBy } : {}),
    ...(kind === 'outcomes' && matchBy !== 'phone' ? { matchBy } : {}),
  })
}
