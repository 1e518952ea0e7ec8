import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { signInWithPassword } from '@/lib/people/actions'

/** E-mail and password. */
export async function PasswordForm({ next, error }: { next?: string; error?: string }) {
  const t = await getTranslations('people.signIn')
  return (
    <ActionForm action={signInWithPassword} className="flex flex-col gap-4">
      {next && <input type="hidden" name="next" value={next} />}
      <FormError>{error}</FormError>
      <Field name="email" label={t('email')}>
        <Input name="email" type="email" autoComplete="username" inputMode="email" required />
      </Field>
      <Field name="password" label={t('password')}>
        <Input name="password" type="password" autoComplete="current-password" required />
      </Field>
      <SubmitButton size="lg">{t('submit')}</SubmitButton>
      <Link href="/forgot" className="self-center text-sm text-accent-ink hover:underline">
        {t('forgot')}
      </Link>
    </ActionForm>
  )
}
