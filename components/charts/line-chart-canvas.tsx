'use client'

import { useState } from 'react'
import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  useXAxisScale,
  useYAxisScale,
  XAxis,
  YAxis,
} from 'recharts'
import { ChartCanvas, Mark, STILL } from './chart-canvas'
import type { LineSeries } from './line-chart'
import { LINE_HEIGHT, LINE_LEGEND, SAID_HEIGHT } from './row-sizes'
import { textWidth } from './text-width'
import type { Tick } from './ticks'
import { ToneShape, toneOf } from './tones'

type Props = {
  series: readonly LineSeries[]
  xTicks: readonly Tick[]
  yTicks: readonly Tick[]
  xTitle?: string
  label: string
}

const STROKES = [
  'stroke-series-1',
  'stroke-series-2',
  'stroke-series-3',
  'stroke-series-4',
  'stroke-series-5',
  'stroke-series-6',
]
const BANDS = [
  'fill-series-1',
  'fill-series-2',
  'fill-series-3',
  'fill-series-4',
  'fill-series-5',
  'fill-series-6',
]
const DASHES = [undefined, '7 3', '2 3', '10 3 2 3', '5 5', '1 4']

/** Drawn by Recharts: grid, axes, bands, lines; the marks on top of them. */
export default function LineChartCanvas({ series, xTicks, yTicks, xTitle, label }: Props) {
  const [focused, setFocused] = useState<string | null>(null)
  const xText = new Map(xTicks.map(({ at, text }) => [at, text]))
  const yText = new Map(yTicks.map(({ at, text }) => [at, text]))
  const legend = series.length > 1
  const banded = (one: LineSeries) => series.length <= 2 || one.key === focused
  const data = merged(series)
  return (
    <ChartCanvas ids={series.flatMap(({ key, marks }) => marks.map(({ x }) => `${key} ${x}`))}>
      {(width, narrow) => {
        const legendHeight = legend
          ? LINE_LEGEND * (narrow ? series.length : Math.ceil(series.length / 3))
          : 0
        const height =
          (narrow ? LINE_HEIGHT.narrow : LINE_HEIGHT.wide) - SAID_HEIGHT + legendHeight + (xTitle ? 16 : 0)
        const axisWidth = Math.ceil(Math.max(...yTicks.map(({ text }) => textWidth(text, 11)))) + 10
        const lastHalf = Math.ceil(Math.max(0, ...xTicks.map(({ text }) => textWidth(text, 11))) / 2) + 2
        return (
          <ComposedChart
            {...STILL}
            width={width}
            height={height}
            data={data}
            margin={{
              top: legendHeight + 8,
              right: Math.max(16, lastHalf),
              bottom: xTitle ? 16 : 0,
              left: 0,
            }}
            aria-label={label}
          >
            <CartesianGrid vertical={false} stroke="var(--color-line)" />
            <XAxis
              type="number"
              dataKey="x"
              domain={[xTicks[0]?.at ?? 0, xTicks.at(-1)?.at ?? 1]}
              ticks={spaced(xTicks, (width - axisWidth) / (narrow ? 52 : 64))}
              tickFormatter={(at: number) => xText.get(at) ?? ''}
              interval={0}
              height={24}
              tickLine={false}
              axisLine={{ stroke: 'var(--color-line-strong)' }}
              tick={{ className: 'figures fill-muted text-2xs' }}
              allowDataOverflow
            />
            <YAxis
              type="number"
              domain={[yTicks[0]?.at ?? 0, yTicks.at(-1)?.at ?? 1]}
              ticks={yTicks.map(({ at }) => at)}
              tickFormatter={(at: number) => yText.get(at) ?? ''}
              interval={0}
              width={axisWidth}
              tickLine={false}
              axisLine={false}
              tick={{ className: 'figures fill-muted text-2xs' }}
              allowDataOverflow
            />
            {series.map(
              (one, index) =>
                banded(one) &&
                one.points.some(({ low }) => low !== undefined) && (
                  <Area
                    key={`band ${one.key}`}
                    dataKey={`band ${index}`}
                    type={one.shape === 'step' ? 'stepAfter' : 'linear'}
                    className={`[&_path]:fill-opacity-15 ${BANDS[index % BANDS.length]}`}
                    fill="inherit"
                    fillOpacity={0.14}
                    stroke="none"
                    connectNulls
                    isAnimationActive={false}
                    activeDot={false}
                  />
                ),
            )}
            {series.map((one, index) => (
              <Line
                key={one.key}
                dataKey={`line ${index}`}
                type={one.shape === 'step' ? 'stepAfter' : 'linear'}
                className={STROKES[index % STROKES.length]}
                stroke="inherit"
                strokeWidth={2}
                strokeDasharray={one.dashed ? '4 4' : DASHES[index % DASHES.length]}
                dot={false}
                activeDot={false}
                connectNulls={one.shape === 'step'}
                isAnimationActive={false}
              />
            ))}
            {legend &&
              series.map((one, index) => {
                const columns = narrow ? 1 : 3
                const x = (index % columns) * (width / columns)
                const y = Math.floor(index / columns) * LINE_LEGEND + 8
                return (
                  <g key={one.key}>
                    <path
                      d={`M${x} ${y}h28`}
                      className={STROKES[index % STROKES.length]}
                      strokeWidth={2}
                      strokeDasharray={one.dashed ? '4 4' : DASHES[index % DASHES.length]}
                    />
                    <ToneShape tone={toneOf(index)} x={x + 14} y={y} />
                    <text x={x + 36} y={y} dy="0.35em" className="fill-body text-xs">
                      {one.label}
                    </text>
                  </g>
                )
              })}
            {xTitle && (
              <text x={width - 16} y={height - 4} textAnchor="end" className="fill-muted text-2xs">
                {xTitle}
              </text>
            )}
            <PointMarks series={series} onFocus={setFocused} />
          </ComposedChart>
        )
      }}
    </ChartCanvas>
  )
}

