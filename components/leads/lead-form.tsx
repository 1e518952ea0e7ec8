import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input, Segmented, Suggestions, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { sourceOptions } from '@/lib/channels/queries'
import { enterLeadFromForm } from '@/lib/leads/actions'
import type { LastSource } from '@/lib/leads/last-source'
import { LEAD_STATUSES } from '@/lib/leads/lifecycle'
import { defaultOrigin } from '@/lib/leads/policy'
import { knownPlaces } from '@/lib/leads/queries/places'
import { GRADES } from '@/lib/leads/schema'
import { getOrganisation } from '@/lib/organisation/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { Duplicates, type DuplicateWords } from './duplicates'
import { FormKeys } from './form-keys'
import { SourceFields } from './source-fields'

/**
 * A trade-show card in twenty seconds: what stands on a card in the order in which it stands there, the channel and
 * campaign as they were for the last card, and one key for "save and next".
 */
export async function LeadForm({ actor, token, last }: { actor: Actor; token: string; last: LastSource }) {
  const [t, common, channels, words, organisation, places] = await Promise.all([
    getTranslations('leads.form'),
    getTranslations('common'),
    sourceOptions(actor),
    duplicateWords(),
    getOrganisation(actor),
    knownPlaces(actor),
  ])
  const known = channels.find(({ name }) => name === last.channel)
  const campaign = known?.campaigns.find(({ name }) => name === last.campaign)
  const both = hasRole(actor, 'marketer') && hasRole(actor, 'sales')
  const optional = common('optional')
  return (
    <ActionForm
      action={enterLeadFromForm}
      className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,38rem)_minmax(18rem,26rem)]"
    >
      <div className="flex flex-col gap-4">
        <FormError />
        <input type="hidden" name="token" value={token} />
        <Field name="lead.company" label={t('company')}>
          <Input name="lead.company" maxLength={200} autoFocus autoComplete="off" />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field name="lead.contactName" label={t('contactName')}>
            <Input name="lead.contactName" maxLength={200} autoComplete="off" />
          </Field>
          <Field name="lead.jobTitle" label={t('jobTitle')}>
            <Input name="lead.jobTitle" maxLength={200} autoComplete="off" />
          </Field>
          <Field name="lead.email" label={t('email')} hint={t('identity')}>
            <Input name="lead.email" type="email" inputMode="email" maxLength={254} autoComplete="off" />
          </Field>
          <Field name="lead.phone" label={t('phone')} hint={t('phoneHint')}>
            <Input name="lead.phone" type="tel" maxLength={60} autoComplete="off" />
          </Field>
        </div>
        <Field name="lead.note" label={t('note')}>
          <Textarea name="lead.note" rows={2} maxLength={5000} />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <SourceFields
            prefix="lead."
            channels={channels}
            channel={known?.name ?? ''}
            campaign={campaign?.name ?? ''}
            words={{
              channel: t('channel'),
              campaign: t('campaign'),
              noChannel: t('noChannel'),
              noCampaign: t('noCampaign'),
            }}
          />
        </div>
        {both && (
          <Segmented
            name="lead.origin"
            legend={t('origin')}
            defaultValue={last.origin ?? defaultOrigin(actor)}
            options={[
              { value: 'marketing', label: t('originMarketing') },
              { value: 'sales', label: t('originSales') },
            ]}
          />
        )}
        <details>
          <summary className="w-fit cursor-pointer rounded-sm text-sm text-muted hover:text-ink">
            {t('more')}
          </summary>
          <div className="mt-3 grid gap-4 sm:grid-cols-2">
            <Field name="lead.website" label={t('website')} optionalLabel={optional}>
              <Input name="lead.website" inputMode="url" maxLength={500} autoComplete="off" />
            </Field>
            <Field name="lead.externalId" label={t('externalId')} optionalLabel={optional}>
              <Input name="lead.externalId" maxLength={200} autoComplete="off" />
            </Field>
            <Field name="lead.country" label={t('country')} optionalLabel={optional}>
              <Input name="lead.country" maxLength={100} autoComplete="off" />
            </Field>
            <Field name="lead.region" label={t('region')} optionalLabel={optional}>
              <Input name="lead.region" maxLength={100} autoComplete="off" list="known-regions" />
            </Field>
            <Field name="lead.segment" label={t('segment')} optionalLabel={optional}>
              <Input name="lead.segment" maxLength={80} autoComplete="off" list="known-segments" />
            </Field>
            <Field
              name="lead.expectedAmount"
              label={t('expectedAmountIn', { currency: organisation.currency })}
              optionalLabel={optional}
            >
              <Input name="lead.expectedAmount" inputMode="decimal" maxLength={20} autoComplete="off" />
            </Field>
            <Suggestions id="known-regions" values={places.regions} />
            <Suggestions id="known-segments" values={places.segments} />
          </div>
        </details>
        <div className="flex flex-wrap items-center gap-2 max-md:flex-col max-md:items-stretch">
          <SubmitButton name="go" value="open">
            {t('save')}
          </SubmitButton>
          <SubmitButton name="go" value="next" variant="secondary" data-save-next="">
            {t('saveNext')}
          </SubmitButton>
        </div>
        <p className="text-xs text-muted pointer-coarse:hidden">{t('keys')}</p>
      </div>
      <Duplicates words={words} />
      <FormKeys />
    </ActionForm>
  )
}

async function duplicateWords(): Promise<DuplicateWords> {
  const [t, common] = await Promise.all([getTranslations('leads.duplicates'), getTranslations('common')])
  return {
    title: t('title'),
    none: t('none'),
    searching: t('searching'),
    likeness: { email: t('likeness.email'), phone: t('likeness.phone'), company: t('likeness.company') },
    use: t('use'),
    useHint: t('useHint'),
    look: t('look'),
    status: Object.fromEntries(
      LEAD_STATUSES.map((status) => [status, common(`status.${status}`)]),
    ) as DuplicateWords['status'],
    grade: Object.fromEntries(
      GRADES.map((grade) => [grade, common(`grade.${grade}`)]),
    ) as DuplicateWords['grade'],
  }
}
