import type { Metadata } from 'next'
import { getTranslations } from 'next-intl/server'
import { CompanyFields } from '@/components/settings/company-fields'
import { SettingsHeader } from '@/components/settings/settings-header'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { saveOrganisation } from '@/lib/organisation/actions'
import { getOrganisation } from '@/lib/organisation/queries'
import { requireRole } from '@/lib/platform/auth/require-role'

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations('organisation.settings')
  return { title: t('organisation') }
}

export default async function OrganisationPage() {
  const actor = await requireRole('admin')
  const [t, organisation] = await Promise.all([getTranslations('common'), getOrganisation(actor)])
  return (
    <>
      <SettingsHeader actor={actor} current="organisation" />
      <Card className="max-w-xl">
        <ActionForm action={saveOrganisation} key={organisation.version} className="flex flex-col gap-4">
          <input type="hidden" name="version" value={organisation.version} />
          <FormError />
          <CompanyFields company={organisation} />
          <SubmitButton className="self-start">{t('action.save')}</SubmitButton>
        </ActionForm>
      </Card>
    </>
  )
}
