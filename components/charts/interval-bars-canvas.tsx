'use client'

import { useId } from 'react'
import { Bar, BarChart, type BarShapeProps, CartesianGrid, ReferenceLine, XAxis, YAxis } from 'recharts'
import { ChartCanvas, FocusRing, Mark, STILL } from './chart-canvas'
import type { IntervalMark } from './interval-bars'
import { AXIS_HEIGHT, INTERVAL_ROW } from './row-sizes'
import { linesOf, textWidth } from './text-width'
import type { Tick } from './ticks'

type Props = { marks: readonly IntervalMark[]; ticks: readonly Tick[]; reference?: Tick; label: string }

/** Drawn by Recharts: a row per share with its name, bar, whisker, value and count. */
export default function IntervalBarsCanvas({ marks, ticks, reference, label }: Props) {
  const hatch = useId()
  const end = ticks.at(-1)?.at ?? 1
  const textOf = new Map(ticks.map(({ at, text }) => [at, text]))
  return (
    <ChartCanvas ids={marks.map(({ key }) => key)}>
      {(width, narrow) => {
        const rowHeight = narrow ? INTERVAL_ROW.narrow : INTERVAL_ROW.wide
        const nameWidth = narrow ? 0 : columnWidth(marks, width)
        const textWidth = narrow ? 0 : wordsWidth(marks)
        // On a phone nothing stands beside the plot: half of the first and of the last word of the axis.
        const first = narrow ? 12 : 0
        const last = narrow ? 16 : 0
        const plot = width - nameWidth - textWidth - first - last
        const x = (share: number) => nameWidth + first + (Math.min(share, end) / end) * plot

        const row = ({ y, height, index }: BarShapeProps) => {
          const mark = marks[index]
          if (!mark) return null
          const top = y + height / 2 - rowHeight / 2
          const middle = narrow ? top + 34 : y + height / 2
          const at = (dy: number) => ({ y: middle + dy, dy: '0.35em' })
          const name = linesOf(
            mark.label,
            narrow ? width - valueWidth(mark) - 12 : nameWidth - 16,
            13,
            narrow ? 1 : 2,
          )
          const nameTop = narrow ? top + 14 : middle - (name.length - 1) * 8
          return (
            <Mark
              key={mark.key}
              id={mark.key}
              href={mark.href}
              spoken={mark.spoken}
              words={
                <>
                  {name.map((line, number) => (
                    <text
                      key={line}
                      x={narrow ? 0 : 6}
                      y={nameTop + number * 16}
                      dy="0.35em"
                      className="fill-ink text-sm font-medium"
                    >
                      {line}
                    </text>
                  ))}
                  {narrow ? (
                    <>
                      <text
                        x={width}
                        y={top + 14}
                        dy="0.35em"
                        textAnchor="end"
                        className={`figures text-sm ${mark.enough ? 'fill-ink font-semibold' : 'fill-muted'}`}
                      >
                        {mark.valueText}
                      </text>
                      <text x={0} y={top + 53} dy="0.35em" className="figures fill-muted text-xs">
                        {[mark.countText, mark.intervalText].filter(Boolean).join(' · ')}
                      </text>
                      <Judged mark={mark} x={width} y={top + 53} anchor="end" />
                    </>
                  ) : (
                    <>
                      <text
                        x={width - textWidth + 12}
                        {...at(-8)}
                        className={`figures text-sm ${mark.enough ? 'fill-ink font-semibold' : 'fill-muted'}`}
                      >
                        {mark.valueText}
                      </text>
                      <Judged mark={mark} x={width - 6} {...at(-8)} anchor="end" />
                      <text x={width - textWidth + 12} {...at(9)} className="figures fill-muted text-xs">
                        {[mark.countText, mark.intervalText].filter(Boolean).join(' · ')}
                      </text>
                    </>
                  )}
                </>
              }
            >
              <FocusRing x={0} y={top} width={width} height={rowHeight} />
              {mark.value !== null && (
                <path
                  d={`M${x(0)} ${middle - 8}H${Math.max(x(mark.value), x(0) + 2)}v16H${x(0)}Z`}
                  className={mark.enough ? 'fill-accent/35 stroke-accent' : 'stroke-line-strong'}
                  fill={mark.enough ? undefined : `url(#${hatch})`}
                  strokeWidth={1}
                />
              )}
              {mark.low !== null && mark.high !== null && (
                <path
                  d={`M${x(mark.low)} ${middle}H${x(mark.high)}M${x(mark.low)} ${middle - 5}v10M${x(mark.high)} ${middle - 5}v10`}
                  className={mark.enough ? 'stroke-ink' : 'stroke-muted'}
                  strokeWidth={1.5}
                  strokeDasharray={mark.enough ? undefined : '3 2'}
                  fill="none"
                />
              )}
            </Mark>
          )
        }
        return (
          <BarChart
            {...STILL}
            width={width}
            height={marks.length * rowHeight + AXIS_HEIGHT}
            layout="vertical"
            data={marks.map(({ key, value }) => ({ key, value: value ?? 0 }))}
            margin={{ top: 0, right: textWidth + last, bottom: 0, left: first }}
            barCategoryGap={0}
            aria-label={label}
          >
            <defs>
              <pattern
                id={hatch}
                width="6"
                height="6"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <path d="M0 3h6" className="stroke-line-strong" strokeWidth={1.5} />
              </pattern>
            </defs>
            <CartesianGrid horizontal={false} stroke="var(--color-line)" />
            <XAxis
              type="number"
              domain={[0, end]}
              ticks={thinned(ticks, narrow).map(({ at }) => at)}
              tickFormatter={(at: number) => textOf.get(at) ?? ''}
              height={AXIS_HEIGHT}
              tickLine={false}
              axisLine={false}
              interval={0}
              tick={{ className: 'figures fill-muted text-2xs' }}
            />
            <YAxis
              type="category"
              dataKey="key"
              width={nameWidth}
              hide={narrow}
              tick={false}
              tickLine={false}
              axisLine={false}
            />
            <Bar dataKey="value" shape={row} isAnimationActive={false} minPointSize={2} />
            {reference && (
              <ReferenceLine
                x={reference.at}
                stroke="var(--color-muted)"
                strokeDasharray="4 3"
                ifOverflow="hidden"
              />
            )}
          </BarChart>
        )
      }}
    </ChartCanvas>
  )
}

