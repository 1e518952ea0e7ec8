import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { getLocale, getTranslations } from 'next-intl/server'
import { BrowserTimeZone } from '@/components/people/browser-time-zone'
import { RoleFields } from '@/components/people/role-fields'
import { CompanyFields } from '@/components/settings/company-fields'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { startBaton } from '@/lib/people/actions'
import { isSetUp } from '@/lib/platform/auth/lookup'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('people.welcome')
  return { title: t('title') }
}

export default async function WelcomePage() {
  if (await isSetUp()) redirect('/sign-in')
  const [t, locale] = await Promise.all([getTranslations('people'), getLocale()])
  return (
    <div className="flex flex-col gap-5">
      <div className="text-center">
        <h1 className="text-xl font-semibold">{t('welcome.title')}</h1>
        <p className="text-pretty text-muted">{t('welcome.text')}</p>
      </div>
      <ActionForm action={startBaton} className="flex flex-col gap-4">
        <input type="hidden" name="locale" value={locale} />
        <BrowserTimeZone field="organisation.timeZone" />
        <FormError />
        <h2 className="text-lg font-semibold">{t('welcome.company')}</h2>
        <CompanyFields prefix="organisation." />
        <h2 className="mt-2 text-lg font-semibold">{t('welcome.you')}</h2>
        <Field name="name" label={t('form.name')} required>
          <Input name="name" autoComplete="name" maxLength={120} required />
        </Field>
        <Field name="email" label={t('form.email')} required>
          <Input name="email" type="email" autoComplete="username" required />
        </Field>
        <Field name="password" label={t('signIn.password')} hint={t('link.passwordHint')} required>
          <Input name="password" type="password" autoComplete="new-password" minLength={10} required />
        </Field>
        <RoleFields
          roles={[]}
          headOf={[]}
          without="admin"
          legend={t('welcome.yourRoles')}
          hint={t('welcome.yourRolesHint')}
        />
        <SubmitButton size="lg">{t('welcome.submit')}</SubmitButton>
      </ActionForm>
    </div>
  )
}
