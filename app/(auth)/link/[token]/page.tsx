import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { openLink } from '@/lib/people/actions'
import { lookAtLink } from '@/lib/platform/auth/links'

type Props = { params: Promise<{ token: string }> }

// The token in the address must not travel on with a click on a link.
export const metadata: Metadata = { referrer: 'no-referrer' }

export default async function LinkPage({ params }: Props) {
  const { token } = await params
  const [t, link] = await Promise.all([getTranslations('people.link'), lookAtLink(token, new Date())])
  if (!link) {
    return (
      <div className="flex flex-col items-center gap-4 text-center">
        <h1 className="text-xl font-semibold">{t('usedTitle')}</h1>
        <p className="text-pretty text-muted">{t('usedText')}</p>
        <LinkButton href="/sign-in" variant="primary">
          {t('toSignIn')}
        </LinkButton>
      </div>
    )
  }
  const { purpose, name, email } = link
  return (
    <div className="flex flex-col gap-4">
      <h1 className="text-center text-xl font-semibold">{t(`${purpose}.title`, { name })}</h1>
      <p className="text-center text-pretty text-muted">{t(`${purpose}.text`, { email })}</p>
      <ActionForm action={openLink} className="flex flex-col gap-4">
        <input type="hidden" name="token" value={token} />
        <FormError />
        {purpose !== 'sign_in' && (
          <>
            <input type="text" autoComplete="username" defaultValue={email} disabled hidden />
            <Field name="password" label={t('password')} hint={t('passwordHint')}>
              <Input name="password" type="password" autoComplete="new-password" minLength={10} required />
            </Field>
          </>
        )}
        <SubmitButton size="lg">{t(`${purpose}.submit`)}</SubmitButton>
      </ActionForm>
    </div>
  )
}
