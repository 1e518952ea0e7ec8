import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input, Segmented, Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import {
  carryFromForm,
  editFromForm,
  noteFromForm,
  reopenDecision,
  settleFromForm,
} from '@/lib/meetings/actions'
import { TOPICS, type Topic } from '@/lib/meetings/agenda'
import type { DecisionView } from '@/lib/meetings/queries/decisions'
import { SeenVersion } from './seen-version'

export type Colleague = { value: string; label: string }

/** What was decided, by whom and by when. */
export async function NoteForm({
  meetingId,
  topic,
  people,
  today,
}: {
  meetingId: number
  topic: Topic
  people: readonly Colleague[]
  today: string
}) {
  const t = await getTranslations('meetings.decision')
  return (
    <ActionForm action={noteFromForm} resetOnDone className="flex flex-col gap-3">
      <input type="hidden" name="meetingId" value={meetingId} />
      <input type="hidden" name="topic" value={topic} />
      <FormError />
      <Field name="text" label={t('text')} hint={t('textHint')} required>
        <Textarea name="text" rows={2} maxLength={1000} />
      </Field>
      <WhoAndWhen people={people} min={today} />
      <SubmitButton className="self-start">{t('note')}</SubmitButton>
    </ActionForm>
  )
}

async function WhoAndWhen({
  people,
  owner,
  dueOn,
  min,
}: {
  people: readonly Colleague[]
  owner?: DecisionView['owner']
  dueOn?: string
  min: string
}) {
  const t = await getTranslations('meetings.decision')
  // somebody who has left meanwhile stays named until somebody else is chosen
  const options =
    owner && !people.some(({ value }) => value === String(owner.id))
      ? [{ value: String(owner.id), label: owner.name, disabled: true }, ...people]
      : people
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field name="owner" label={t('owner')} required>
        <Select
          key={owner?.id}
          name="owner"
          defaultValue={owner ? String(owner.id) : ''}
          emptyLabel={owner ? undefined : t('ownerEmpty')}
          options={options}
        />
      </Field>
      <Field name="dueOn" label={t('dueOn')} required>
        <Input type="date" name="dueOn" min={min} max="2200-12-31" defaultValue={dueOn} />
      </Field>
    </div>
  )
}

export async function EditForm({
  decision,
  people,
  today,
}: {
  decision: DecisionView
  people: readonly Colleague[]
  today: string
}) {
  const [t, topic, common] = await Promise.all([
    getTranslations('meetings.decision'),
    getTranslations('meetings.topic'),
    getTranslations('common.action'),
  ])
  return (
    <ActionForm action={editFromForm} className="flex flex-col gap-3">
      <input type="hidden" name="decisionId" value={decision.id} />
      <SeenVersion version={decision.version} over={t('over')} />
      <Field name="text" label={t('text')} required>
        <Textarea name="text" rows={3} maxLength={1000} defaultValue={decision.text} />
      </Field>
      <WhoAndWhen people={people} owner={decision.owner} dueOn={decision.dueOn} min={today} />
      <Field name="topic" label={t('topic')}>
        <Select
          key={decision.topic}
          name="topic"
          defaultValue={decision.topic}
          options={TOPICS.map((value) => ({ value, label: topic(value) }))}
        />
      </Field>
      <SubmitButton className="self-start">{common('save')}</SubmitButton>
    </ActionForm>
  )
}

export async function CarryForm({
  decision,
  people,
  today,
}: {
  decision: DecisionView
  people: readonly Colleague[]
  today: string
}) {
  const t = await getTranslations('meetings.decision')
  return (
    <ActionForm action={carryFromForm} className="flex flex-col gap-3">
      <input type="hidden" name="decisionId" value={decision.id} />
      <SeenVersion version={decision.version} over={t('over')} />
      <WhoAndWhen
        people={people}
        owner={decision.owner}
        dueOn={decision.dueOn > today ? decision.dueOn : undefined}
        min={today}
      />
      <SubmitButton className="self-start">{t('carry')}</SubmitButton>
    </ActionForm>
  )
}

/** Done, dropped or open after all, with a word about it. */
export async function SettleForm({ decision, mayDrop }: { decision: DecisionView; mayDrop: boolean }) {
  const [t, common] = await Promise.all([getTranslations('meetings.decision'), getTranslations('common')])
  const states = (['open', 'done', 'dropped'] as const).filter((state) => mayDrop || state !== 'dropped')
  return (
    <ActionForm
      action={settleFromForm}
      undo={reopenDecision}
      undoLabel={t('undo')}
      className="flex flex-col gap-3"
    >
      <input type="hidden" name="decisionId" value={decision.id} />
      <SeenVersion version={decision.version} over={t('over')} />
      <Segmented
        key={decision.state}
        name="state"
        legend={t('state')}
        defaultValue={decision.state}
        options={states.map((value) => ({ value, label: t(`stateName.${value}`) }))}
      />
      <Field name="outcome" label={t('outcome')} optionalLabel={common('optional')}>
        <Textarea name="outcome" rows={2} maxLength={1000} defaultValue={decision.outcome ?? ''} />
      </Field>
      <SubmitButton className="self-start">{common('action.save')}</SubmitButton>
    </ActionForm>
  )
}

/** One press: done. */
export async function DoneButton({ decision }: { decision: DecisionView }) {
  const t = await getTranslations('meetings.decision')
  return (
    <ActionForm action={settleFromForm} undo={reopenDecision} undoLabel={t('undo')}>
      <input type="hidden" name="decisionId" value={decision.id} />
      <input type="hidden" name="version" value={decision.version} />
      <input type="hidden" name="state" value="done" />
      <SubmitButton variant="secondary" size="sm" aria-label={t('doneOf', { text: decision.text })}>
        {t('done')}
      </SubmitButton>
    </ActionForm>
  )
}
