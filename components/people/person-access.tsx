import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { takeAccess } from '@/lib/handoffs/actions'
import { giveAccess, makeLinkFor } from '@/lib/people/actions'
import type { PersonListed } from '@/lib/people/queries'
import { Reveal } from './reveal'
import { StatusWord } from './status-word'

/** May this person come in, and how: links, taking the access away and giving it back. */
export async function PersonAccess({ person }: { person: PersonListed }) {
  const t = await getTranslations('people')
  const { id, version, status } = person
  const canHaveLink = status !== 'disabled' && person.email && person.roles.length > 0
  return (
    <Card title={t('person.access')} actions={<StatusWord status={status} />}>
      <p className="mb-3 text-body">{t(`person.accessText.${status}`)}</p>
      <div className="flex flex-col items-start gap-3">
        {canHaveLink && (
          <ActionForm action={makeLinkFor} className="flex w-full flex-col items-start gap-3">
            <FormError />
            <input type="hidden" name="personId" value={id} />
            <SubmitButton variant="secondary">
              {status === 'active' ? t('person.makeReset') : t('person.makeInvitation')}
            </SubmitButton>
            <Reveal
              labels={{
                title: t('person.linkMade'),
                hint: status === 'active' ? t('form.resetHint') : t('form.linkHint'),
                copy: t('copy.copy'),
                copied: t('copy.copied'),
              }}
            />
          </ActionForm>
        )}
        {status !== 'inactive' && (
          <ActionForm
            key={status}
            action={status === 'disabled' ? giveAccess : takeAccess}
            className="flex w-full flex-col items-start gap-3"
          >
            <FormError />
            <input type="hidden" name="personId" value={id} />
            <input type="hidden" name="version" value={version} />
            <SubmitButton variant={status === 'disabled' ? 'primary' : 'danger'}>
              {status === 'disabled' ? t('person.enable') : t('person.disable')}
            </SubmitButton>
          </ActionForm>
        )}
      </div>
    </Card>
  )
}
