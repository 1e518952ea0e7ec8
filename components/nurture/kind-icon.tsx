import { Mail, Phone, Ticket } from 'lucide-react'
import type { StepKind } from '@/lib/nurture/schema'

const ICONS = { call: Phone, letter: Mail, invitation: Ticket }

/** A call, a letter or an invitation at a glance; its word stands near. */
export function KindIcon({ kind }: { kind: StepKind }) {
  const Icon = ICONS[kind]
  return <Icon aria-hidden="true" className="size-4 shrink-0 text-muted" />
}
