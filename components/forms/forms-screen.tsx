import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { IntakeHeader } from '@/components/intake/intake-header'
import { LivePage } from '@/components/shell/live-page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Time } from '@/components/ui/time'
import { canEditForms } from '@/lib/forms/policy'
import { COUNTED, type FormView, listForms } from '@/lib/forms/queries'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'

/** The forms of the company's sites, and what they bring. */
export async function FormsScreen({ actor }: { actor: Actor }) {
  const [t, common, list, format, forms] = await Promise.all([
    getTranslations('forms'),
    getTranslations('common'),
    getTranslations('forms.list'),
    pageFormat(),
    listForms(actor),
  ])
  const edits = canEditForms(actor)
  const add = edits && (
    <LinkButton href="/forms/new" variant="primary" data-hotkey="n">
      {t('new')}
    </LinkButton>
  )
  const held = forms.reduce((sum, form) => sum + form.held, 0)
  const columns: Column<FormView>[] = [
    { key: 'name', header: list('name'), cell: ({ name }) => name },
    {
      key: 'source',
      header: list('source'),
      cell: ({ channel, campaign }) => [channel ?? common('noChannel'), campaign].filter(Boolean).join(' / '),
      card: 'bare',
    },
    {
      key: 'recent',
      header: list('recent'),
      cell: ({ recent }) => `${format.number(recent)}${recent >= COUNTED ? '+' : ''}`,
      align: 'end',
      width: '9rem',
      card: 'labelled',
    },
    {
      key: 'held',
      header: list('held'),
      cell: (form) => (form.held > 0 ? format.number(form.held) : null),
      align: 'end',
      width: '8rem',
      card: 'labelled',
    },
    {
      key: 'last',
      header: list('last'),
      cell: ({ lastAt }) =>
        lastAt ? (
          <Time value={lastAt} format={format} as="relative" />
        ) : (
          <span className="text-muted">{list('never')}</span>
        ),
      width: '11rem',
      from: 'lg',
      card: 'labelled',
    },
    {
      key: 'state',
      header: list('state'),
      cell: (form) => <FormState form={form} />,
      width: '11rem',
      card: 'bare',
    },
  ]
  return (
    <>
      <LivePage actor={actor} on={['form']} />
      <IntakeHeader current="forms" title={t('title')} actions={forms.length > 0 && add} />
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <p className="max-w-prose text-muted">{t('text')}</p>
        <Link href="/forms/held" className="text-accent-ink hover:underline">
          {held > 0 ? t('held.link', { n: held }) : t('held.title')}
        </Link>
      </div>
      {!edits && <p className="mb-3 text-sm text-muted">{t('readOnly')}</p>}
      <Card flush>
        <DataTable
          rows={forms}
          columns={columns}
          rowKey={({ id }) => id}
          rowHref={({ id }) => `/forms/${id}`}
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

export async function FormState({ form }: { form: FormView }) {
  const t = await getTranslations('forms.list')
  return (
    <span className="inline-flex flex-wrap gap-1">
      <Badge tone={form.archivedAt ? 'neutral' : 'success'}>{t(form.archivedAt ? 'archived' : 'open')}</Badge>
      {form.sourceIsArchived && <Badge tone="warn">{t('sourceArchived')}</Badge>}
    </span>
  )
}
