import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { AgreementScreen } from '@/components/agreements/agreement-screen'
import { kindInput, versionParameter } from '@/lib/agreements/schema'
import { requirePerson } from '@/lib/platform/auth/session'
import { one, type Query } from '@/lib/platform/url-state'

type Props = { params: Promise<{ kind: string; version: string }>; searchParams: Promise<Query> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { kind, version } = await params
  const { data } = kindInput.safeParse(kind)
  const t = await getTranslations('agreements')
  return data ? { title: `${t(`tab.${data}`)} · ${t('version', { version })}` } : {}
}

export default async function AgreementVersionPage({ params, searchParams }: Props) {
  const actor = await requirePerson()
  const { kind, version } = await params
  const { data: name } = kindInput.safeParse(kind)
  const { data: number } = versionParameter.safeParse(version)
  if (!name || !number) notFound()
  const voided = one(await searchParams, 'voided')
  return (
    <AgreementScreen
      actor={actor}
      kind={name}
      which={number}
      voided={voided === '1' || voided === '2' ? Number(voided) : 0}
    />
  )
}
