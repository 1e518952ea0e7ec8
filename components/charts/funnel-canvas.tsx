'use client'

import { useRouter } from 'next/navigation'
import { useLayoutEffect, useRef, useState } from 'react'
import { Bar, BarChart, type BarShapeProps, XAxis, YAxis } from 'recharts'
import type { FunnelBar } from './funnel-chart'

type Props = { bars: readonly FunnelBar[]; scaleTo?: string; label: string; rowHeight: number }

/** Drawn by Recharts: one row per stage with its name, bar, count, and the conversion from the stage before. */
export default function FunnelCanvas({ bars, scaleTo, label, rowHeight }: Props) {
  const router = useRouter()
  const box = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  const narrow = width > 0 && width < 560
  const scale = Math.max(
    1,
    bars.find((bar) => bar.key === scaleTo)?.count ?? Math.max(...bars.map((bar) => bar.count)),
  )
  const data = bars.map((bar) => ({ ...bar, drawn: Math.min(bar.count, scale) }))
  const nameWidth = narrow ? 116 : 128
  const rateWidth = narrow ? 56 : 176

  const row = ({ x, y, width: length, height, index }: BarShapeProps) => {
    const bar = data[index]
    if (!bar) return null
    const torn = bar.count > scale
    const end = x + Math.max(length, 2)
    const perLead = (width - nameWidth - rateWidth) / scale
    const whisker =
      bar.low !== undefined && bar.high !== undefined && !torn
        ? { from: x + bar.low * perLead, to: Math.min(x + bar.high * perLead, width - rateWidth) }
        : null
    const inside = length > 96
    const middle = y + height / 2
    const content = (
      <>
        <title>
          {[bar.label, bar.countText, bar.rateText, bar.intervalText, bar.detail].filter(Boolean).join(' · ')}
        </title>
        <rect x={0} y={y - 8} width={width} height={rowHeight} fill="transparent" />
        <text
          x={0}
          y={middle}
          dy="0.35em"
          className={`fill-body font-medium group-hover:fill-ink ${narrow ? 'text-xs' : 'text-sm'}`}
        >
          {bar.label}
        </text>
        <path
          d={torn ? tornBar(x, y, end, height) : plainBar(x, y, end, height)}
          className={torn ? 'fill-accent-soft' : 'fill-accent group-hover:fill-accent-hover'}
        />
        {whisker && (
          <path
            d={`M${whisker.from} ${middle}H${whisker.to}M${whisker.from} ${middle - 4}v8M${whisker.to} ${middle - 4}v8`}
            className="stroke-ink"
            strokeWidth={1.25}
            fill="none"
          />
        )}
        <text
          x={inside ? x + 10 : Math.max(end, whisker?.to ?? 0) + 8}
          y={middle}
          dy="0.35em"
          className={`figures text-sm font-semibold ${!inside ? 'fill-ink' : torn ? 'fill-accent-ink' : 'fill-on-accent'}`}
        >
          {bar.countText}
        </text>
        {bar.rateText && (
          <text
            x={narrow || !bar.intervalText ? width : width - rateWidth + 72}
            y={middle}
            dy="0.35em"
            textAnchor="end"
            className={`figures text-sm ${bar.intervalText ? 'fill-ink font-medium' : 'fill-muted'}`}
          >
            {bar.rateText}
          </text>
        )}
        {bar.intervalText && !narrow && (
          <text x={width} y={middle} dy="0.35em" textAnchor="end" className="figures fill-muted text-xs">
            {bar.intervalText}
          </text>
        )}
      </>
    )
    if (!bar.href) return <g key={bar.key}>{content}</g>
    const href = bar.href
    return (
      <a
        key={bar.key}
        href={href}
        className="group"
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return
          event.preventDefault()
          router.push(href)
        }}
      >
        {content}
      </a>
    )
  }

  return (
    <div ref={box} className="h-full">
      {width > 0 && (
        <BarChart
          width={width}
          height={bars.length * rowHeight}
          layout="vertical"
          data={data}
          margin={{ top: 0, right: rateWidth, bottom: 0, left: 0 }}
          barCategoryGap={8}
          accessibilityLayer={false}
          role="group"
          aria-label={label}
          title={label}
        >
          <XAxis type="number" domain={[0, scale]} hide />
          <YAxis
            type="category"
            dataKey="label"
            width={nameWidth}
            axisLine={false}
            tickLine={false}
            tick={false}
          />
          <Bar dataKey="drawn" shape={row} isAnimationActive={false} minPointSize={2} />
        </BarChart>
      )}
    </div>
  )
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
