import { CheckCheck } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { finishGroupFromForm } from '@/lib/nurture/actions'
import { canNurture } from '@/lib/nurture/policy'
import { type DueGroup, type DueStep, dueGroups, FEW, type Scope, stepsById } from '@/lib/nurture/queries/due'
import { NURTURE, NURTURE_PLANS, NURTURE_TOUCHES } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { hrefWith } from '@/lib/platform/url-state'
import { KindIcon } from './kind-icon'
import { Reach } from './reach'
import { StepButtons } from './step-buttons'

type Props = { actor: Actor; scope: Scope; today: string; format: Formatter }

/** The touches of plans that are due: a few one by one, what is due for many as one line and one press. */
export async function DueCard({ actor, scope, today, format }: Props) {
  const [t, groups] = await Promise.all([getTranslations('nurture.due'), dueGroups(actor, scope)])
  const few = groups.filter(({ count }) => count <= FEW).flatMap(({ first }) => first)
  const steps = few.length > 0 ? await stepsById(actor, few) : []
  return (
    <Card title={t('title')} note={groups.length > 0 ? t('note') : undefined} flush>
      {groups.length === 0 ? (
        <EmptyState
          title={t('emptyTitle')}
          action={canNurture(actor) ? <LinkButton href={NURTURE_PLANS}>{t('toPlans')}</LinkButton> : null}
        >
          {t('emptyText')}
        </EmptyState>
      ) : (
        <ul className="border-t border-line">
          {groups.map((group) => (
            <li
              key={`${group.planId}.${group.position}.${group.text}`}
              className="flex flex-col gap-2 border-b border-line px-4 py-3 last:border-b-0"
            >
              <GroupHead group={group} today={today} format={format} />
              {group.count > FEW ? (
                <ManyLeads group={group} actor={actor} scope={scope} format={format} />
              ) : (
                <FewLeads steps={steps.filter(({ id }) => group.first.includes(id))} actor={actor} />
              )}
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

async function GroupHead({
  group: { kind, text, plan, oldest },
  today,
  format,
}: {
  group: DueGroup
  today: string
  format: Formatter
}) {
  const t = await getTranslations('nurture')
  return (
    <div className="flex gap-2.5">
      <span className="pt-0.5" title={t(`kind.${kind}`)}>
        <KindIcon kind={kind} />
      </span>
      <div className="min-w-0">
        <p className="font-medium [overflow-wrap:anywhere] text-ink">
          <span className="sr-only">{t(`kind.${kind}`)}: </span>
          {text}
        </p>
        <p className="text-xs text-muted">
          {t('due.of', { plan })},{' '}
          {oldest < today ? (
            <span className="font-medium text-warn-ink">
              {t('due.since', { date: format.shortDate(oldest) })}
            </span>
          ) : (
            t('due.today')
          )}
        </p>
      </div>
    </div>
  )
}

async function ManyLeads({
  group,
  actor,
  scope,
  format,
}: {
  group: DueGroup
  actor: Actor
  scope: Scope
  format: Formatter
}) {
  const t = await getTranslations('nurture.due')
  const { planId, position, text, count } = group
  const href = hrefWith(NURTURE_TOUCHES, {}, { plan: planId, step: position, text, whose: scope })
  return (
    <div className="flex flex-wrap items-center gap-2 pl-6.5">
      <Link
        href={href}
        prefetch={false}
        aria-label={`${t('leads', { count })}: ${text}`}
        className="figures mr-auto font-medium text-accent-ink hover:underline"
      >
        {t('leads', { count })}
      </Link>
      {canNurture(actor) && (
        <ActionForm action={finishGroupFromForm}>
          <input type="hidden" name="planId" value={planId} />
          <input type="hidden" name="position" value={position} />
          <input type="hidden" name="text" value={text} />
          <input type="hidden" name="scope" value={scope} />
          <SubmitButton
            variant="secondary"
            size="sm"
            aria-label={`${t('doneAll', { count: format.number(count) })}: ${text}`}
          >
            <CheckCheck aria-hidden="true" />
            {t('doneAll', { count: format.number(count) })}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}

function FewLeads({ steps, actor }: { steps: readonly DueStep[]; actor: Actor }) {
  return (
    <ul className="flex flex-col gap-1.5 pl-6.5">
      {steps.map(({ id, kind, text, lead }) => (
        <li key={id} className="flex items-center justify-between gap-x-3">
          <span className="flex min-w-0 flex-1 flex-col text-sm [&>a]:truncate [&>a]:leading-6">
            <Link
              href={hrefWith(NURTURE, {}, { open: lead.id })}
              scroll={false}
              prefetch={false}
              className="truncate font-medium text-ink hover:underline"
            >
              {lead.name}
            </Link>
            <Reach lead={lead} by={kind} />
          </span>
          {canNurture(actor) && <StepButtons id={id} text={text} lead={lead.name} />}
        </li>
      ))}
    </ul>
  )
}
