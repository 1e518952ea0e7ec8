import { getTranslations } from 'next-intl/server'
import { SettingsHeader } from '@/components/settings/settings-header'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { one, type Query } from '@/lib/platform/url-state'
import { dropWebhook, makeNewSecret, switchWebhook, tryWebhook } from '@/lib/webhooks/actions'
import { listDeliveries, type WebhookView } from '@/lib/webhooks/queries'
import { deliveryCursor } from '@/lib/webhooks/schema'
import { DeliveryLog } from './delivery-log'
import { SecretShown, WebhookForm } from './webhook-form'
import { WebhookState } from './webhooks-screen'

const SHOWN = 50

/** One webhook: what it is told, what was sent, and what can be done about it. */
export async function WebhookScreen({
  actor,
  webhook,
  query,
}: {
  actor: Actor
  webhook: WebhookView
  query: Query
}) {
  const cursor = deliveryCursor.safeParse(one(query, 'cursor'))
  const [t, format, log] = await Promise.all([
    getTranslations('webhooks'),
    pageFormat(),
    listDeliveries(actor, {
      webhookId: webhook.id,
      before: cursor.success ? cursor.data[0] : null,
      limit: SHOWN,
    }),
  ])
  const { pausedAt, failingSince } = webhook
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="webhooks"
        title={webhook.name}
        back={{ href: '/settings/webhooks', label: t('title') }}
        actions={<WebhookActions webhook={webhook} />}
      />
      <div className="mb-4 flex flex-col gap-3">
        <WebhookState webhook={webhook} format={format} />
        {pausedAt && <Callout tone="info">{t('pausedText')}</Callout>}
        {!pausedAt && failingSince && (
          <Callout tone="warn">{t('failingText', { date: format.dateTime(failingSince) })}</Callout>
        )}
      </div>
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Card title={t('log')} note={t('logText')} flush>
          <DeliveryLog webhookId={webhook.id} log={log} format={format} />
        </Card>
        <Card title={t('events')}>
          <WebhookForm key={webhook.version} webhook={webhook} />
        </Card>
      </div>
    </>
  )
}

async function WebhookActions({ webhook }: { webhook: WebhookView }) {
  const [t, common, copy] = await Promise.all([
    getTranslations('webhooks'),
    getTranslations('common'),
    getTranslations('people.copy'),
  ])
  const id = <input type="hidden" name="webhookId" value={webhook.id} />
  const isPaused = webhook.pausedAt !== null
  return (
    <div className="flex flex-wrap gap-2">
      <ActionForm action={tryWebhook}>
        {id}
        <SubmitButton>{t('sendTest')}</SubmitButton>
      </ActionForm>
      <ActionForm action={switchWebhook}>
        {id}
        <input type="hidden" name="paused" value={String(!isPaused)} />
        <SubmitButton variant="secondary">{t(isPaused ? 'resume' : 'pause')}</SubmitButton>
      </ActionForm>
      <DialogButton dialog="webhook-secret" variant="secondary">
        {t('newSecret')}
      </DialogButton>
      <Dialog id="webhook-secret" title={t('newSecret')} closeLabel={common('action.close')} size="sm">
        <ActionForm action={makeNewSecret} className="flex flex-col gap-4">
          <FormError />
          {id}
          <p>{t('newSecretText')}</p>
          <SubmitButton className="self-start">{t('newSecret')}</SubmitButton>
          <SecretShown words={{ copy: copy('copy'), copied: copy('copied') }} />
        </ActionForm>
      </Dialog>
      <DialogButton dialog="webhook-delete" variant="quiet">
        {t('delete')}
      </DialogButton>
      <Dialog
        id="webhook-delete"
        title={t('deleteTitle', { name: webhook.name })}
        closeLabel={common('action.close')}
        size="sm"
      >
        <ActionForm action={dropWebhook} className="flex flex-col gap-4">
          <FormError />
          {id}
          <p>{t('deleteText')}</p>
          <SubmitButton variant="danger" className="self-start">
            {t('delete')}
          </SubmitButton>
        </ActionForm>
      </Dialog>
    </div>
  )
}
