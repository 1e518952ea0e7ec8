import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { Checkbox, Input, Select, Suggestions, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import {
  startDisqualify,
  startEdit,
  startHandOff,
  startNurture,
  startOwner,
  startPlan,
  startQualify,
  startReassign,
} from '@/lib/bulk/actions'
import type { Wish } from '@/lib/bulk/search-params'
import { sourceOptions } from '@/lib/channels/queries'
import { knownPlaces } from '@/lib/leads/queries/places'
import { ORIGINS } from '@/lib/leads/schema'
import { planChoices } from '@/lib/nurture/queries/plans'
import { getOrganisation } from '@/lib/organisation/queries'
import { listMarketers, listReps, type PersonOption } from '@/lib/people/queries'
import { type Actor, hasRole } from '@/lib/platform/actor'
import { dayOf } from '@/lib/platform/calendar'
import { addMonths } from '@/lib/platform/period'
import { QualifyChoice } from './qualify-choice'

const ACTIONS = {
  handOff: startHandOff,
  owner: startOwner,
  reassign: startReassign,
  edit: startEdit,
  qualify: startQualify,
  nurture: startNurture,
  plan: startPlan,
  disqualify: startDisqualify,
}

/** What the step needs besides the leads. */
export async function StartForm({
  actor,
  wish,
  which,
  count,
}: {
  actor: Actor
  wish: Wish
  which: { all: string; ids: string; list: string }
  count: number
}) {
  const t = await getTranslations('bulk')
  const fields: Record<Wish, () => Promise<ReactNode>> = {
    handOff: () => handOffFields(actor),
    owner: () => ownerFields(actor),
    reassign: () => reassignFields(actor),
    edit: () => editFields(actor),
    qualify: qualifyFields,
    nurture: () => nurtureFields(actor),
    plan: () => planFields(actor),
    disqualify: disqualifyFields,
  }
  return (
    <ActionForm action={ACTIONS[wish]} className="flex flex-col gap-4">
      <FormError />
      <input type="hidden" name="all" value={which.all} />
      <input type="hidden" name="ids" value={which.ids} />
      <input type="hidden" name="list" value={which.list} />
      {await fields[wish]()}
      <SubmitButton className="self-start">{t('start.go', { what: t(`do.${wish}`), count })}</SubmitButton>
    </ActionForm>
  )
}

const byEmail = (people: readonly PersonOption[]) =>
  people.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []))

async function handOffFields(actor: Actor) {
  const [t, reps] = await Promise.all([getTranslations('bulk.start'), listReps(actor)])
  const optional = t('optional')
  return (
    <>
      <Field name="assignee" label={t('rep')}>
        <Select name="assignee" options={byEmail(reps)} emptyLabel={t('byRules')} className="max-w-96" />
      </Field>
      <Field name="note" label={t('note')} optionalLabel={optional}>
        <Textarea name="note" rows={2} maxLength={5000} />
      </Field>
      <Field
        name="overrideReason"
        label={t('overrideReason')}
        optionalLabel={optional}
        hint={t('overrideHint')}
      >
        <Textarea name="overrideReason" rows={2} maxLength={1000} />
      </Field>
    </>
  )
}

async function ownerFields(actor: Actor) {
  const [t, marketers] = await Promise.all([getTranslations('bulk.start'), listMarketers(actor)])
  return (
    <Field name="owner" label={t('owner')} required>
      <Select
        name="owner"
        options={[...byEmail(marketers), { value: 'none', label: t('nobodyOwner') }]}
        emptyLabel={t('choose')}
        className="max-w-96"
      />
    </Field>
  )
}

async function reassignFields(actor: Actor) {
  const [t, reps] = await Promise.all([getTranslations('bulk.start'), listReps(actor)])
  return (
    <>
      <Field name="assignee" label={t('rep')} hint={t('repHint')}>
        <Select name="assignee" options={byEmail(reps)} emptyLabel={t('everyone')} className="max-w-96" />
      </Field>
      <Field name="note" label={t('note')} optionalLabel={t('optional')}>
        <Textarea name="note" rows={2} maxLength={1000} />
      </Field>
    </>
  )
}

