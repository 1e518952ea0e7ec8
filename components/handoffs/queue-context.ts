'use client'

import { createContext } from 'react'
import type { FormState } from '@/lib/platform/form-state'

/** What the forms of a record tell the queue around them; nobody listens where a verdict is given on the lead's page. */
export type Queue = {
  /** A verdict is on its way: the next record opens without waiting for the answer. */
  send: (id: number) => void
  done: (id: number) => void
  /** It was refused: back to its record, whose form says why. */
  failed: (id: number, message: string) => void
  /** A verdict is taken back: its record opens again. */
  undo: (id: number, undo: () => Promise<FormState>) => Promise<FormState>
}

export const QueueContext = createContext<Queue | undefined>(undefined)
