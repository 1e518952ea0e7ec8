import type { CSSProperties, ReactNode } from 'react'

/**
 * Keeps the room of a chart that comes after the page, so that nothing moves when it does: its height in a narrow and in
 * a wide place, as the canvas will draw it. On paper the picture is as high as its width makes it.
 */
export function ChartBox({ narrow, wide, children }: { narrow: number; wide: number; children: ReactNode }) {
  return (
    <div className="@container min-w-0" data-chart-canvas="">
      <div
        className="h-(--narrow) @min-[35rem]:h-(--wide) print:h-auto"
        style={{ '--narrow': `${narrow}px`, '--wide': `${wide}px` } as CSSProperties}
      >
        {children}
      </div>
    </div>
  )
}