const SHAPES = { better: '▲', worse: '▼' } as const
const INKS = { better: 'fill-success-ink', worse: 'fill-danger-ink' } as const

function Judged({
  mark: { verdict },
  anchor,
  ...place
}: {
  mark: IntervalMark
  x: number
  y: number
  dy?: string
  anchor: 'end'
}) {
  if (!verdict) return null
  return (
    <text dy="0.35em" {...place} textAnchor={anchor} className={`text-xs font-medium ${INKS[verdict.kind]}`}>
      {SHAPES[verdict.kind]} {verdict.text}
    </text>
  )
}

/** The column of names: as wide as the widest needs, at most a third of the picture. */
function columnWidth(marks: readonly IntervalMark[], width: number): number {
  const widest = Math.max(...marks.map(({ label }) => textWidth(label, 13, 500)))
  return Math.min(Math.ceil(widest) + 20, Math.max(140, width / 3))
}

function valueWidth({ valueText }: IntervalMark): number {
  return textWidth(valueText, 13, 600)
}

function wordsWidth(marks: readonly IntervalMark[]): number {
  return Math.max(
    ...marks.map((mark) => {
      const { verdict, countText, intervalText } = mark
      const first = valueWidth(mark) + (verdict ? textWidth(`▲ ${verdict.text}`, 12, 500) + 12 : 0)
      const second = textWidth([countText, intervalText].filter(Boolean).join(' · '), 12)
      return Math.ceil(Math.max(first, second)) + 22
    }),
  )
}

function thinned(ticks: readonly Tick[], narrow: boolean): readonly Tick[] {
  return narrow && ticks.length > 4
    ? ticks.filter((_, index) => index % 2 === 0 || index === ticks.length - 1)
    : ticks
}
