import { getTranslations } from 'next-intl/server'
import { Badge, type Tone } from '@/components/ui/badge'
import type { PersonStatus } from '@/lib/platform/db/generated/enums'

const TONES: Record<PersonStatus, Tone> = {
  active: 'success',
  invited: 'accent',
  disabled: 'danger',
  inactive: 'neutral',
}

export async function StatusWord({ status }: { status: PersonStatus }) {
  const t = await getTranslations('people.status')
  return <Badge tone={TONES[status]}>{t(status)}</Badge>
}
