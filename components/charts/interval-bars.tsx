'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { buttonClass } from '@/components/ui/button-class'
import { ChartBox } from './chart-box'
import { AXIS_HEIGHT, boxOf, INTERVAL_ROW, SAID_HEIGHT } from './row-sizes'
import type { Tick } from './ticks'

export type IntervalMark = {
  key: string
  label: string
  /** null: nothing in the base */
  value: number | null
  low: number | null
  high: number | null
  /** false: drawn hatched, for it is too few to judge */
  enough: boolean
  /** "23.4 %", "too few to judge, 12 more needed", "no data" */
  valueText: string
  /** "20.1–27.0 %" */
  intervalText?: string
  /** "312 / 1,334" */
  countText: string
  /** "better" …: beside the value, with its shape; never on noise */
  verdict?: { kind: 'better' | 'worse'; text: string }
  /** the whole mark as a sentence, for who hears or points at it */
  spoken: string
  href?: string
}

const Canvas = dynamic(() => import('./interval-bars-canvas'), { ssr: false })

/** Above this many the rest is folded, and said how many they are; the table under the chart has them all. */
const FOLD_AT = 15

/**
 * Shares one under the other, each with its 95 % Wilson interval as a whisker, its count and its base. Make the marks with
 * `intervalMarks()`, which words them. `reference` is a line through all: the share of all rows together, a benchmark.
 */
export function IntervalBars({
  marks,
  ticks,
  reference,
  label,
  more,
}: {
  marks: readonly IntervalMark[]
  /** of `shareTicks`; the last is the end of the scale */
  ticks: readonly Tick[]
  reference?: Tick
  label: string
  /** "Show all 312" */
  more?: string
}) {
  const [all, setAll] = useState(false)
  const shown = all || marks.length <= FOLD_AT + 3 ? marks : marks.slice(0, FOLD_AT)
  return (
    <>
      <ChartBox {...boxOf(INTERVAL_ROW, shown.length, AXIS_HEIGHT + SAID_HEIGHT)}>
        <Canvas marks={shown} ticks={ticks} reference={reference} label={label} />
      </ChartBox>
      {shown.length < marks.length && (
        <button
          type="button"
          className={buttonClass({ variant: 'quiet', size: 'sm' })}
          onClick={() => setAll(true)}
        >
          {more ?? `+${marks.length - shown.length}`}
        </button>
      )}
    </>
  )
}
