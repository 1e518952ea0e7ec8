import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { UploadScreen } from '@/components/imports/upload-screen'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('imports.new'))('title') }
}

export default async function NewImportPage() {
  return <UploadScreen actor={await requirePerson()} />
}
