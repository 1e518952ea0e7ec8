import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Time } from '@/components/ui/time'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { listWebhooks, type WebhookView } from '@/lib/webhooks/queries'

/** Who is told what happens here, and whether it arrives. */
export async function WebhooksScreen({ actor }: { actor: Actor }) {
  const [t, format, webhooks] = await Promise.all([
    getTranslations('webhooks'),
    pageFormat(),
    listWebhooks(actor),
  ])
  const add = (
    <LinkButton href="/settings/webhooks/new" variant="primary" data-hotkey="n">
      {t('add')}
    </LinkButton>
  )
  const columns: Column<WebhookView>[] = [
    { key: 'name', header: t('name'), cell: ({ name }) => name },
    {
      key: 'url',
      header: t('url'),
      cell: ({ url }) => <span className="break-all text-muted">{url}</span>,
      card: 'bare',
    },
    {
      key: 'events',
      header: t('events'),
      cell: ({ events }) => t('count', { n: events.length }),
      width: '9rem',
      from: 'lg',
      card: 'none',
    },
    {
      key: 'state',
      header: t('outcome'),
      cell: (webhook) => <WebhookState webhook={webhook} format={format} />,
      width: '16rem',
      card: 'bare',
    },
    {
      key: 'last',
      header: t('last'),
      cell: ({ lastDeliveredAt }) =>
        lastDeliveredAt && <Time value={lastDeliveredAt} format={format} as="relative" />,
      width: '10rem',
      from: 'lg',
      card: 'labelled',
    },
  ]
  return (
    <>
      <SettingsHeader actor={actor} current="webhooks" actions={webhooks.length > 0 && add} />
      <p className="mb-3 max-w-prose text-muted">{t('text')}</p>
      <Card flush>
        <DataTable
          rows={webhooks}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/settings/webhooks/${id}`}
          caption={t('title')}
          empty={
            <EmptyState title={t('emptyTitle')} action={add}>
              {t('emptyText')}
            </EmptyState>
          }
        />
      </Card>
    </>
  )
}

/** Whether it works, with what waits and what has failed. */
export async function WebhookState({ webhook, format }: { webhook: WebhookView; format: Formatter }) {
  const t = await getTranslations('webhooks')
  const { pausedAt, failingSince, lastDeliveredAt, waiting, failed } = webhook
  return (
    <span className="inline-flex flex-wrap items-center gap-1.5 text-sm">
      {pausedAt ? (
        <Badge tone="neutral">{t('state.paused')}</Badge>
      ) : failingSince ? (
        <Badge tone="danger">{t('state.failing', { date: format.date(failingSince) })}</Badge>
      ) : (
        <Badge tone={lastDeliveredAt ? 'success' : 'neutral'}>
          {t(lastDeliveredAt ? 'state.running' : 'state.unused')}
        </Badge>
      )}
      {waiting > 0 && <span className="text-muted">{t('waiting', { n: waiting })}</span>}
      {failed > 0 && <span className="text-danger-ink">{t('failed', { n: failed })}</span>}
    </span>
  )
}
