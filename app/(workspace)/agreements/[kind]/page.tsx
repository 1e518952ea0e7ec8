import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AgreementScreen } from '@/components/agreements/agreement-screen'
import { kindInput } from '@/lib/agreements/schema'
import { requirePerson } from '@/lib/platform/auth/session'

type Props = { params: Promise<{ kind: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data: kind } = kindInput.safeParse((await params).kind)
  return kind ? { title: (await getTranslations('agreements.tab'))(kind) } : {}
}

export default async function AgreementPage({ params }: Props) {
  const actor = await requirePerson()
  const { data: kind } = kindInput.safeParse((await params).kind)
  if (!kind) notFound()
  return <AgreementScreen actor={actor} kind={kind} which="in-force" />
}
