import { getTranslations } from 'next-intl/server'
import { Input, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { Unfolding } from '@/components/ui/unfolding'
import { reassignFromForm } from '@/lib/handoffs/actions'
import { canReassign } from '@/lib/handoffs/policy'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import type { Actor } from '@/lib/platform/actor'
import { listRepLoads } from '@/lib/routing/queries/teams'
import { VerdictForm } from './verdict-form'

/** Gives an undecided handoff to a colleague or back to the open queue; nothing for who may not. */
export async function ReassignForm({
  handoff,
  actor,
  group,
  back,
  unfold,
}: {
  handoff: HandoffView
  actor: Actor
  /** of the unfolding parts beside it, of which one is open */
  group: string
  back?: string
  unfold: 'up' | 'down'
}) {
  const assigneeId = handoff.assignee?.id ?? null
  if (handoff.state !== 'pending' || !canReassign(actor, { assigneeId })) return null
  const [t, common, reps] = await Promise.all([
    getTranslations('handoffs.reassign'),
    getTranslations('common'),
    listRepLoads(actor),
  ])
  const options = reps.flatMap(({ id, name, email, awayUntil }) =>
    email && id !== assigneeId
      ? [{ value: email, label: awayUntil ? t('away', { name }) : name, disabled: awayUntil !== null }]
      : [],
  )
  return (
    <Unfolding label={t('title')} group={group} unfold={unfold} variant="quiet">
      <VerdictForm
        action={reassignFromForm}
        handoffId={handoff.id}
        back={back}
        className="flex flex-col gap-3"
      >
        <FormError />
        <Field name="assignee" label={t('assignee')}>
          <Select
            name="assignee"
            options={options}
            {...(assigneeId !== null && { emptyLabel: t('everyone') })}
          />
        </Field>
        <Field name="note" label={t('note')} optionalLabel={common('optional')}>
          <Input name="note" maxLength={1000} autoComplete="off" />
        </Field>
        <p className="text-sm text-muted">{t('text')}</p>
        <SubmitButton className="self-start">{t('submit')}</SubmitButton>
      </VerdictForm>
    </Unfolding>
  )
}