async function editFields(actor: Actor) {
  const [t, common, channels, places] = await Promise.all([
    getTranslations('bulk.start'),
    getTranslations('common.origin'),
    sourceOptions(actor),
    knownPlaces(actor),
  ])
  const text = (name: 'region' | 'segment' | 'country' | 'jobTitle' | 'expectedAmount', list?: string) => (
    <div className="flex flex-wrap items-end gap-x-4 gap-y-1" key={name}>
      <Field name={name} label={t(name)} className="w-80 max-w-full">
        <Input
          name={name}
          placeholder={t('leave')}
          list={list}
          autoComplete="off"
          inputMode={name === 'expectedAmount' ? 'decimal' : undefined}
        />
      </Field>
      <Checkbox
        name="clear[]"
        value={name}
        label={t('clear')}
        aria-label={t('clearField', { field: t(name) })}
        className="pb-2"
      />
    </div>
  )
  return (
    <>
      {text('region', 'bulk-regions')}
      {text('segment', 'bulk-segments')}
      {text('country')}
      {text('jobTitle')}
      {text('expectedAmount')}
      <Suggestions id="bulk-regions" values={places.regions} />
      <Suggestions id="bulk-segments" values={places.segments} />
      {hasRole(actor, 'marketer') && (
        <>
          <Field name="source" label={t('source')} className="w-80 max-w-full">
            <Select name="source" emptyLabel={t('leave')}>
              <option value="-">{t('noChannel')}</option>
              {channels.map((channel) => (
                <optgroup key={channel.id} label={channel.name}>
                  <option value={channel.name}>{channel.name}</option>
                  {channel.campaigns.map((campaign) => (
                    <option key={campaign.id} value={`${channel.name}\n${campaign.name}`}>
                      {`${channel.name} / ${campaign.name}`}
                    </option>
                  ))}
                </optgroup>
              ))}
            </Select>
          </Field>
          <Field name="origin" label={t('origin')} className="w-80 max-w-full">
            <Select
              name="origin"
              emptyLabel={t('leave')}
              options={ORIGINS.map((origin) => ({ value: origin, label: common(origin) }))}
            />
          </Field>
        </>
      )}
    </>
  )
}

async function qualifyFields() {
  const [t, leads, common] = await Promise.all([
    getTranslations('bulk.start'),
    getTranslations('leads.qualify'),
    getTranslations('common.grade'),
  ])
  const questions = ['needFormed', 'valueUnderstood', 'hasBudget', 'readySoon'] as const
  const answers = ['yes', 'no', 'unknown'] as const
  const responses = ['engaged', 'call_back', 'no_answer', 'do_not_disturb'] as const
  const grades = ['hot', 'warm', 'cold'] as const
  return (
    <QualifyChoice
      questions={[
        ...questions.map((name) => ({
          name,
          label: leads(name),
          options: answers.map((value) => ({ value, label: leads(`answer.${value}`) })),
        })),
        {
          name: 'response',
          label: leads('response'),
          options: responses.map((value) => ({ value, label: leads(`responses.${value}`) })),
        },
      ]}
      grades={grades.map((value) => ({ value, label: common(value) }))}
      words={{
        mode: t('mode'),
        same: t('sameAnswers'),
        own: t('ownAnswers'),
        grade: t('grade'),
        asComputed: t('asComputed'),
        choose: t('choose'),
        reason: t('gradeReason'),
        reasonHint: t('gradeReasonHint'),
      }}
    />
  )
}

async function nurtureFields(actor: Actor) {
  const [t, organisation] = await Promise.all([getTranslations('leads.next'), getOrganisation(actor)])
  const today = dayOf(actor.at, organisation.timeZone)
  return (
    <>
      <Field name="wakeAt" label={t('wakeAt')} required>
        <Input
          name="wakeAt"
          type="date"
          min={today}
          defaultValue={addMonths(today, 1)}
          className="max-w-48"
        />
      </Field>
      <Field name="nextStep" label={t('nextStep')} hint={t('nextStepHint')} required>
        <Input name="nextStep" maxLength={500} autoComplete="off" />
      </Field>
    </>
  )
}

async function planFields(actor: Actor) {
  const [t, nurture, plans] = await Promise.all([
    getTranslations('bulk.start'),
    getTranslations('nurture.attach'),
    planChoices(actor),
  ])
  return (
    <Field name="planId" label={t('plan')} required>
      <Select
        name="planId"
        emptyLabel={t('choose')}
        options={plans.map(({ id, name, steps }) => ({
          value: String(id),
          label: nurture('choice', { name, steps }),
        }))}
        className="max-w-96"
      />
    </Field>
  )
}

async function disqualifyFields() {
  const t = await getTranslations('leads.next')
  return (
    <Field name="reason" label={t('reason')} required>
      <Textarea name="reason" rows={2} maxLength={1000} />
    </Field>
  )
}
