import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { FormEditor } from '@/components/forms/form-editor'
import { IntakeHeader } from '@/components/intake/intake-header'
import { canEditForms } from '@/lib/forms/policy'
import { requirePerson } from '@/lib/platform/auth/session'

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations('forms'))('new') }
}

export default async function NewFormPage() {
  const [actor, t] = await Promise.all([requirePerson(), getTranslations('forms')])
  if (!canEditForms(actor)) forbidden()
  return (
    <>
      <IntakeHeader current="forms" title={t('new')} />
      <FormEditor actor={actor} />
    </>
  )
}
