import type { Metadata } from 'next'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { FormDone } from '@/components/people/form-done'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { requestResetLetter } from '@/lib/people/actions'
import { mailIsSet } from '@/lib/platform/email/send'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.forgot')
  return { title: t('title') }
}

export default async function ForgotPage() {
  const t = await getTranslations('people')
  const mail = mailIsSet()
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-center text-xl font-semibold">{t('forgot.title')}</h1>
      <p className="text-center text-pretty text-muted">{mail ? t('forgot.text') : t('forgot.textNoMail')}</p>
      {mail && (
        <ActionForm action={requestResetLetter} className="flex flex-col gap-4">
          <FormError />
          <Field name="email" label={t('signIn.email')}>
            <Input name="email" type="email" autoComplete="username" inputMode="email" required />
          </Field>
          <SubmitButton size="lg">{t('forgot.submit')}</SubmitButton>
          <FormDone />
        </ActionForm>
      )}
      <Link href="/sign-in" className="self-center text-sm text-accent-ink hover:underline">
        {t('forgot.back')}
      </Link>
    </div>
  )
}
