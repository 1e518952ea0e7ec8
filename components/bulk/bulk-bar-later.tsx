'use client'

import { type ComponentProps, lazy, Suspense, useEffect, useState } from 'react'
import type { BulkBar } from './bulk-bar'

const Bar = lazy(async () => ({ default: (await import('./bulk-bar')).BulkBar }))

/** The bar comes with the first tick: whoever only reads the list does not wait for it. */
export function BulkBarLater(props: ComponentProps<typeof BulkBar>) {
  const { form } = props
  const [wanted, setWanted] = useState(false)
  useEffect(() => {
    const look = () => {
      if (document.querySelector(`input[form="${form}"]:checked`)) setWanted(true)
    }
    look()
    document.addEventListener('change', look)
    return () => document.removeEventListener('change', look)
  }, [form])
  return wanted ? (
    <Suspense fallback={null}>
      <Bar {...props} />
    </Suspense>
  ) : null
}
