import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { DraftEditor } from '@/components/agreements/draft-editor'
import { kindInput } from '@/lib/agreements/schema'
import { requirePerson } from '@/lib/platform/auth/session'

type Props = { params: Promise<{ kind: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { data: kind } = kindInput.safeParse((await params).kind)
  const t = await getTranslations('agreements')
  return kind ? { title: `${t('draft.edit')}: ${t(`tab.${kind}`)}` } : {}
}

export default async function EditAgreementPage({ params }: Props) {
  const actor = await requirePerson()
  const { data: kind } = kindInput.safeParse((await params).kind)
  if (!kind) notFound()
  return <DraftEditor actor={actor} kind={kind} />
}
