'use client'

import { Bar, BarChart, type BarShapeProps, XAxis, YAxis } from 'recharts'
import { ChartCanvas, Mark, STILL } from './chart-canvas'
import { SHARE_ROW, SHARES_LEGEND } from './row-sizes'
import type { ShareTone, StackedRow } from './stacked-shares'
import { linesOf, textWidth } from './text-width'
import { TONE_FILLS, TONE_INKS, ToneShape } from './tones'

type Part = { key: string; label: string; tone: ShareTone }
type Props = { rows: readonly StackedRow[]; parts: readonly Part[]; label: string }

/** Drawn by Recharts: a legend, then for each row its name, its parts and its base. */
export default function StackedSharesCanvas({ rows, parts, label }: Props) {
  const segmentOf = (row: StackedRow, part: Part) =>
    row.segments.find(({ key, count }) => key === part.key && count > 0)
  const idOf = (row: StackedRow, part: Part) => `${row.key} ${part.key}`
  const ids = rows.flatMap((row) =>
    parts.filter((part) => segmentOf(row, part)).map((part) => idOf(row, part)),
  )
  const data = rows.map((row) => {
    const base = row.segments.reduce((sum, { count }) => sum + count, 0)
    return Object.fromEntries(
      parts.map((part) => [part.key, base ? (segmentOf(row, part)?.count ?? 0) / base : 0]),
    )
  })
  return (
    <ChartCanvas ids={ids}>
      {(width, narrow) => {
        const rowHeight = narrow ? SHARE_ROW.narrow : SHARE_ROW.wide
        const top = SHARES_LEGEND * (narrow ? Math.ceil(parts.length / 2) : 1)
        const widest = Math.max(...rows.map((row) => textWidth(row.label, 13, 500)))
        const nameWidth = narrow ? 0 : Math.min(Math.ceil(widest) + 16, Math.max(140, width / 3))
        const endOf = ({ baseText, note }: StackedRow) => (note ? `${baseText} · ${note}` : baseText)
        const endWidth = narrow ? 0 : Math.max(...rows.map((row) => textWidth(endOf(row), 12))) + 16
        const middleOf = (index: number) => top + index * rowHeight + (narrow ? 38 : rowHeight / 2)

        const segment = (part: Part) => (drawn: BarShapeProps) => {
          const row = rows[drawn.index]
          const found = row && segmentOf(row, part)
          if (!found) return null
          const middle = middleOf(drawn.index)
          const length = Math.max(drawn.width - 1, 1)
          return (
            <Mark
              key={part.key}
              id={idOf(row, part)}
              row={drawn.index}
              href={found.href}
              spoken={found.spoken}
              words={
                row.enough &&
                length >= textWidth(found.text, 12, 500) + 12 && (
                  <text
                    x={drawn.x + length / 2}
                    y={middle}
                    dy="0.35em"
                    textAnchor="middle"
                    className={`figures text-xs font-medium ${TONE_INKS[part.tone]}`}
                  >
                    {found.text}
                  </text>
                )
              }
            >
              <rect
                x={drawn.x}
                y={middle - 11}
                width={length}
                height={22}
                rx={2}
                className={`${TONE_FILLS[part.tone]} ${row.enough ? '' : 'opacity-50'}`}
              />
              <rect
                data-export="leave"
                x={drawn.x - 2}
                y={middle - 14}
                width={length + 4}
                height={28}
                rx={4}
                strokeWidth={2}
                className="fill-transparent stroke-transparent group-hover:stroke-line-strong group-focus-visible:stroke-ink"
              />
            </Mark>
          )
        }
        return (
          <BarChart
            {...STILL}
            width={width}
            height={rows.length * rowHeight + top}
            layout="vertical"
            data={data}
            margin={{ top, right: endWidth, bottom: 0, left: nameWidth }}
            barCategoryGap={0}
            aria-label={label}
          >
            <XAxis type="number" domain={[0, 1]} hide />
            <YAxis type="category" hide />
            {placedLegend(parts, width, narrow).map(({ part, x, y }) => (
              <g key={part.key}>
                <ToneShape tone={part.tone} x={x + 6} y={y} />
                <text x={x + 18} y={y} dy="0.35em" className="fill-body text-xs">
                  {part.label}
                </text>
              </g>
            ))}
            {rows.map((row, index) => {
              const name = linesOf(
                row.label,
                narrow ? width - textWidth(endOf(row), 12) - 12 : nameWidth - 12,
                13,
                narrow ? 1 : 2,
              )
              const start = narrow ? middleOf(index) - 24 : middleOf(index) - (name.length - 1) * 8
              return (
                <g key={row.key}>
                  {name.map((line, number) => (
                    <text
                      key={line}
                      x={0}
                      y={start + number * 16}
                      dy="0.35em"
                      className="fill-ink text-sm font-medium"
                    >
                      {line}
                    </text>
                  ))}
                  <text
                    x={width}
                    y={narrow ? start : middleOf(index)}
                    dy="0.35em"
                    textAnchor="end"
                    className="figures fill-muted text-xs"
                  >
                    {endOf(row)}
                  </text>
                </g>
              )
            })}
            {parts.map((part) => (
              <Bar
                key={part.key}
                dataKey={part.key}
                stackId="all"
                shape={segment(part)}
                isAnimationActive={false}
              />
            ))}
          </BarChart>
        )
      }}
    </ChartCanvas>
  )
}

/** In one line, or in two columns where it is narrow. */
function placedLegend(parts: readonly Part[], width: number, narrow: boolean) {
  let x = 0
  return parts.map((part, index) => {
    if (narrow) {
      const y = SHARES_LEGEND * Math.floor(index / 2) + 8
      return { part, x: index % 2 ? width / 2 : 0, y }
    }
    const place = { part, x, y: 8 }
    x += textWidth(part.label, 12) + 18 + 20
    return place
  })
}
