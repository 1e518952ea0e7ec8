import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FormScreen } from '@/components/forms/form-screen'
import { formById } from '@/lib/forms/queries'
import { idParameter } from '@/lib/leads/search-params'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('forms'))('title') }
}

export default async function FormPage({ params }: { params: Promise<{ id: string }> }) {
  const [actor, { id }] = await Promise.all([requirePerson(), params])
  const form = await formById(actor, idParameter(id))
  if (!form) notFound()
  return <FormScreen actor={actor} form={form} />
}
