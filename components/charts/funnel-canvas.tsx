'use client'

import { Bar, BarChart, type BarShapeProps, XAxis, YAxis } from 'recharts'
import { ChartCanvas, FocusRing, Mark, STILL } from './chart-canvas'
import type { FunnelBar, FunnelHeads } from './funnel-chart'
import { FUNNEL_HEAD, FUNNEL_ROW } from './row-sizes'
import { linesOf, textWidth } from './text-width'

type Props = { bars: readonly FunnelBar[]; scaleTo?: string; heads: FunnelHeads; label: string }

const BAR = 30
const NARROW_BAR = 20

/** Drawn by Recharts: per stage its name, bar and count, the conversion from the stage before, and how long that took. */
export default function FunnelCanvas({ bars, scaleTo, heads, label }: Props) {
  const scale = Math.max(
    1,
    bars.find((bar) => bar.key === scaleTo)?.count ?? Math.max(...bars.map((bar) => bar.count)),
  )
  const data = bars.map((bar) => ({ key: bar.key, drawn: Math.min(bar.count, scale) }))
  return (
    <ChartCanvas ids={bars.map(({ key }) => key)}>
      {(width, narrow) => {
        const head = narrow ? 0 : FUNNEL_HEAD
        const rowHeight = narrow ? FUNNEL_ROW.narrow : FUNNEL_ROW.wide
        const nameWidth = narrow ? 0 : column(bars, ({ label }) => label, 13, 500) + 20
        const rateWidth = narrow
          ? 0
          : Math.max(
              column(bars, ({ rateText }) => rateText, 13, 500),
              column(bars, ({ intervalText }) => intervalText, 12, 400),
              textWidth(heads.rate, 11),
            ) + 20
        const timed = bars.some(({ timeText }) => timeText)
        const timeWidth =
          narrow || !timed
            ? 0
            : Math.max(
                column(bars, ({ timeText }) => timeText, 13, 400),
                textWidth(heads.time, 11),
              ) + 20
        const right = rateWidth + timeWidth + (narrow ? 0 : 8)
        const perLead = (width - nameWidth - right) / scale

        const row = ({ x, width: length, index }: BarShapeProps) => {
          const bar = bars[index]
          if (!bar) return null
          const top = head + index * rowHeight
          const thick = narrow ? NARROW_BAR : BAR
          const y = narrow ? top + 22 : top + (rowHeight - thick) / 2
          const middle = y + thick / 2
          const torn = bar.count > scale
          const end = x + Math.max(length, 2)
          const whisker =
            bar.low !== undefined && bar.high !== undefined && !torn
              ? { from: x + bar.low * perLead, to: Math.min(x + bar.high * perLead, width - right) }
              : null
          const countWidth = textWidth(bar.countText, 13, 600)
          // Not under the whisker.
          const inside = (whisker ? Math.min(whisker.from, end) : end) - x > countWidth + 18
          const name = narrow ? [bar.label] : linesOf(bar.label, nameWidth - 10, 13)
          const beside = [bar.rateText, bar.intervalText].filter(Boolean).join('  ')
          return (
            <Mark
              key={bar.key}
              id={bar.key}
              href={bar.href}
              spoken={bar.spoken}
              words={
                <>
                  {name.map((line, number) => (
                    <text
                      key={line}
                      x={narrow ? 2 : 6}
                      y={narrow ? top + 12 : middle + (number - (name.length - 1) / 2) * 16}
                      dy="0.35em"
                      className="fill-ink text-sm font-medium"
                    >
                      {line}
                    </text>
                  ))}
                  <text
                    x={inside ? x + 10 : Math.max(end, whisker?.to ?? 0) + 8}
                    y={middle}
                    dy="0.35em"
                    className={`figures text-sm font-semibold ${!inside ? 'fill-ink' : torn ? 'fill-accent-ink' : 'fill-on-accent'}`}
                  >
                    {bar.countText}
                  </text>
                  {narrow ? (
                    <>
                      <text
                        x={width - 2}
                        y={top + 12}
                        dy="0.35em"
                        textAnchor="end"
                        className={`figures text-xs ${bar.intervalText ? 'fill-ink' : 'fill-muted'}`}
                      >
                        {beside}
                      </text>
                      {bar.timeText && (
                        <text
                          x={width - 2}
                          y={top + 52}
                          dy="0.35em"
                          textAnchor="end"
                          className="figures fill-muted text-xs"
                        >
                          {bar.timeText}
                        </text>
                      )}
                    </>
                  ) : (
                    <>
                      <text
                        x={width - timeWidth - 6}
                        y={middle + (bar.intervalText ? -8 : 0)}
                        dy="0.35em"
                        textAnchor="end"
                        className={`figures text-sm ${bar.intervalText ? 'fill-ink font-medium' : 'fill-muted'}`}
                      >
                        {bar.rateText}
                      </text>
                      {bar.intervalText && (
                        <text
                          x={width - timeWidth - 6}
                          y={middle + 9}
                          dy="0.35em"
                          textAnchor="end"
                          className="figures fill-muted text-xs"
                        >
                          {bar.intervalText}
                        </text>
                      )}
                      {bar.timeText && (
                        <text
                          x={width - 6}
                          y={middle}
                          dy="0.35em"
                          textAnchor="end"
                          className="figures fill-body text-sm"
                        >
                          {bar.timeText}
                        </text>
                      )}
                    </>
                  )}
                </>
              }
            >
              <FocusRing x={0} y={top} width={width} height={rowHeight} />
              <path
                d={torn ? tornBar(x, y, end, thick) : plainBar(x, y, end, thick)}
                className={torn ? 'fill-accent-soft' : 'fill-accent'}
              />
              {whisker && (
                <path
                  d={`M${whisker.from} ${middle}H${whisker.to}M${whisker.from} ${middle - 5}v10M${whisker.to} ${middle - 5}v10`}
                  className="stroke-ink"
                  strokeWidth={1.5}
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
            height={bars.length * rowHeight + head}
            layout="vertical"
            data={data}
            margin={{ top: head, right, bottom: 0, left: nameWidth }}
            barCategoryGap={0}
            aria-label={label}
          >
            <XAxis type="number" domain={[0, scale]} hide />
            <YAxis type="category" dataKey="key" hide />
            {!narrow && (
              <g className="fill-muted text-2xs">
                <text x={width - timeWidth - 6} y={10} dy="0.35em" textAnchor="end">
                  {heads.rate}
                </text>
                {timed && (
                  <text x={width - 6} y={10} dy="0.35em" textAnchor="end">
                    {heads.time}
                  </text>
                )}
              </g>
            )}
            <Bar dataKey="drawn" shape={row} isAnimationActive={false} minPointSize={2} />
          </BarChart>
        )
      }}
    </ChartCanvas>
  )
}

function column(
  bars: readonly FunnelBar[],
  text: (bar: FunnelBar) => string | undefined,
  size: number,
  weight: number,
): number {
  return Math.ceil(Math.max(...bars.map((bar) => textWidth(text(bar) ?? '', size, weight))))
}

function plainBar(x: number, y: number, end: number, height: number): string {
  const r = Math.min(3, (end - x) / 2)
  return `M${x} ${y}H${end - r}q${r} 0 ${r} ${r}V${y + height - r}q0 ${r} ${-r} ${r}H${x}Z`
}

/** Its right edge torn: it goes on, off the scale. */
function tornBar(x: number, y: number, end: number, height: number): string {
  const step = height / 6
  let edge = ''
  for (let i = 1; i <= 6; i += 1) edge += `L${end - (i % 2 ? 5 : 0)} ${y + step * i}`
  return `M${x} ${y}H${end}${edge}H${x}Z`
}
