import { Archive, Pencil, RotateCcw } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { archivePlanFromForm, restorePlanFromForm, undoArchive } from '@/lib/nurture/actions'
import { canNurture } from '@/lib/nurture/policy'
import { listPlans, type PlanView } from '@/lib/nurture/queries/plans'
import { latestRuns } from '@/lib/nurture/queries/runs'
import { NURTURE_LIST, NURTURE_PLANS } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith } from '@/lib/platform/url-state'
import { KindIcon } from './kind-icon'
import { NurtureHeader } from './nurture-header'

const RUNS = 5

/** The plans with their touches, who follows each, and what was lately put on many leads. */
export async function PlansScreen({ actor }: { actor: Actor }) {
  const [t, format, plans, runs] = await Promise.all([
    getTranslations('nurture.plans'),
    pageFormat(),
    listPlans(actor, { archived: true }),
    latestRuns(actor, RUNS),
  ])
  const inUse = plans.filter(({ archivedAt }) => archivedAt === null)
  const archived = plans.filter(({ archivedAt }) => archivedAt !== null)
  const mine = canNurture(actor)
  return (
    <>
      <LivePage actor={actor} on={['nurture']} spread={2000} />
      <NurtureHeader
        current="plans"
        actions={
          mine ? (
            <LinkButton href={`${NURTURE_PLANS}/new`} variant="primary">
              {t('new')}
            </LinkButton>
          ) : null
        }
      />
      <p className="mb-3 max-w-3xl text-sm text-muted">{t('note')}</p>
      <div className="flex flex-col gap-5">
        <div className="rounded-lg border border-line bg-surface">
          {inUse.length === 0 ? (
            <EmptyState
              title={t('emptyTitle')}
              action={mine ? <LinkButton href={`${NURTURE_PLANS}/new`}>{t('new')}</LinkButton> : null}
            >
              {t('emptyText')}
            </EmptyState>
          ) : (
            <PlanTable plans={inUse} mine={mine} format={format} />
          )}
        </div>
        {runs.length > 0 && (
          <Card title={t('runs')} flush>
            <ul className="border-t border-line">
              {runs.map(({ id, plan, total, createdBy, createdAt, doneAt }) => (
                <li
                  key={id}
                  className="flex flex-wrap items-baseline justify-between gap-x-4 border-b border-line px-4 py-2 last:border-b-0"
                >
                  <Link
                    href={`/nurture/runs/${id}`}
                    prefetch={false}
                    className="font-medium text-ink hover:underline"
                  >
                    {t('run', { plan: plan.name, count: total })}
                  </Link>
                  <span className="text-sm text-muted">
                    {doneAt === null && <span className="font-medium text-warn-ink">{t('runOpen')}, </span>}
                    {t('runBy', { name: createdBy, when: format.relative(createdAt) })}
                  </span>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {archived.length > 0 && (
          <Card title={t('archivedTitle')} flush>
            <PlanTable plans={archived} mine={mine} format={format} />
          </Card>
        )}
      </div>
    </>
  )
}

async function PlanTable({
  plans,
  mine,
  format,
}: {
  plans: readonly PlanView[]
  mine: boolean
  format: Formatter
}) {
  const t = await getTranslations('nurture.plans')
  const columns: Column<PlanView>[] = [
    {
      key: 'name',
      header: t('name'),
      width: '22%',
      cell: ({ name }) => <span className="md:whitespace-normal">{name}</span>,
    },
    { key: 'steps', header: t('steps'), card: 'bare', cell: (plan) => <Steps plan={plan} /> },
    {
      key: 'following',
      header: t('following'),
      width: '6.5rem',
      align: 'end',
      cell: ({ id, following }) =>
        following === 0 ? (
          <span className="text-muted">0</span>
        ) : (
          <Link
            href={hrefWith(NURTURE_LIST, { plan: String(id) })}
            prefetch={false}
            className="font-medium text-accent-ink hover:underline"
          >
            {format.number(following)}
          </Link>
        ),
    },
    {
      key: 'finished',
      header: t('finished'),
      width: '6.5rem',
      align: 'end',
      from: 'lg',
      cell: ({ finished }) => format.number(finished),
    },
  ]
  if (mine) {
    columns.push({
      key: 'edit',
      header: <span className="sr-only">{t('editTitle')}</span>,
      width: '6.5rem',
      align: 'end',
      card: 'bare',
      cell: (plan) => <Buttons plan={plan} />,
    })
  }
  return (
    <DataTable
      rows={plans}
      columns={columns}
      rowKey={({ id }) => id}
      caption={t('caption')}
      dense={false}
      rowClassName={() => 'align-top md:[&>td]:py-2.5'}
    />
  )
}

async function Steps({ plan: { steps } }: { plan: PlanView }) {
  const t = await getTranslations('nurture')
  return (
    <ol className="flex flex-col gap-1 whitespace-normal">
      {steps.map(({ afterDays, kind, text }) => (
        <li
          key={`${afterDays} ${kind} ${text}`}
          className="grid grid-cols-[4.5rem_1.25rem_minmax(0,1fr)] items-start gap-1.5 text-sm"
        >
          <span className="figures text-muted">{t('plans.day', { day: afterDays })}</span>
          <span className="pt-px" title={t(`kind.${kind}`)}>
            <KindIcon kind={kind} />
          </span>
          <span className="[overflow-wrap:anywhere]">
            <span className="sr-only">{t(`kind.${kind}`)}: </span>
            {text}
          </span>
        </li>
      ))}
    </ol>
  )
}

async function Buttons({ plan: { id, name, archivedAt } }: { plan: PlanView }) {
  const [t, common] = await Promise.all([getTranslations('nurture.plans'), getTranslations('common.action')])
  if (archivedAt !== null) {
    return (
      <ActionForm action={restorePlanFromForm}>
        <input type="hidden" name="planId" value={id} />
        <SubmitButton variant="quiet" size="sm" aria-label={`${t('restore')}: ${name}`}>
          <RotateCcw aria-hidden="true" />
          {t('restore')}
        </SubmitButton>
      </ActionForm>
    )
  }
  return (
    <span className="inline-flex items-center gap-0.5">
      <LinkButton
        href={`${NURTURE_PLANS}/${id}`}
        variant="quiet"
        size="sm"
        square
        aria-label={t('edit', { name })}
        title={t('edit', { name })}
      >
        <Pencil aria-hidden="true" />
      </LinkButton>
      <ActionForm action={archivePlanFromForm} undo={undoArchive} undoLabel={common('undo')}>
        <input type="hidden" name="planId" value={id} />
        <SubmitButton
          variant="quiet"
          size="sm"
          square
          aria-label={t('archive', { name })}
          title={t('archive', { name })}
        >
          <Archive aria-hidden="true" />
        </SubmitButton>
      </ActionForm>
    </span>
  )
}
