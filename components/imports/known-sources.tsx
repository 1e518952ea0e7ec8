import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { FieldError } from '@/components/ui/field-error'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { bringSourceBack, callSource, removeSource } from '@/lib/imports/actions'
import { listTemplates } from '@/lib/imports/queries/templates'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'

/** The kinds of files that are matched by themselves, for who imports to keep in order. */
export async function KnownSources({ actor, format }: { actor: Actor; format: Formatter }) {
  const [t, action, sources] = await Promise.all([
    getTranslations('imports'),
    getTranslations('common.action'),
    listTemplates(actor),
  ])
  if (sources.length === 0) return null
  return (
    <details className="mt-5">
      <summary className="w-fit cursor-pointer rounded-sm text-base font-semibold text-ink">
        {t('sources.title', { count: sources.length })}
      </summary>
      <p className="mt-1 mb-2 max-w-prose text-sm text-muted">{t('sources.text')}</p>
      <ul className="rounded-lg border border-line bg-surface">
        {sources.map(({ id, kind, name, columns, usedAt }) => (
          <li
            key={id}
            className="flex flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-4 py-2 last:border-b-0"
          >
            <ActionForm
              action={callSource}
              className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 max-sm:w-full"
            >
              <input type="hidden" name="templateId" value={id} />
              <Input
                key={name}
                name="name"
                aria-label={t('sources.nameOf', { name })}
                defaultValue={name}
                maxLength={80}
                autoComplete="off"
                className="w-64 max-w-full max-sm:min-w-0 max-sm:flex-1"
              />
              <SubmitButton variant="secondary" size="sm" aria-label={t('sources.renameIt', { name })}>
                {t('sources.rename')}
              </SubmitButton>
              <FieldError name="name" />
              <FormError />
            </ActionForm>
            <span className="min-w-0 text-sm text-muted max-sm:flex-1">
              {t(`kind.${kind}`)} · {t('sources.columns', { count: columns })} ·{' '}
              {t('sources.used', { when: format.relative(usedAt) })}
            </span>
            <ActionForm
              action={removeSource}
              undo={bringSourceBack}
              undoLabel={action('undo')}
              className="ms-auto"
            >
              <input type="hidden" name="templateId" value={id} />
              <SubmitButton variant="quiet" size="sm" aria-label={t('sources.deleteIt', { name })}>
                {t('sources.delete')}
              </SubmitButton>
              <FormError />
            </ActionForm>
          </li>
        ))}
      </ul>
    </details>
  )
}
