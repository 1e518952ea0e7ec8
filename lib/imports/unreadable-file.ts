/** Why a file as a whole cannot be read. Worded in the messages (`file.<code>`). */
export type FileProblemCode =
  | 'empty_file'
  | 'old_workbook'
  | 'protected_workbook'
  | 'not_a_workbook'
  | 'broken_workbook'
  | 'workbook_too_large'
  | 'unknown_sheet'
  | 'no_sheet'
  | 'not_text'
  | 'wrong_encoding'
  | 'no_header'
  | 'too_many_columns'
  | 'line_too_long'

/** An expected outcome of reading somebody's file, thrown because it ends a stream. */
export class UnreadableFile extends Error {
  constructor(
    readonly code: FileProblemCode,
    readonly params: Record<string, string | number> = {},
  ) {
    super(code)
  }
}
