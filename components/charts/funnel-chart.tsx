'use client'

import dynamic from 'next/dynamic'
import { ChartBox } from './chart-box'
import { boxOf, FUNNEL_HEAD, FUNNEL_ROW, SAID_HEIGHT } from './row-sizes'

export type FunnelBar = {
  key: string
  label: string
  count: number
  /** The count as it is written. */
  countText: string
  /** All of it as one sentence. */
  spoken: string
  /** Exactly the leads that this bar counts. */
  href?: string
  /** From the stage before: "23.4 %" or "too few to judge"; empty where there is none. */
  rateText?: string
  /** "21.2 – 25.7 %", where there are enough to say. */
  intervalText?: string
  /** How long it took from the stage before: "4 days". */
  timeText?: string
  /** What the interval of the conversion makes of the stage before: drawn as a whisker at the bar's end. */
  low?: number
  high?: number
}

/** What stands over the two columns beside the bars. */
export type FunnelHeads = { rate: string; time: string }

const Canvas = dynamic(() => import('./funnel-canvas'), { ssr: false })

/**
 * The funnel as horizontal bars, each a link to its leads. Bars are drawn to the scale of the stage `scaleTo` (leads);
 * the wider ones before it (reach, responses) fill the width and are torn off, since to scale they would leave nothing
 * of the rest. Recharts comes after the page.
 */
export function FunnelChart({
  bars,
  scaleTo,
  heads,
  label,
}: {
  bars: readonly FunnelBar[]
  scaleTo?: string
  heads: FunnelHeads
  label: string
}) {
  const box = boxOf(FUNNEL_ROW, bars.length, SAID_HEIGHT)
  return (
    <ChartBox narrow={box.narrow} wide={box.wide + FUNNEL_HEAD}>
      <Canvas bars={bars} scaleTo={scaleTo} heads={heads} label={label} />
    </ChartBox>
  )
}
