import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import { encodeCursor } from '@/lib/platform/cursor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { hrefWith } from '@/lib/platform/url-state'
import { sendAgain } from '@/lib/webhooks/actions'
import type { DeliveryView } from '@/lib/webhooks/queries'

/** What was sent to one address, newest first; each can be looked at and sent again. */
export async function DeliveryLog({
  webhookId,
  log,
  format,
}: {
  webhookId: number
  log: { rows: DeliveryView[]; next: number | null }
  format: Formatter
}) {
  const t = await getTranslations('webhooks')
  if (log.rows.length === 0) return <p className="px-4 py-6 text-muted">{t('logEmpty')}</p>
  return (
    <>
      <ul className="divide-y divide-line">
        {log.rows.map((delivery) => (
          <Delivery key={delivery.id} delivery={delivery} format={format} />
        ))}
      </ul>
      {log.next !== null && (
        <p className="border-t border-line px-4 py-2">
          <LinkButton
            href={hrefWith(`/settings/webhooks/${webhookId}`, { cursor: encodeCursor([log.next]) })}
            variant="quiet"
            size="sm"
          >
            {t('next')}
          </LinkButton>
        </p>
      )}
    </>
  )
}

async function Delivery({ delivery, format }: { delivery: DeliveryView; format: Formatter }) {
  const t = await getTranslations('webhooks')
  const { id, event, leadId, leadName, createdAt, state, body, lastAnswer } = delivery
  const what = event === 'test' ? t('test') : t(`event.${event}`)
  const group = event === 'test' ? null : t(`group.${groupOf(event)}`)
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-2">
      <div className="min-w-0 flex-1">
        <p className="font-medium text-ink">
          {group && <span className="font-normal text-muted">{group} · </span>}
          {what}
          {leadId !== null && leadName && (
            <>
              {' · '}
              <Link
                href={`/leads/${leadId}`}
                prefetch={false}
                className="text-accent-ink underline underline-offset-2"
              >
                {leadName}
              </Link>
            </>
          )}
        </p>
        <p className="text-xs text-muted">
          <Time value={createdAt} format={format} as="dateTime" /> ·{' '}
          <span className={state === 'failed' ? 'text-danger-ink' : undefined}>
            {await outcomeOf(delivery, format)}
          </span>
        </p>
        {body !== null && (
          <details className="mt-1 text-xs">
            <summary className="cursor-pointer text-muted hover:text-ink">{t('body')}</summary>
            <pre className="mt-1 max-h-72 overflow-auto rounded-md bg-sunken p-2 whitespace-pre-wrap break-all">
              {body}
              {lastAnswer ? `\n\n← ${lastAnswer}` : ''}
            </pre>
          </details>
        )}
      </div>
      {state !== 'waiting' && (
        <ActionForm action={sendAgain}>
          <input type="hidden" name="deliveryId" value={id} />
          <SubmitButton variant="quiet" size="sm">
            {t('resend')}
          </SubmitButton>
        </ActionForm>
      )}
    </li>
  )
}

function groupOf(event: Exclude<DeliveryView['event'], 'test'>): 'lead' | 'handoff' | 'deal' {
  return event.slice(0, event.indexOf('.')) as 'lead' | 'handoff' | 'deal'
}

const KNOWN = ['TIMEOUT', 'OWN_NETWORK', 'ENOTFOUND', 'ECONNREFUSED'] as const

/** What came of it, in words. */
async function outcomeOf(delivery: DeliveryView, format: Formatter): Promise<string> {
  const t = await getTranslations('webhooks')
  const { state, attempts, lastStatus, lastError, nextAt } = delivery
  if (state === 'delivered') return t('delivered', { status: lastStatus ?? '' })
  if (attempts === 0 || (lastStatus === null && lastError === null)) return t('queued')
  const known = KNOWN.find((code) => code === lastError)
  const why =
    lastError === null
      ? t('answered', { status: lastStatus ?? '' })
      : known
        ? t(`error.${known}`)
        : t('error.other', { code: lastError })
  return state === 'failed'
    ? t('failedWith', { n: attempts, why })
    : t('retrying', { why, n: attempts + 1, when: format.relative(nextAt) })
}
