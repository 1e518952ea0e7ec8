import { getTranslations } from 'next-intl/server'
import { Reveal } from '@/components/people/reveal'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Checkbox, Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { addWebhook, saveWebhook } from '@/lib/webhooks/actions'
import { WEBHOOK_EVENT_NAMES, type WebhookEvent } from '@/lib/webhooks/events'
import type { WebhookView } from '@/lib/webhooks/queries'

const GROUPS = ['lead', 'handoff', 'deal'] as const

/** What most receivers want to know. */
const USUAL: readonly WebhookEvent[] = [
  'lead.created',
  'lead.qualified',
  'handoff.offered',
  'handoff.accepted',
  'handoff.rejected',
  'deal.opened',
  'deal.won',
  'deal.lost',
]

/** A new webhook or one that is changed; the secret of a new one is shown in place, once. */
export async function WebhookForm({ webhook }: { webhook?: WebhookView }) {
  const [t, common, copy] = await Promise.all([
    getTranslations('webhooks'),
    getTranslations('common'),
    getTranslations('people.copy'),
  ])
  const chosen = webhook?.events ?? USUAL
  return (
    <ActionForm action={webhook ? saveWebhook : addWebhook} className="flex max-w-2xl flex-col gap-5">
      <FormError />
      {webhook && (
        <>
          <input type="hidden" name="webhookId" value={webhook.id} />
          <input type="hidden" name="version" value={webhook.version} />
        </>
      )}
      <Field name="name" label={t('name')} required className="max-w-md">
        <Input
          name="name"
          maxLength={80}
          defaultValue={webhook?.name}
          placeholder={t('namePlaceholder')}
          autoComplete="off"
          autoFocus={!webhook}
        />
      </Field>
      <Field name="url" label={t('url')} hint={t('urlHint')} required>
        <Input
          name="url"
          type="url"
          inputMode="url"
          maxLength={2000}
          defaultValue={webhook?.url}
          autoComplete="off"
        />
      </Field>
      <Field name="events" label={t('events')}>
        <input type="hidden" name="events[]" value="" />
      </Field>
      <div className="grid gap-4 sm:grid-cols-3">
        {GROUPS.map((group) => (
          <fieldset key={group} className="flex min-w-0 flex-col gap-2">
            <legend className="mb-2 text-sm font-medium text-ink">{t(`group.${group}`)}</legend>
            {WEBHOOK_EVENT_NAMES.filter((name) => name.startsWith(`${group}.`)).map((name) => (
              <Checkbox
                key={name}
                name="events[]"
                value={name}
                defaultChecked={chosen.includes(name)}
                label={t(`event.${name}`)}
              />
            ))}
          </fieldset>
        ))}
      </div>
      <div className="flex gap-2">
        <SubmitButton>{common('action.save')}</SubmitButton>
        <LinkButton href="/settings/webhooks" variant="quiet">
          {webhook ? common('action.cancel') : common('action.back')}
        </LinkButton>
      </div>
      {!webhook && <SecretShown words={{ copy: copy('copy'), copied: copy('copied') }} />}
    </ActionForm>
  )
}

/** Inside an ActionForm whose action answers with the secret. */
export async function SecretShown({ words }: { words: { copy: string; copied: string } }) {
  const t = await getTranslations('webhooks')
  return <Reveal labels={{ title: t('secretTitle'), hint: t('secretHint'), ...words }} />
}
