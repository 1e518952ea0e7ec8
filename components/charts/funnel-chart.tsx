'use client'

import dynamic from 'next/dynamic'

export type FunnelBar = {
  key: string
  label: string
  count: number
  /** The count as it is written. */
  countText: string
  /** Exactly the leads that this bar counts. */
  href?: string
  /** From the stage before: "23.4 %" or "too few to judge"; empty where there is none. */
  rateText?: string
  /** "21.2 – 25.7 %", where there are enough to say. */
  intervalText?: string
  /** "312 of 1,334": under the pointer, and for a screen reader. */
  detail?: string
  /** What the interval of the conversion makes of the stage before: drawn as a whisker at the bar's end. */
  low?: number
  high?: number
}

const Canvas = dynamic(() => import('./funnel-canvas'), { ssr: false })

const rowHeight = 44

/**
 * The funnel as horizontal bars, each a link to its leads. Bars are drawn to the scale of the stage `scaleTo` (leads);
 * the wider ones before it (reach, responses) fill the width and are torn off, since to scale they would leave nothing
 * of the rest. Recharts comes after the page.
 */
export function FunnelChart({
  bars,
  scaleTo,
  label,
}: {
  bars: readonly FunnelBar[]
  scaleTo?: string
  label: string
}) {
  return (
    <div style={{ height: bars.length * rowHeight }}>
      <Canvas bars={bars} scaleTo={scaleTo} label={label} rowHeight={rowHeight} />
    </div>
  )
}
