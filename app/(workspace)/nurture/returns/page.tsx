import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ReturnsScreen } from '@/components/nurture/returns-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nurture')
  return { title: `${t('title')}: ${t('view.returns')}` }
}

export default async function NurtureReturnsPage() {
  return <ReturnsScreen actor={await requirePerson()} />
}
