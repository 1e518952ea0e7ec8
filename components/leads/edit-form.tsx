import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { sourceOptions } from '@/lib/channels/queries'
import { EDIT_FIELDS, type EditField, editValues } from '@/lib/leads/edit-fields'
import { canEditField, type EditableField } from '@/lib/leads/policy'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { knownPlaces } from '@/lib/leads/queries/places'
import { getOrganisation } from '@/lib/organisation/queries'
import { listMarketers } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { EditFields, type EditWords } from './edit-fields'

/** All facts of a lead that this person may change, on one page. */
export async function EditForm({ lead, actor }: { lead: LeadView; actor: Actor }) {
  const [t, form, common, channels, marketers, organisation, known] = await Promise.all([
    getTranslations('leads.edit'),
    getTranslations('leads.form'),
    getTranslations('common'),
    sourceOptions(actor),
    listMarketers(actor),
    getOrganisation(actor),
    knownPlaces(actor),
  ])
  const label = (field: EditField): string =>
    field.startsWith('utm.')
      ? form('utm', { name: field.slice(4) })
      : field === 'expectedAmount'
        ? form('expectedAmountIn', { currency: organisation.currency })
        : form(field as Exclude<EditField, `utm.${string}`>)
  const may = (field: EditField) =>
    canEditField(actor, lead, (field.startsWith('utm.') ? 'utm' : field) as EditableField)
  const words: EditWords = {
    labels: Object.fromEntries(EDIT_FIELDS.map((field) => [field, label(field)])) as EditWords['labels'],
    contact: t('contact'),
    source: t('source'),
    conflictTitles: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((count) => t('conflictTitle', { count })),
    conflictText: t('conflictText'),
    theirs: t('theirs'),
    yours: t('yours'),
    empty: t('empty'),
    noChannel: form('noChannel'),
    noCampaign: form('noCampaign'),
    nobody: form('nobody'),
    origins: [
      { value: 'marketing', label: form('originMarketing') },
      { value: 'sales', label: form('originSales') },
    ],
    more: form('more'),
    save: t('save'),
  }
  const owners = marketers.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []))
  const own = lead.owner?.email
  if (own && !owners.some(({ value }) => value === own))
    owners.push({ value: own, label: lead.owner?.name ?? own })
  return (
    <EditFields
      leadId={lead.id}
      version={lead.version}
      values={editValues(lead)}
      editable={EDIT_FIELDS.filter(may)}
      channels={channels.map(({ name, campaigns }) => ({
        name,
        campaigns: campaigns.map((c) => ({ name: c.name })),
      }))}
      owners={owners}
      known={known}
      words={words}
    >
      <LinkButton href={`/leads/${lead.id}`}>{common('action.cancel')}</LinkButton>
    </EditFields>
  )
}
