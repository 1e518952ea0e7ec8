'use client'

import { type ComponentProps, lazy, Suspense, useEffect, useRef, useState } from 'react'
import type { ColumnChooser } from './column-chooser'

const Chooser = lazy(async () => ({ default: (await import('./column-chooser')).ColumnChooser }))

/** Comes when its dialog is opened for the first time. */
export function ColumnsLater(props: ComponentProps<typeof ColumnChooser>) {
  const place = useRef<HTMLDivElement>(null)
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    if (!place.current) return
    const seen = new IntersectionObserver(([entry]) => entry?.isIntersecting && setWanted(true))
    seen.observe(place.current)
    return () => seen.disconnect()
  }, [])
  return (
    <div ref={place} className="min-h-64">
      {wanted && (
        <Suspense fallback={null}>
          <Chooser {...props} />
        </Suspense>
      )}
    </div>
  )
}
