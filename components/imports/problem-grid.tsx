'use client'

import { type ClipboardEvent, type FocusEvent, type KeyboardEvent, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { type GridLine, keyOf, useRepairs } from './use-repairs'

export type GridColumn = { index: number; name: string; list?: readonly string[] }

export type GridWords = Record<
  | 'caption'
  | 'row'
  | 'cell'
  | 'keys'
  | 'leaveOut'
  | 'leaveOutRow'
  | 'leftOut'
  | 'ready'
  | 'saved'
  | 'saving'
  | 'notSaved'
  | 'retry'
  | 'sameAll'
  | 'sameEmpty'
  | 'none'
  | 'undo'
  | 'undone',
  string
>

/**
 * Rows with problems as a spreadsheet: cells are edited in place, each repair is saved at once, a row that is good goes.
 * What could not be saved stays in its cell, marked, until it is.
 */
export function ProblemGrid({
  importId,
  columns,
  lines,
  known,
  words,
}: {
  importId: number
  columns: readonly GridColumn[]
  lines: readonly GridLine[]
  /** the problem that stands above them all: it need not be said in each row */
  known: string | null
  words: GridWords
}) {
  const table = useRef<HTMLTableElement>(null)
  const [held, setHeld] = useState<number | null>(null)
  const repairs = useRepairs({
    importId,
    lines,
    held,
    fill: (row, column, text) => {
      const input = inputOf(row, column)
      if (input) input.value = text
    },
    words,
  })
  const { shown, problemsOf, savedAs, unsaved, saveCells, leaveOut, same, replaceSame } = repairs
  const { canTakeBack, takeBack, status, failure } = repairs

  function inputOf(row: number, column: number): HTMLInputElement | null {
    return table.current?.querySelector<HTMLInputElement>(`[data-cell="${keyOf(row, column)}"]`) ?? null
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, at: number, place: number) {
    const input = event.currentTarget
    const go = (lineAt: number, columnAt: number) => {
      const line = shown[lineAt]
      const column = columns[columnAt]
      const next = line && column ? inputOf(line.row, column.index) : null
      if (!next) return
      event.preventDefault()
      next.focus()
      next.select()
    }
    const atStart = input.selectionStart === 0 && input.selectionEnd === 0
    const isWhole = input.selectionStart === 0 && input.selectionEnd === input.value.length
    const atEnd = input.selectionStart === input.value.length
    if (
      (event.ctrlKey || event.metaKey) &&
      event.key.toLowerCase() === 'z' &&
      canTakeBack &&
      !isTyped(input)
    ) {
      event.preventDefault()
      takeBack()
    } else if (event.key === 'ArrowDown' || (event.key === 'Enter' && !event.shiftKey)) go(at + 1, place)
    else if (event.key === 'ArrowUp' || event.key === 'Enter') go(at - 1, place)
    else if (event.key === 'ArrowLeft' && (atStart || isWhole)) go(at, place - 1)
    else if (event.key === 'ArrowRight' && (atEnd || isWhole)) go(at, place + 1)
    else if (event.key === 'Escape') {
      const line = shown[at]
      const column = columns[place]
      if (line && column) input.value = savedAs(line.row, column.index)
    }
    if (event.key === 'Enter' && event.defaultPrevented === false) {
      // the last row: saved where it is
      event.preventDefault()
      input.blur()
      input.focus()
    }
  }

  function isTyped(input: HTMLInputElement): boolean {
    const [row = '', column = ''] = (input.dataset.cell ?? '').split(':')
    return input.value !== savedAs(Number(row), Number(column))
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>, at: number, place: number) {
    const text = event.clipboardData.getData('text/plain').replace(/\r?\n$/, '')
    if (!/[\n\t]/.test(text)) return
    event.preventDefault()
    const cells = text.split(/\r?\n/).flatMap((textLine, down) =>
      textLine.split('\t').flatMap((value, right) => {
        const line = shown[at + down]
        const column = columns[place + right]
        if (!line || !column) return []
        const input = inputOf(line.row, column.index)
        if (input) input.value = value.trim()
        return [{ row: line.row, column: column.index, value: value.trim() }]
      }),
    )
    saveCells(cells.slice(0, 1000))
  }

  function onFocus(event: FocusEvent<HTMLTableSectionElement>) {
    const row = event.target.closest('tr')?.dataset.row
    setHeld(row === undefined ? null : Number(row))
  }

  function onBlur(event: FocusEvent<HTMLTableSectionElement>) {
    if (!event.currentTarget.contains(event.relatedTarget)) setHeld(null)
  }

  function leaveRowOut(row: number, at: number) {
    const next = shown[at + 1] ?? shown[at - 1]
    setHeld(null)
    leaveOut(row)
    const column = columns[0]
    if (next && column) inputOf(next.row, column.index)?.focus()
  }

  return (
    <div className="flex flex-col gap-2">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="text-sm text-muted pointer-coarse:hidden">{words.keys}</p>
        <div className="flex items-center gap-3">
          <span role="status" className="text-sm text-muted">
            {status}
          </span>
          <Button size="sm" onClick={takeBack} disabled={!canTakeBack}>
            {words.undo}
          </Button>
        </div>
      </div>
      {(failure || unsaved.size > 0) && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 rounded-md border border-danger/35 bg-danger-soft px-3 py-2 text-danger-ink"
        >
          <span>{failure || words.notSaved}</span>
          {unsaved.size > 0 && (
            <Button
              size="sm"
              onClick={() =>
                saveCells(
                  [...unsaved].map(([key, value]) => {
                    const [row = 0, column = 0] = key.split(':').map(Number)
                    return { row, column, value: inputOf(row, column)?.value ?? value }
                  }),
                )
              }
            >
              {words.retry}
            </Button>
          )}
        </div>
      )}
      {same && (
        <div className="flex flex-wrap items-center gap-3 rounded-md border border-line bg-sunken px-3 py-2">
          <span className="min-w-0 break-words">{same.text}</span>
          <Button size="sm" variant="primary" onClick={replaceSame}>
            {same.to === '' ? words.sameEmpty : words.sameAll.replace('{to}', same.to)}
          </Button>
        </div>
      )}
      {columns.map(
        ({ index, list }) =>
          list && (
            <datalist key={index} id={`grid-list-${index}`}>
              {list.map((value) => (
                <option key={value} value={value} />
              ))}
            </datalist>
          ),
      )}
      {shown.length === 0 ? (
        <p className="rounded-lg border border-line bg-surface p-4 text-muted">{words.none}</p>
      ) : (
        <div className="overflow-x-auto rounded-lg border border-line bg-surface">
          <table ref={table} className="w-full border-collapse text-sm">
            <caption className="sr-only">{words.caption}</caption>
            <thead>
              <tr className="border-b border-line text-left text-muted">
                <th scope="col" className="sticky left-0 bg-surface px-2 py-2 font-medium">
                  {words.row}
                </th>
                {columns.map(({ index, name }) => (
                  <th key={index} scope="col" className="min-w-32 px-2 py-2 font-medium">
                    {name}
                  </th>
                ))}
                <th scope="col">
                  <span className="sr-only">{words.leaveOut}</span>
                </th>
              </tr>
            </thead>
            <tbody onFocus={onFocus} onBlur={onBlur}>
              {shown.map((line, at) => {
                const wrong = problemsOf(line)
                const whole = wrong.filter(
                  ({ column }) => column === null || !columns.some(({ name }) => name === column),
                )
                return (
                  <tr
                    key={line.row}
                    data-row={line.row}
                    className="border-b border-line align-top last:border-b-0"
                  >
                    <th
                      scope="row"
                      className="figures sticky left-0 bg-surface px-2 py-2.5 text-right font-normal text-muted"
                    >
                      {wrong.length === 0 ? '✓' : line.row}
                      {whole.length > 0 && (
                        <span
                          id={`row-problem-${line.row}`}
                          className="block max-w-32 text-left text-xs text-danger-ink"
                        >
                          {whole.map(({ text }) => text).join('. ')}
                        </span>
                      )}
                    </th>
                    {columns.map(({ index, name, list }, place) => {
                      const bad = wrong.find(({ column }) => column === name)
                      const key = keyOf(line.row, index)
                      const isUnsaved = unsaved.has(key)
                      return (
                        <td key={index} className="px-1 py-1">
                          <input
                            data-cell={key}
                            defaultValue={savedAs(line.row, index)}
                            list={list ? `grid-list-${index}` : undefined}
                            autoComplete="off"
                            maxLength={5000}
                            aria-label={words.cell
                              .replace('{column}', name)
                              .replace('{row}', String(line.row))}
                            aria-invalid={bad || isUnsaved ? true : undefined}
                            aria-describedby={
                              bad
                                ? `problem-${key}`
                                : whole.length > 0
                                  ? `row-problem-${line.row}`
                                  : undefined
                            }
                            onKeyDown={(event) => onKeyDown(event, at, place)}
                            onPaste={(event) => onPaste(event, at, place)}
                            onBlur={(event) =>
                              saveCells([{ row: line.row, column: index, value: event.currentTarget.value }])
                            }
                            className={cx(
                              'control min-w-28',
                              (bad || isUnsaved) && 'border-danger bg-danger-soft',
                            )}
                          />
                          {bad && (
                            <span
                              id={`problem-${key}`}
                              className={
                                bad.text === known ? 'sr-only' : 'mt-0.5 block px-1 text-xs text-danger-ink'
                              }
                            >
                              {bad.text}
                            </span>
                          )}
                        </td>
                      )
                    })}
                    <td className="px-1 py-1">
                      <Button
                        size="sm"
                        variant="quiet"
                        aria-label={words.leaveOutRow.replace('{row}', String(line.row))}
                        onClick={() => leaveRowOut(line.row, at)}
                      >
                        {words.leaveOut}
                      </Button>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </div>
  )
}
