import { getTranslations } from 'next-intl/server'
import { TimeZones } from '@/components/settings/company-fields'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Input, Segmented, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { savePreferences } from '@/lib/people/actions'
import type { OwnProfile } from '@/lib/people/queries'
import { LOCALES, THEMES } from '@/lib/platform/i18n/locale'

/** Name, language, theme, time zone: one's own. */
export async function PreferencesForm({
  profile,
  companyZone,
}: {
  profile: OwnProfile
  companyZone: string
}) {
  const t = await getTranslations()
  return (
    <Card title={t('people.profile.about')}>
      <ActionForm action={savePreferences} className="flex flex-col gap-4">
        <FormError />
        <Field
          name="name"
          label={t('people.profile.name')}
          hint={`${profile.email} · ${t('people.profile.emailHint')}`}
        >
          <Input name="name" defaultValue={profile.name} maxLength={120} autoComplete="name" />
        </Field>
        <Segmented
          name="locale"
          legend={t('people.profile.language')}
          defaultValue={profile.locale}
          options={LOCALES.map((value) => ({ value, label: t(`common.language.${value}`) }))}
        />
        <Segmented
          name="theme"
          legend={t('people.profile.theme')}
          defaultValue={profile.theme}
          options={THEMES.map((value) => ({ value, label: t(`common.theme.${value}`) }))}
        />
        <Field name="timeZone" label={t('people.profile.timeZone')}>
          <Select
            name="timeZone"
            defaultValue={profile.timeZone ?? ''}
            emptyLabel={t('people.profile.companyZone', { zone: companyZone.replaceAll('_', ' ') })}
          >
            <TimeZones chosen={profile.timeZone} />
          </Select>
        </Field>
        <SubmitButton className="self-start">{t('common.action.save')}</SubmitButton>
      </ActionForm>
    </Card>
  )
}
