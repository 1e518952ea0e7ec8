'use client'

import { useRouter } from 'next/navigation'
import { Bar, CartesianGrid, BarChart as Chart, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import { formatter } from '@/lib/platform/i18n/format'
import type { BarPoint, BarScale, BarSeries } from './bar-chart'

type Props = {
  points: readonly BarPoint[]
  series: readonly BarSeries[]
  scale: BarScale
  stacked?: boolean
  label: string
}

const fills: Record<BarSeries['tone'], string> = {
  accent: 'var(--color-accent)',
  muted: 'var(--color-line-strong)',
  hot: 'var(--color-hot)',
  warm: 'var(--color-warm)',
  cold: 'var(--color-cold)',
}

const tick = { fill: 'var(--color-muted)', fontSize: 11 }

export default function BarCanvas({ points, series, scale, stacked, label }: Props) {
  const router = useRouter()
  // only for the marks of the axis; everything else comes written
  const format = formatter({
    locale: scale.locale,
    timeZone: 'UTC',
    now: new Date(0),
    currency: scale.currency,
  })
  const mark = (value: number) =>
    scale.kind === 'money'
      ? format.moneyCompact(value)
      : scale.kind === 'percent'
        ? format.percent(value, 0)
        : format.compact(value)
  const data = points.map((point) => ({
    point,
    label: point.label,
    ...Object.fromEntries(series.map((one, index) => [one.key, point.values[index] ?? undefined])),
  }))
  return (
    <ResponsiveContainer width="100%" height="100%">
      <Chart
        data={data}
        margin={{ top: 8, right: 4, bottom: 0, left: 0 }}
        accessibilityLayer={false}
        role="img"
        aria-label={label}
      >
        <CartesianGrid vertical={false} stroke="var(--color-line)" />
        <XAxis
          dataKey="label"
          tick={tick}
          tickLine={false}
          axisLine={{ stroke: 'var(--color-line)' }}
          minTickGap={12}
        />
        <YAxis
          tick={tick}
          tickLine={false}
          axisLine={false}
          width={48}
          tickFormatter={mark}
          allowDecimals={scale.kind !== 'count'}
        />
        <Tooltip
          cursor={{ fill: 'var(--color-hover)' }}
          isAnimationActive={false}
          content={({ active, payload }) => {
            const point = (payload?.[0]?.payload as { point?: BarPoint } | undefined)?.point
            if (!active || !point) return null
            return (
              <div className="rounded-md border border-line bg-raised px-3 py-2 text-sm shadow-md">
                <p className="font-medium text-ink">{point.label}</p>
                {series.map((one, index) => (
                  <p key={one.key} className="figures flex items-center gap-2">
                    <span className="size-2 rounded-sm" style={{ background: fills[one.tone] }} />
                    <span className="text-muted">{one.label}</span>
                    <span className="ml-auto pl-3 text-ink">{point.texts[index]}</span>
                  </p>
                ))}
              </div>
            )
          }}
        />
        {series.map((one, index) => (
          <Bar
            key={one.key}
            dataKey={one.key}
            fill={fills[one.tone]}
            stackId={stacked ? 'all' : undefined}
            radius={stacked ? 0 : [3, 3, 0, 0]}
            maxBarSize={36}
            isAnimationActive={false}
            className="cursor-pointer"
            onClick={(_bar, at) => {
              const href = points[at]?.hrefs?.[index]
              if (href) router.push(href)
            }}
          />
        ))}
      </Chart>
    </ResponsiveContainer>
  )
}
