'use client'

import { use, useEffect, useRef, useState } from 'react'
import { Checkbox } from '@/components/ui/controls'
import { FormContext } from '@/components/ui/form-context'
import { FormError } from '@/components/ui/form-error'

/**
 * Which version this form was filled from: until somebody types the one that the page shows, from then on the one that
 * they saw, whatever the page learns meanwhile. What somebody else wrote since is written over on purpose only.
 */
export function SeenVersion({ version, over }: { version: number; over: string }) {
  const { state } = use(FormContext)
  const [typedOn, setTypedOn] = useState<number | null>(null)
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    const form = input.current?.form
    const typed = () => setTypedOn((before) => before ?? version)
    form?.addEventListener('input', typed)
    return () => form?.removeEventListener('input', typed)
  }, [version])
  useEffect(() => {
    if (state.status === 'done') setTypedOn(null)
  }, [state])
  const stale = state.status === 'failed' && state.code === 'STALE_VERSION'
  return (
    <>
      <input ref={input} type="hidden" name="version" value={typedOn ?? version} />
      <FormError />
      {stale && <Checkbox name="over" label={over} />}
    </>
  )
}
