'use client'

import dynamic from 'next/dynamic'
import { GradeShape } from '@/components/ui/grade-badge'
import type { Locale } from '@/lib/platform/i18n/locale'

export type BarPoint = {
  key: string
  label: string
  /** One number per series; null is "no data" and leaves a gap. */
  values: readonly (number | null)[]
  /** As they are written, in the same order. */
  texts: readonly string[]
  /** What a click opens, per series. */
  hrefs?: readonly (string | undefined)[]
}

export type BarSeries = { key: string; label: string; tone: 'accent' | 'muted' | 'hot' | 'warm' | 'cold' }

/** What an axis writes at its marks. */
export type BarScale = { kind: 'count' | 'money' | 'percent'; locale: Locale; currency?: string }

const Canvas = dynamic(() => import('./bar-canvas'), { ssr: false })

/** Columns over time or categories; stacked for a mix. The grade tones are for grades only. Recharts comes after the page. */
export function BarChart({
  points,
  series,
  scale,
  stacked,
  height = 220,
  label,
}: {
  points: readonly BarPoint[]
  series: readonly BarSeries[]
  scale: BarScale
  stacked?: boolean
  height?: number
  label: string
}) {
  return (
    <div>
      {series.length > 1 && (
        <ul className="mb-1 flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
          {series.map((one) => (
            <li key={one.key} className="flex items-center gap-1.5">
              {one.tone === 'accent' || one.tone === 'muted' ? (
                <span
                  className={`size-2.5 rounded-sm ${one.tone === 'accent' ? 'bg-accent' : 'bg-line-strong'}`}
                  aria-hidden="true"
                />
              ) : (
                <GradeShape grade={one.tone} />
              )}
              {one.label}
            </li>
          ))}
        </ul>
      )}
      <div style={{ height }}>
        <Canvas points={points} series={series} scale={scale} stacked={stacked} label={label} />
      </div>
    </div>
  )
}
