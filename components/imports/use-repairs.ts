import { useEffect, useRef, useState } from 'react'
import { useRefresh } from './use-refresh'

type GridProblem = { column: string | null; text: string }
export type GridLine = { row: number; cells: Record<number, string>; problems: GridProblem[] }
type Change = { row: number; column: number; value: string | null }
type Undo =
  | { cells: Change[] }
  | { rows: number[]; out: boolean }
  | { column: string; from: string; to: null }
type Same = { column: string; from: string; count: number; text: string; to: string }
type Answer = {
  before: Change[]
  rows: { row: number; problems: GridProblem[] }[]
  same: Omit<Same, 'to'> | null
}

export const keyOf = (row: number, column: number) => `${row}:${column}`

/**
 * The repairs of rows with problems: each is saved at once, one after the other, and can be taken back. What could not
 * be saved is kept as typed, until it is. A row that has become good is shown until it is no longer `held`, the row with
 * the focus: nothing moves under the hand.
 */
export function useRepairs({
  importId,
  lines,
  held,
  fill,
  words,
}: {
  importId: number
  lines: readonly GridLine[]
  held: number | null
  /** writes into a cell that is shown what was taken back */
  fill: (row: number, column: number, text: string) => void
  words: Record<'ready' | 'saved' | 'saving' | 'notSaved' | 'leftOut' | 'undone', string>
}) {
  const refresh = useRefresh()
  const saved = useRef(new Map<string, string>())
  const queue = useRef<Promise<void>>(Promise.resolve())
  const [problems, setProblems] = useState(new Map<number, GridProblem[]>())
  const [unsaved, setUnsaved] = useState(new Map<string, string>())
  const [status, setStatus] = useState('')
  const [failure, setFailure] = useState('')
  const [same, setSame] = useState<Same | null>(null)
  const [undos, setUndos] = useState<Undo[]>([])

  // A row that was good and is taken back is shown again, though the page has been drawn without it since.
  const seen = useRef(new Map<number, GridLine>())
  for (const line of lines) seen.current.set(line.row, line)
  const all = [...seen.current.values()].sort((a, b) => a.row - b.row)

  // The page drawn anew knows more of rows that are still wrong; of those that are good it may not have heard yet.
  const [drawn, setDrawn] = useState(lines)
  if (drawn !== lines) {
    setDrawn(lines)
    setProblems(new Map([...problems].filter(([, left]) => left.length === 0)))
  }
  const here = new Set(lines.map(({ row }) => row))
  const problemsOf = (line: GridLine) => problems.get(line.row) ?? (here.has(line.row) ? line.problems : [])
  // A row that has become good stays until the focus has left it: nothing moves under the hand.
  const shown = all.filter((line) => problemsOf(line).length > 0 || line.row === held)
  const savedAs = (row: number, column: number) =>
    saved.current.get(keyOf(row, column)) ?? seen.current.get(row)?.cells[column] ?? ''

  useEffect(() => {
    if (unsaved.size === 0) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [unsaved])

  // All that was here is repaired: the next rows come.
  const isDone = lines.length > 0 && shown.length === 0
  useEffect(() => {
    if (isDone) refresh()
  }, [isDone, refresh])

  async function post(body: object): Promise<Answer | string> {
    try {
      const response = await fetch(`/api/imports/${importId}/cells`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      })
      const answer = await response.json()
      return response.ok ? (answer as Answer) : String(answer.message ?? words.notSaved)
    } catch {
      return words.notSaved
    }
  }

  /** One after the other, so that the last word on a cell is the last that was typed. */
  function send(body: object, undo: (answer: Answer) => Undo | null, onFailed: () => void, done?: string) {
    setStatus(words.saving)
    queue.current = queue.current.then(async () => {
      const answer = await post(body)
      if (typeof answer === 'string') {
        setStatus('')
        setFailure(answer)
        onFailed()
        return
      }
      setFailure('')
      const back = undo(answer)
      setProblems((before) => {
        // After an undo no row is good for certain: the file may have been looked at without its rows meanwhile.
        const next = new Map(back ? before : [])
        for (const { row, problems: left } of answer.rows) next.set(row, left)
        return next
      })
      if (back) setUndos((before) => [...before.slice(-49), back])
      else {
        // A row that was found good meanwhile is no longer among those with problems: only a new look brings it back.
        void fetch(`/api/imports/${importId}/check`, { method: 'POST' }).catch(() => {})
        refresh()
      }
      const good = answer.rows.find(({ problems: left }) => left.length === 0)
      setStatus(done ?? (good ? words.ready.replace('{row}', String(good.row)) : words.saved))
      const { same: others } = answer
      if ('cells' in body && others) {
        const [cell] = (body as { cells: Change[] }).cells
        setSame({ ...others, to: cell?.value ?? '' })
      } else setSame(null)
    })
  }

  function saveCells(cells: { row: number; column: number; value: string }[]) {
    const fresh = cells.filter(
      ({ row, column, value }) => savedAs(row, column) !== value || unsaved.has(keyOf(row, column)),
    )
    if (fresh.length === 0) return
    const keys = fresh.map(({ row, column }) => keyOf(row, column))
    for (const { row, column, value } of fresh) saved.current.set(keyOf(row, column), value)
    setUnsaved((before) => new Map([...before].filter(([key]) => !keys.includes(key))))
    send(
      { cells: fresh },
      ({ before }) => ({ cells: before }),
      () => {
        // What was typed stays in its cell, and counts as not saved.
        setUnsaved(
          (before) =>
            new Map([...before, ...fresh.map((cell) => [keyOf(cell.row, cell.column), cell.value] as const)]),
        )
      },
    )
  }

  function takeBack() {
    const last = undos.at(-1)
    if (!last) return
    setUndos((before) => before.slice(0, -1))
    if ('cells' in last)
      for (const { row, column, value } of last.cells) {
        const text = value ?? seen.current.get(row)?.cells[column] ?? ''
        saved.current.set(keyOf(row, column), text)
        fill(row, column, text)
      }
    send(
      last,
      () => null,
      () => setUndos((before) => [...before, last]),
      words.undone,
    )
  }

  function leaveOut(row: number) {
    send(
      { rows: [row], out: true },
      () => ({ rows: [row], out: false }),
      () => {},
      words.leftOut.replace('{row}', String(row)),
    )
  }

  function replaceSame() {
    if (!same) return
    const { column, from, to } = same
    send(
      { column, from, to },
      () => ({ column, from, to: null }),
      () => {},
    )
    setSame(null)
  }

  return {
    shown,
    problemsOf,
    savedAs,
    unsaved,
    saveCells,
    leaveOut,
    same,
    replaceSame,
    canTakeBack: undos.length > 0,
    takeBack,
    status,
    failure,
  }
}
