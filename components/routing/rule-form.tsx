import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Checkbox, Input, Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { GradeBadge } from '@/components/ui/grade-badge'
import { SubmitButton } from '@/components/ui/submit-button'
import { sourceOptions } from '@/lib/channels/queries'
import { knownPlaces } from '@/lib/leads/queries/places'
import { GRADES } from '@/lib/leads/schema'
import { getOrganisation } from '@/lib/organisation/queries'
import { listReps } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { addRule, saveRule } from '@/lib/routing/actions'
import type { Draft } from '@/lib/routing/draft'
import { listTeams } from '@/lib/routing/queries/teams'
import { TryButton } from './try-button'

/** A new rule or one that is changed; `draft` is what its fields hold. */
export async function RuleForm({ actor, draft }: { actor: Actor; draft: Draft }) {
  const [t, common, channels, places, organisation, reps, teams, format] = await Promise.all([
    getTranslations('routing'),
    getTranslations('common'),
    sourceOptions(actor),
    knownPlaces(actor),
    getOrganisation(actor),
    listReps(actor),
    listTeams(actor),
    pageFormat(),
  ])
  const { currency } = organisation
  const known = (names: readonly string[]) =>
    names.length > 0 ? t('form.known', { list: format.list(names.slice(0, 12)) }) : ''
  const people = reps.flatMap(({ name, email }) => (email ? [{ value: `person:${email}`, label: name }] : []))
  const targets = [
    { value: 'queue', label: t('to.queueLong') },
    ...teams.map((team) => ({
      value: `team:${team.id}`,
      label: `${t('to.team', { name: team.name })}, ${t(`strategy.${team.strategy}`)}`,
    })),
    ...people,
  ]
  // a person who left is still what this rule says, until somebody says something else
  const gone = !targets.some(({ value }) => value === draft.target)
  return (
    <ActionForm action={draft.ruleId ? saveRule : addRule} className="flex max-w-3xl flex-col gap-6">
      <FormError />
      {draft.ruleId && (
        <>
          <input type="hidden" name="ruleId" value={draft.ruleId} />
          <input type="hidden" name="version" value={draft.version} />
        </>
      )}
      <Field name="name" label={t('form.name')} hint={t('form.nameHint')} required>
        <Input
          name="name"
          maxLength={80}
          defaultValue={draft.name}
          autoComplete="off"
          autoFocus={!draft.ruleId}
        />
      </Field>
      <fieldset className="flex min-w-0 flex-col gap-4">
        <legend className="mb-1 text-base font-semibold text-ink">{t('form.which')}</legend>
        <p className="text-sm text-muted">{t('form.whichHint')}</p>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            name="regions"
            label={t('form.regions')}
            hint={`${t('form.lines')} ${known(places.regions)}`}
          >
            <Textarea name="regions" rows={3} maxLength={20_000} defaultValue={draft.regions} />
          </Field>
          <Field
            name="segments"
            label={t('form.segments')}
            hint={`${t('form.lines')} ${known(places.segments)}`}
          >
            <Textarea name="segments" rows={3} maxLength={20_000} defaultValue={draft.segments} />
          </Field>
        </div>
        <fieldset className="min-w-0">
          <legend className="mb-1.5 text-sm font-medium text-ink">{t('form.grades')}</legend>
          <input type="hidden" name="grades[]" value="" />
          <div className="flex flex-wrap gap-x-5 gap-y-2">
            {GRADES.map((grade) => (
              <Checkbox
                key={grade}
                name="grades[]"
                value={grade}
                defaultChecked={draft.grades.includes(grade)}
                label={<GradeBadge grade={grade} label={common(`grade.${grade}`)} />}
              />
            ))}
          </div>
        </fieldset>
        <div className="grid max-w-md grid-cols-2 items-end gap-3">
          <Field name="amountFrom" label={t('form.amountFrom', { currency })}>
            <Input name="amountFrom" inputMode="decimal" maxLength={20} defaultValue={draft.amountFrom} />
          </Field>
          <Field name="amountTo" label={t('form.amountTo', { currency })}>
            <Input name="amountTo" inputMode="decimal" maxLength={20} defaultValue={draft.amountTo} />
          </Field>
        </div>
        <details open={draft.channelIds.length + draft.campaignIds.length > 0}>
          <summary className="w-fit cursor-pointer rounded-sm text-sm font-medium text-ink hover:underline">
            {t('form.sources')}
          </summary>
          <p className="mt-1 mb-3 text-xs text-muted">{t('form.sourcesHint')}</p>
          <input type="hidden" name="channelIds[]" value="" />
          <input type="hidden" name="campaignIds[]" value="" />
          <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
            {channels.map((channel) => (
              <fieldset key={channel.id} className="min-w-0">
                <legend className="sr-only">{channel.name}</legend>
                <Checkbox
                  name="channelIds[]"
                  value={channel.id}
                  defaultChecked={draft.channelIds.includes(channel.id)}
                  label={<span className="font-medium">{channel.name}</span>}
                />
                <div className="mt-1 flex flex-col gap-1 ps-6">
                  {channel.campaigns.map((campaign) => (
                    <Checkbox
                      key={campaign.id}
                      name="campaignIds[]"
                      value={campaign.id}
                      defaultChecked={draft.campaignIds.includes(campaign.id)}
                      label={campaign.name}
                    />
                  ))}
                </div>
              </fieldset>
            ))}
          </div>
        </details>
      </fieldset>
      <Field name="target" label={t('form.target')} hint={t('form.targetHint')} className="max-w-md">
        <Select
          name="target"
          defaultValue={draft.target}
          options={gone ? [...targets, { value: draft.target, label: draft.targetName }] : targets}
        />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <SubmitButton>{t('form.save')}</SubmitButton>
        <TryButton href="/settings/routing/dry-run">{t('form.tryIt')}</TryButton>
        <LinkButton href="/settings/routing" variant="quiet">
          {common('action.cancel')}
        </LinkButton>
        {!draft.ruleId && <p className="text-sm text-muted">{t('form.after')}</p>}
      </div>
    </ActionForm>
  )
}
