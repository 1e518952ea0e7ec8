'use client'

import dynamic from 'next/dynamic'
import { ChartBox } from './chart-box'
import { LINE_HEIGHT, LINE_LEGEND } from './row-sizes'
import type { Tick } from './ticks'

export type LineSeries = {
  key: string
  label: string
  /** steps: the value holds until the next point, as of a share that grows with each win */
  shape?: 'step' | 'line'
  /** a plan beside the fact */
  dashed?: boolean
  /** low and high: a band around it, drawn of up to two lines, and else of the one that has the focus */
  points: readonly { x: number; y: number | null; low?: number; high?: number }[]
  /** the points that can be reached by key and pointer, each with its sentence */
  marks: readonly { x: number; y: number; spoken: string; href?: string }[]
}

const Canvas = dynamic(() => import('./line-chart-canvas'), { ssr: false })

/** Up to six lines over an axis of numbers (days, months by their index), each told by colour, dash, shape and name. */
export function LineChart({
  series,
  xTicks,
  yTicks,
  xTitle,
  label,
}: {
  series: readonly LineSeries[]
  /** first and last are the ends of the axis */
  xTicks: readonly Tick[]
  yTicks: readonly Tick[]
  /** "days since creation" */
  xTitle?: string
  label: string
}) {
  const legend = series.length > 1
  const title = xTitle ? 16 : 0
  return (
    <ChartBox
      narrow={LINE_HEIGHT.narrow + title + (legend ? LINE_LEGEND * series.length : 0)}
      wide={LINE_HEIGHT.wide + title + (legend ? LINE_LEGEND * Math.ceil(series.length / 3) : 0)}
    >
      <Canvas series={series} xTicks={xTicks} yTicks={yTicks} xTitle={xTitle} label={label} />
    </ChartBox>
  )
}
