'use client'

import { createContext } from 'react'
import { type FormState, idleForm } from '@/lib/platform/form-state'

/** What the fields and buttons inside an ActionForm know of it. */
export const FormContext = createContext<{ state: FormState; pending: boolean }>({
  state: idleForm,
  pending: false,
})
