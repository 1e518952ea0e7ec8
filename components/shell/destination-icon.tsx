import {
  CalendarCheck,
  CircleUser,
  FileSignature,
  Filter,
  Gauge,
  HandHelping,
  Handshake,
  Inbox,
  Leaf,
  Megaphone,
  Scale,
  Settings,
  Users,
} from 'lucide-react'
import type { Destination } from './destinations'

const icons = {
  leads: CircleUser,
  imports: Inbox,
  queue: HandHelping,
  deals: Handshake,
  nurture: Leaf,
  funnel: Filter,
  kpis: Gauge,
  monday: CalendarCheck,
  promises: Scale,
  agreements: FileSignature,
  campaigns: Megaphone,
  people: Users,
  settings: Settings,
}

export function DestinationIcon({ name, className }: { name: Destination; className?: string }) {
  const Icon = icons[name]
  return <Icon aria-hidden="true" strokeWidth={1.75} className={className} />
}
