import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { RulesScreen } from '@/components/routing/rules-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('routing'))('title') }
}

export default async function RoutingPage() {
  return <RulesScreen actor={await requirePerson()} />
}
