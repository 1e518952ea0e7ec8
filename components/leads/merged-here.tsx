import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { undoMergeFromForm } from '@/lib/leads/actions'
import { undoableUntil } from '@/lib/leads/merging'
import { canMergeLeads } from '@/lib/leads/policy'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { mergesInto, sameAddressCount } from '@/lib/leads/queries/merges'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { Section } from './section'

/** Which leads are part of this one, to be parted again; and the way to others that may be the same. */
export async function MergedHere({ lead, actor }: { lead: LeadView; actor: Actor }) {
  const [t, format, merges, alike] = await Promise.all([
    getTranslations('leads.merge'),
    pageFormat(),
    mergesInto(actor, lead.id),
    sameAddressCount(actor, lead.id),
  ])
  const may = canMergeLeads(actor, [lead])
  if (!may && merges.length === 0) return null
  return (
    <Section title={merges.length > 0 ? t('contains') : t('title')}>
      {merges.map(({ id, other, by, at, undoable }) => (
        <div key={id} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1.5">
          <div className="min-w-0">
            <p className="[overflow-wrap:anywhere] text-ink">
              {[other.name, other.email ?? other.phone].filter(Boolean).join(', ')}
            </p>
            <p className="text-sm text-muted">{t('containsOf', { date: format.date(at), by })}</p>
          </div>
          {may && undoable && actor.at <= undoableUntil(at) && (
            <ActionForm action={undoMergeFromForm}>
              <FormError />
              <input type="hidden" name="mergeId" value={id} />
              <SubmitButton size="sm" variant="secondary" aria-label={`${t('undo')}: ${other.name}`}>
                {t('undo')}
              </SubmitButton>
            </ActionForm>
          )}
        </div>
      ))}
      {alike > 0 && <p className="text-warn-ink">{t('alike', { count: alike })}</p>}
      {may && (
        <LinkButton href={`/leads/${lead.id}/merge`} size="sm" className="self-start">
          {t('open')}
        </LinkButton>
      )}
    </Section>
  )
}