function PointMarks({
  series,
  onFocus,
}: {
  series: readonly LineSeries[]
  onFocus: (key: string | null) => void
}) {
  const xOf = useXAxisScale()
  const yOf = useYAxisScale()
  if (!xOf || !yOf) return null
  return (
    <g>
      {series.map((one, index) => (
        <g key={one.key}>
          {one.marks.map((mark) => {
            const x = xOf(mark.x) ?? 0
            const y = yOf(mark.y) ?? 0
            return (
              <Mark
                key={mark.x}
                id={`${one.key} ${mark.x}`}
                row={index}
                href={mark.href}
                spoken={mark.spoken}
                onAttend={(here) => onFocus(here ? one.key : null)}
              >
                <circle
                  data-export="leave"
                  cx={x}
                  cy={y}
                  r={12}
                  strokeWidth={2}
                  className="fill-transparent stroke-transparent group-hover:stroke-line-strong group-focus-visible:stroke-ink"
                />
                <ToneShape tone={toneOf(index)} x={x} y={y} />
              </Mark>
            )
          })}
        </g>
      ))}
    </g>
  )
}

/** One row per place on the axis: lines may have their points at different ones. */
function merged(series: readonly LineSeries[]): Record<string, number | [number, number]>[] {
  const rows = new Map<number, Record<string, number | [number, number]>>()
  series.forEach(({ points }, index) => {
    for (const { x, y, low, high } of points) {
      const row = rows.get(x) ?? { x }
      if (y !== null) row[`line ${index}`] = y
      if (low !== undefined && high !== undefined) row[`band ${index}`] = [low, high]
      rows.set(x, row)
    }
  })
  return [...rows.values()].toSorted((a, b) => Number(a.x) - Number(b.x))
}

/** As many ticks as there is room for, evenly, the first among them. */
function spaced(ticks: readonly Tick[], room: number): number[] {
  const each = Math.max(1, Math.ceil(ticks.length / Math.max(2, Math.floor(room))))
  return ticks.filter((_, index) => index % each === 0).map(({ at }) => at)
}
