'use client'

import { useRouter } from 'next/navigation'
import {
  createContext,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { SAID_HEIGHT } from './row-sizes'

/** From this width on the names stand beside the marks; below it above them. The same as in ChartBox. */
const WIDE = 560

type Marks = {
  current: string | undefined
  enter: (id: string) => void
  leave: () => void
  say: (text: string | null) => void
}

const MarksContext = createContext<Marks>({
  current: undefined,
  enter: () => {},
  leave: () => {},
  say: () => {},
})

/**
 * The place that a chart is drawn in: as wide as there is room, one stop for the tab key whatever the number of marks,
 * and under it the mark in words. `ids` are the marks in the order in which the arrow keys go through them.
 */
export function ChartCanvas({
  ids,
  children,
}: {
  ids: readonly string[]
  children: (width: number, narrow: boolean) => ReactNode
}) {
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  const [entered, setEntered] = useState<string>()
  const [said, setSaid] = useState<string | null>(null)
  /** the mark that has the focus, or had it when it went */
  const held = useRef<string>(undefined)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  // What had the focus may be gone after a refresh.
  const current = entered !== undefined && ids.includes(entered) ? entered : ids[0]
  const marks = useMemo(() => {
    const enter = (id: string) => {
      held.current = id
      setEntered(id)
    }
    const leave = () => {
      held.current = undefined
    }
    return { current, enter, leave, say: setSaid }
  }, [current])
  // Kept while the pointer and the focus move: only the mark and the words change then, and nothing is drawn anew.
  const drawing = useMemo(() => (width > 0 ? children(width, width < WIDE) : null), [children, width])
  // A bar whose value changes is drawn anew by Recharts, some time after we have asked for it, and would take the focus
  // with it.
  useEffect(() => {
    const element = box.current
    if (!element) return
    const observer = new MutationObserver(() => {
      if (held.current === undefined || document.activeElement !== document.body) return
      element.querySelector<SVGElement>(`[data-mark="${CSS.escape(held.current)}"]`)?.focus()
    })
    observer.observe(element, { childList: true, subtree: true })
    return () => observer.disconnect()
  }, [])
  return (
    <MarksContext value={marks}>
      <div ref={box}>{drawing}</div>
      {/* Its words are those of the mark, which a screen reader speaks itself. */}
      <p
        aria-hidden="true"
        data-print="hide"
        className="figures truncate text-xs text-muted"
        style={{ height: SAID_HEIGHT, paddingTop: 6 }}
      >
        {said}
      </p>
    </MarksContext>
  )
}

/** What every Recharts chart of ours is given: no movement, no keys of its own, and on paper the width of the page. */
export const STILL = {
  accessibilityLayer: false,
  role: 'group',
  style: { width: '100%', height: 'auto' },
} as const

/** What is written beside a mark is said by its label, in an order that makes sense. */
const SILENT = { 'aria-hidden': true, className: 'pointer-events-none' } as const

/**
 * One mark: a link to exactly the leads that it counts, or else an image with words. The arrow keys go from mark to mark
 * (up and down to the next row where there are rows), Home and End to the first and the last.
 */
export function Mark({
  id,
  href,
  spoken,
  row,
  onAttend,
  words,
  children,
}: {
  id: string
  href?: string
  /** all that it says, as one sentence */
  spoken: string
  /** of a picture with several rows of marks, or several lines */
  row?: number
  /** the pointer or the focus has come to it, or gone */
  onAttend?: (here: boolean) => void
  /** what is written on and beside it; above it, and not in the way of the pointer */
  words?: ReactNode
  children: ReactNode
}) {
  const router = useRouter()
  const { current, enter, leave, say } = useContext(MarksContext)
  const attend = (here: boolean) => {
    say(here ? spoken : null)
    onAttend?.(here)
  }
  const shared = {
    'data-mark': id,
    'data-row': row,
    'aria-label': spoken,
    tabIndex: current === id ? 0 : -1,
    className: 'group outline-none',
    role: href === undefined ? 'img' : undefined,
    onFocus: () => {
      enter(id)
      attend(true)
    },
    onBlur: ({ currentTarget }: FocusEvent) => {
      attend(false)
      // What is taken out of the page has not been left by anybody, nor what only waits for its window to come back.
      setTimeout(() => {
        if (currentTarget.isConnected && document.activeElement !== currentTarget) leave()
      })
    },
    onPointerEnter: () => attend(true),
    onPointerLeave: () => attend(false),
    onKeyDown: goOn,
  }
  const written = words && <g {...SILENT}>{words}</g>
  if (href === undefined) {
    return (
      <>
        <g {...shared}>{children}</g>
        {written}
      </>
    )
  }
  return (
    <>
      <a
        href={href}
        {...shared}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          router.push(href)
        }}
      >
        {children}
      </a>
      {written}
    </>
  )
}

/** Where the focus is, drawn in the picture: browsers disagree about outlines inside of one. First child of a Mark. */
export function FocusRing({ x, y, width, height }: { x: number; y: number; width: number; height: number }) {
  return (
    <rect
      data-export="leave"
      x={x + 1}
      y={y + 1}
      width={Math.max(0, width - 2)}
      height={Math.max(0, height - 2)}
      rx={4}
      className="fill-transparent stroke-transparent group-hover:fill-hover group-focus-visible:stroke-accent"
      strokeWidth={2}
    />
  )
}

function goOn(event: KeyboardEvent<Element>) {
  const here = event.currentTarget
  const marks = [...(here.closest('svg')?.querySelectorAll<SVGElement>('[data-mark]') ?? [])]
  const next = nextMark(marks, here, event.key)
  if (!next) return
  event.preventDefault()
  event.stopPropagation()
  next.focus()
}

function nextMark(drawn: SVGElement[], here: Element, key: string): SVGElement | undefined {
  const row = here.getAttribute('data-row')
  // Drawn part by part, gone through row by row.
  const marks = row === null ? drawn : drawn.toSorted((a, b) => rowOf(a) - rowOf(b) || leftOf(a) - leftOf(b))
  const index = here instanceof SVGElement ? marks.indexOf(here) : -1
  switch (key) {
    case 'Home':
      return marks[0]
    case 'End':
      return marks.at(-1)
    case 'ArrowRight':
      return marks[index + 1]
    case 'ArrowLeft':
      return marks[index - 1]
    case 'ArrowDown':
      return row === null ? marks[index + 1] : inRow(marks, here, Number(row) + 1)
    case 'ArrowUp':
      return row === null ? marks[index - 1] : inRow(marks, here, Number(row) - 1)
  }
}

/** The mark of another row that is nearest. */
function inRow(marks: SVGElement[], here: Element, row: number): SVGElement | undefined {
  const from = leftOf(here)
  return marks
    .filter((mark) => rowOf(mark) === row)
    .toSorted((a, b) => Math.abs(leftOf(a) - from) - Math.abs(leftOf(b) - from))[0]
}

function rowOf(mark: SVGElement): number {
  return Number(mark.dataset.row)
}

function leftOf(mark: Element): number {
  return mark.getBoundingClientRect().left
}
