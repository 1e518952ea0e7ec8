import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { SettingsHeader } from '@/components/settings/settings-header'
import { Badge } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { cx } from '@/components/ui/cx'
import type { Actor } from '@/lib/platform/actor'
import {
  type ApiDocument,
  detailsOf,
  type Field,
  type Operation,
  type OperationDetails,
  operationsOf,
} from '@/lib/platform/http/api-reference'

/** The API for people: every call by its group, and everything about the one that is open. From the same definitions. */
export async function ApiReference({
  actor,
  document,
  open,
  address,
}: {
  actor: Actor
  document: ApiDocument
  open: string | undefined
  /** where this installation's API is reached */
  address: string
}) {
  const t = await getTranslations('people.api')
  const operations = operationsOf(document)
  const tags = [...new Set(operations.map(({ tag }) => tag))]
  const details = open ? detailsOf(document, open) : null
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="api"
        actions={
          // no page of ours, so nothing that could be fetched ahead
          <a href="/api/v1/openapi.json" className={buttonClass({})}>
            {t('document')}
          </a>
        }
      />
      <p className="mb-3 max-w-prose text-muted">{t('text')}</p>
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <div className={cx('flex-col gap-2', details ? 'hidden lg:flex' : 'flex')}>
          {tags.map((tag, index) => {
            const those = operations.filter((operation) => operation.tag === tag)
            return (
              <details
                key={tag}
                open={details ? details.tag === tag : index === 0}
                className="rounded-lg border border-line bg-surface"
              >
                <summary className="cursor-pointer px-4 py-2.5 text-sm font-medium text-ink">
                  {tag} <span className="figures font-normal text-muted">{those.length}</span>
                </summary>
                <ul className="divide-y divide-line border-t border-line pb-1">
                  {those.map((operation) => (
                    <OperationLink
                      key={operation.id}
                      operation={operation}
                      current={operation.id === details?.id}
                    />
                  ))}
                </ul>
              </details>
            )
          })}
        </div>
        {details ? (
          <Details details={details} address={address} />
        ) : (
          <Card title={t('startTitle')} className="hidden lg:block">
            <p className="mb-3">{document.info.description}</p>
            <Code>{`curl -H "Authorization: Bearer $KEY" ${address}/leads?limit=10`}</Code>
          </Card>
        )}
      </div>
    </>
  )
}

function OperationLink({ operation, current }: { operation: Operation; current: boolean }) {
  const { id, method, path, summary } = operation
  return (
    <li>
      <Link
        href={`/settings/api?open=${id}`}
        prefetch={false}
        aria-current={current ? 'true' : undefined}
        className="block px-4 py-1.5 hover:bg-hover aria-[current=true]:bg-selected"
      >
        <span className="block text-sm text-ink">{summary}</span>
        <span className="block font-mono text-xs break-all text-muted">
          {method} {path}
        </span>
      </Link>
    </li>
  )
}

async function Details({ details, address }: { details: OperationDetails; address: string }) {
  const t = await getTranslations('people.api')
  const { method, path, summary, description, open, parameters, body, answers } = details
  return (
    <Card title={summary} className="lg:sticky lg:top-4">
      <p className="mb-3 lg:hidden">
        <Link href="/settings/api" className="text-accent-ink hover:underline">
          ← {t('all')}
        </Link>
      </p>
      <p className="mb-2 font-mono text-sm break-all">
        <Badge tone="neutral">{method}</Badge> {path}
      </p>
      {description && <p className="mb-3 max-w-prose text-body">{description}</p>}
      <Code>{exampleOf(details, address, open)}</Code>
      {parameters.length > 0 && (
        <Fields title={t('parameters')} fields={parameters.map((one) => ({ ...one, place: one.in }))} />
      )}
      {body && <Fields title={t('body', { type: body.mediaType })} fields={body.fields} />}
      {answers.map(({ status, description: words, mediaType, fields }) =>
        fields.length === 0 || mediaType === 'application/problem+json' ? (
          <p key={status} className="mt-2 text-sm">
            <span className="figures font-medium text-ink">{status}</span>{' '}
            <span className="text-muted">{words}</span>
          </p>
        ) : (
          <Fields key={status} title={`${status} ${words}`} fields={fields} />
        ),
      )}
    </Card>
  )
}

async function Fields({ title, fields }: { title: string; fields: (Field & { place?: string })[] }) {
  const t = await getTranslations('people.api')
  return (
    <section className="mt-4">
      <h3 className="mb-1 text-sm font-medium text-ink">{title}</h3>
      <dl className="divide-y divide-line border-y border-line text-sm">
        {fields.map(({ name, type, required, description, place }) => (
          <div key={`${place} ${name}`} className="py-1.5">
            <dt className="flex flex-wrap items-baseline gap-x-2">
              <code className="font-mono text-ink">{name}</code>
              <span className="text-xs break-words text-muted">{type}</span>
              {required && <span className="text-xs text-warn-ink">{t('required')}</span>}
              {place && <span className="text-xs text-muted">{t('in', { place })}</span>}
            </dt>
            <dd className="text-xs text-muted">{description}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

function Code({ children }: { children: string }) {
  return (
    <pre className="rounded-md bg-sunken p-3 font-mono text-xs break-all whitespace-pre-wrap text-body">
      {children}
    </pre>
  )
}

/** A call that can be pasted into a shell. */
function exampleOf(
  { method, path, parameters, body }: OperationDetails,
  address: string,
  open: boolean,
): string {
  const needed = parameters.filter((one) => one.in === 'query' && one.required)
  const query = needed.map(({ name }) => `${name}=…`).join('&')
  const lines = [`curl -X ${method} "${address}${path}${query ? `?${query}` : ''}"`]
  if (!open) lines.push('-H "Authorization: Bearer $KEY"')
  if (parameters.some((one) => one.name === 'If-Match' && one.required)) lines.push(`-H 'If-Match: "1"'`)
  if (body?.mediaType === 'application/json') {
    const fields = body.fields.filter(({ required, name }) => required && !/[.[]/.test(name))
    lines.push('-H "Content-Type: application/json"')
    lines.push(`-d '{${fields.map(({ name }) => `"${name}": …`).join(', ')}}'`)
  } else if (body) lines.push('-F file=@leads.csv')
  return lines.join(' \\\n  ')
}
