import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { BoardScreen } from '@/components/nurture/board-screen'
import { requirePerson } from '@/lib/platform/auth/session'
import type { Query } from '@/lib/platform/url-state'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('nurture')
  return { title: `${t('title')}: ${t('view.board')}` }
}

export default async function NurtureBoardPage({ searchParams }: { searchParams: Promise<Query> }) {
  return <BoardScreen actor={await requirePerson()} query={await searchParams} />
}
