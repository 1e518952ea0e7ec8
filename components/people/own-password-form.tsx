import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveOwnPassword } from '@/lib/people/actions'
import type { OwnProfile } from '@/lib/people/queries'

export async function OwnPasswordForm({ profile }: { profile: OwnProfile }) {
  const t = await getTranslations('people')
  const note = profile.hasPassword ? t('profile.passwordText') : t('profile.noPassword')
  return (
    <Card title={t('profile.password')} note={note}>
      <ActionForm action={saveOwnPassword} resetOnDone className="flex flex-col gap-4">
        <FormError />
        <input type="text" autoComplete="username" defaultValue={profile.email} disabled hidden />
        {profile.hasPassword && (
          <Field name="currentPassword" label={t('profile.current')}>
            <Input name="currentPassword" type="password" autoComplete="current-password" />
          </Field>
        )}
        <Field name="password" label={t('profile.new')} hint={t('link.passwordHint')}>
          <Input name="password" type="password" autoComplete="new-password" />
        </Field>
        <SubmitButton variant="secondary" className="self-start">
          {profile.hasPassword ? t('profile.change') : t('profile.set')}
        </SubmitButton>
      </ActionForm>
    </Card>
  )
}
