import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { SharedScreen } from '@/components/sharing/shared-screen'
import { visitSharedLink } from '@/lib/platform/auth/shared-visit'

export const dynamic = 'force-dynamic'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('sharing.page')
  return { title: t('title'), referrer: 'no-referrer', robots: { index: false, follow: false } }
}

/** Numbers for somebody outside; the link is all that they need, and all that they get. */
export default async function SharedPage({ params }: { params: Promise<{ token: string }> }) {
  const opened = await visitSharedLink((await params).token)
  if (opened.state !== 'open') notFound()
  return <SharedScreen reader={opened.reader} view={opened.view} />
}
