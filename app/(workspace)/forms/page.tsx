import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { FormsScreen } from '@/components/forms/forms-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('forms'))('title') }
}

export default async function FormsPage() {
  return <FormsScreen actor={await requirePerson()} />
}
