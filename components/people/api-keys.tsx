import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Card } from '@/components/ui/card'
import { Input, Select } from '@/components/ui/controls'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { dropApiKey, makeApiKey } from '@/lib/people/actions'
import type { KeyListed } from '@/lib/people/queries'
import { KEY_SCOPES } from '@/lib/people/schema'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { Reveal } from './reveal'

/** The API keys of one person: what they are for, when they were used, and a new one. */
export async function ApiKeys({ personId, keys }: { personId: number; keys: KeyListed[] }) {
  const [t, format] = await Promise.all([getTranslations('people'), pageFormat()])
  return (
    <Card id="keys" title={t('person.keys')} note={t('person.keysText')}>
      {keys.length === 0 && <p className="text-muted">{t('keys.none')}</p>}
      <ul className="mb-4 divide-y divide-line">
        {keys.map((key) => (
          <li key={key.id} className="flex flex-wrap items-center justify-between gap-2 py-2">
            <span className="min-w-0">
              <span className="block font-medium text-ink">{key.name}</span>
              <span className="text-xs text-muted">
                <code className="font-mono">{key.prefix}…</code> · {t(`keys.scopes.${key.scope}`)}
                {key.perMinute !== null && <> · {t('keys.limit', { n: key.perMinute })}</>}
                {key.lastDay && (
                  <span className={key.isOver ? 'text-danger-ink' : undefined}>
                    {' · '}
                    {t(key.isOver ? 'keys.over' : 'keys.until', { date: format.date(key.lastDay) })}
                  </span>
                )}
                {' · '}
                {t('keys.created')} <Time value={key.createdAt} format={format} /> ·{' '}
                {key.lastUsedAt ? (
                  <>
                    {t('keys.lastUsed')} <Time value={key.lastUsedAt} format={format} as="relative" />
                  </>
                ) : (
                  t('keys.neverUsed')
                )}
              </span>
            </span>
            <RevokeKey apiKey={key} />
          </li>
        ))}
      </ul>
      <ActionForm action={makeApiKey} resetOnDone className="flex flex-col gap-3">
        <FormError />
        <input type="hidden" name="personId" value={personId} />
        <div className="flex flex-wrap items-end gap-2">
          <Field name="name" label={t('keys.name')} className="min-w-48 flex-1">
            <Input name="name" placeholder={t('keys.namePlaceholder')} maxLength={80} autoComplete="off" />
          </Field>
          <Field name="scope" label={t('keys.scope')}>
            <Select
              name="scope"
              options={KEY_SCOPES.map((value) => ({ value, label: t(`keys.scopes.${value}`) }))}
            />
          </Field>
          <Field name="expiresOn" label={t('keys.expiresOn')}>
            <Input name="expiresOn" type="date" />
          </Field>
          <Field name="perMinute" label={t('keys.perMinute')}>
            <Input name="perMinute" inputMode="numeric" maxLength={7} className="w-28" />
          </Field>
          <SubmitButton variant="secondary">{t('keys.make')}</SubmitButton>
        </div>
        <Reveal
          labels={{
            title: t('keys.made'),
            hint: t('keys.madeHint'),
            copy: t('copy.copy'),
            copied: t('copy.copied'),
          }}
        />
      </ActionForm>
    </Card>
  )
}

async function RevokeKey({ apiKey }: { apiKey: KeyListed }) {
  const t = await getTranslations()
  const title = t('people.keys.revokeTitle', { name: apiKey.name })
  const dialog = `revoke-${apiKey.id}`
  return (
    <>
      <DialogButton dialog={dialog} variant="quiet" size="sm" aria-label={title}>
        {t('people.keys.revoke')}
      </DialogButton>
      <Dialog id={dialog} title={title} closeLabel={t('common.action.close')} size="sm">
        <ActionForm action={dropApiKey} className="flex flex-col gap-4">
          <FormError />
          <input type="hidden" name="keyId" value={apiKey.id} />
          <p>{t('people.keys.revokeText')}</p>
          <SubmitButton variant="danger" className="self-start">
            {t('people.keys.revoke')}
          </SubmitButton>
        </ActionForm>
      </Dialog>
    </>
  )
}
