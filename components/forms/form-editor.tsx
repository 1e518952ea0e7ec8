import { getTranslations } from 'next-intl/server'
import { Callout } from '@/components/ui/callout'
import { sourceOptions } from '@/lib/channels/queries'
import { FORM_FIELDS, FORM_KINDS, type FormField, WORDING_PARTS } from '@/lib/forms/fields'
import type { FormView } from '@/lib/forms/queries'
import { pageWords } from '@/lib/forms/words'
import { listMarketers } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { Builder, type BuilderWords, type Draft } from './builder'

const NONE = { title: null, intro: null, button: null, thanks: null, consent: null }
const LABEL = { en: null, ru: null }

/** What a new form asks: enough to answer, no more. */
const NEW: Draft = {
  name: '',
  kind: 'enquiry',
  owner: '',
  channel: '',
  campaign: '',
  fields: [
    { name: 'contactName', required: true, label: LABEL },
    { name: 'email', required: true, label: LABEL },
    { name: 'phone', required: false, label: LABEL },
    { name: 'company', required: false, label: LABEL },
    { name: 'note', required: false, label: LABEL },
  ],
  wording: { en: NONE, ru: NONE },
  consentRequired: true,
  redirectUrl: null,
  sites: [],
}

/** A new form, or one that is changed, for who may. */
export async function FormEditor({ actor, form }: { actor: Actor; form?: FormView }) {
  const [t, channels, marketers, words] = await Promise.all([
    getTranslations('forms'),
    sourceOptions(actor),
    listMarketers(actor),
    builderWords(form === undefined),
  ])
  const owners = marketers.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []))
  const draft: Draft = form
    ? {
        ...form,
        formId: form.id,
        owner: form.owner.email ?? '',
        channel: form.channel ?? '',
        campaign: form.campaign ?? '',
      }
    : { ...NEW, owner: actor.roles.includes('marketer') ? (actor.email ?? '') : '' }
  return (
    <Builder
      draft={draft}
      channels={channels.map(({ name, campaigns }) => ({ name, campaigns }))}
      owners={owners}
      kinds={FORM_KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
      page={{ en: pageWords('en'), ru: pageWords('ru') }}
      startIn={actor.locale}
      words={words}
      notice={form?.sourceIsArchived && <Callout tone="warn">{t('edit.sourceArchived')}</Callout>}
    />
  )
}

async function builderWords(isNew: boolean): Promise<BuilderWords> {
  const [t, forms, field, common] = await Promise.all([
    getTranslations('forms.edit'),
    getTranslations('forms'),
    getTranslations('leads.form'),
    getTranslations('common.action'),
  ])
  const each = (word: (name: FormField) => string) =>
    Object.fromEntries(FORM_FIELDS.map((name) => [name, word(name)])) as Record<FormField, string>
  const part = {
    title: 'formTitle',
    intro: 'intro',
    button: 'button',
    thanks: 'thanks',
    consent: 'consent',
  } as const
  return {
    name: t('name'),
    nameHint: t('nameHint'),
    kind: forms('kind.label'),
    kindHint: forms('kind.hint'),
    owner: t('owner'),
    ownerNone: t('ownerNone'),
    fields: t('fields'),
    fieldsHint: t('fieldsHint'),
    field: each((name) => field(name)),
    required: t('required'),
    labelEn: t('labelEn'),
    labelRu: t('labelRu'),
    up: each((name) => t('up', { field: field(name) })),
    down: each((name) => t('down', { field: field(name) })),
    wording: t('wording'),
    wordingHint: t('wordingHint'),
    english: t('english'),
    russian: t('russian'),
    parts: Object.fromEntries(WORDING_PARTS.map((name) => [name, t(part[name])])) as BuilderWords['parts'],
    consentRequired: t('consentRequired'),
    consentHint: t('consentHint'),
    after: t('after'),
    sites: t('sites'),
    sitesHint: t('sitesHint'),
    redirect: t('redirect'),
    redirectHint: t('redirectHint'),
    save: isNew ? t('create') : common('save'),
    previewTitle: forms('preview.title'),
    previewThanks: forms('preview.thanks'),
    source: {
      channel: t('channel'),
      campaign: t('campaign'),
      noChannel: t('noChannel'),
      noCampaign: t('noCampaign'),
    },
  }
}
