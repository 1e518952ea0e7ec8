import { getTranslations } from 'next-intl/server'
import { missingWords, workingTimeWords } from '@/components/agreements/condition-words'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Select, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { type Definition, isSalesReady } from '@/lib/agreements/definition'
import { handOffFromForm } from '@/lib/handoffs/actions'
import type { LeadView } from '@/lib/leads/queries/lead-view'
import { factsOf } from '@/lib/leads/readiness'
import type { PersonOption } from '@/lib/people/queries'
import type { Actor } from '@/lib/platform/actor'
import { previewRoute } from '@/lib/routing/queries/preview'
import type { Route } from '@/lib/routing/queries/where-to'

/** Offers a qualified lead to everyone in sales or to one rep (`listReps` of lib/people/queries). */
export async function HandOffForm({
  lead,
  definition,
  reps,
  actor,
}: {
  lead: LeadView
  /** the one in force */
  definition: Definition
  reps: readonly PersonOption[]
  actor: Actor
}) {
  const [t, readiness, common, routing, route] = await Promise.all([
    getTranslations('handoffs.handOff'),
    getTranslations('agreements.readiness'),
    getTranslations('common'),
    getTranslations('routing.preview'),
    previewRoute(actor, lead.id),
  ])
  const { ready, missing, criterion } = isSalesReady(definition, factsOf(lead))
  const deciding = definition.terms.criteria[criterion]
  const [words, promised] = await Promise.all([
    missingWords(deciding),
    workingTimeWords(definition.terms.sales.verdictWithin[lead.grade ?? 'cold']),
  ])
  return (
    <ActionForm action={handOffFromForm} className="flex flex-col gap-3">
      <FormError />
      <input type="hidden" name="leadId" value={lead.id} />
      <input type="hidden" name="version" value={lead.version} />
      {!ready && (
        <>
          <Callout tone="warn">
            {readiness('by', { version: definition.version })}
            <ul className="list-disc ps-5">
              {missing.map((code) => (
                <li key={code}>{words[code]}</li>
              ))}
            </ul>
          </Callout>
          <Field name="overrideReason" label={t('override')} required>
            <Textarea name="overrideReason" rows={2} maxLength={1000} />
          </Field>
        </>
      )}
      <Field name="assignee" label={t('to')} hint={route && routeWords(routing, route)}>
        <Select
          name="assignee"
          emptyLabel={
            route?.assigneeName ? routing('auto', { name: route.assigneeName }) : routing('autoQueue')
          }
          options={reps.flatMap(({ name, email }) => (email ? [{ value: email, label: name }] : []))}
        />
      </Field>
      <Field name="note" label={t('note')} hint={t('noteHint')} optionalLabel={common('optional')}>
        <Textarea name="note" rows={3} maxLength={5000} />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton>{t('do')}</SubmitButton>
        <p className="text-sm text-muted">{t('promise', { time: promised })}</p>
      </div>
    </ActionForm>
  )
}

type RoutingWords = Awaited<ReturnType<typeof getTranslations<'routing.preview'>>>

/** Where the rules send it as things are now. */
function routeWords(t: RoutingWords, { assigneeName, ruleName, gap }: Route): string {
  if (gap !== null) return t(gap)
  const rule = ruleName ?? ''
  return assigneeName === null ? t('ruleQueue', { rule }) : t('rule', { name: assigneeName, rule })
}
