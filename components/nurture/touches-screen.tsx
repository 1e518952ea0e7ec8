import { CheckCheck } from 'lucide-react'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { listLabels } from '@/components/data-table/list-labels'
import { LeadPanel } from '@/components/leads/lead-panel'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import { Time } from '@/components/ui/time'
import type { LeadPage } from '@/lib/leads/queries/list'
import { finishGroupFromForm } from '@/lib/nurture/actions'
import { canNurture } from '@/lib/nurture/policy'
import { type DueStep, dueGroups, dueSteps } from '@/lib/nurture/queries/due'
import { NURTURE, NURTURE_TOUCHES, readGroup, readScope } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { Reach } from './reach'
import { ScopeLinks } from './scope-links'
import { StepButtons } from './step-buttons'

const SHOWN = 50
const EMPTY: LeadPage = { rows: [], next: null, previous: null, following: null }

/** The leads for whom a touch is due: of one step of a plan, or all. */
export async function TouchesScreen({ actor, query }: { actor: Actor; query: Query }) {
  const scope = readScope(query, canNurture(actor) ? 'mine' : 'all')
  const group = readGroup(query)
  const after = readAfter(query)
  const [t, nurture, leads, format, labels, steps, groups] = await Promise.all([
    getTranslations('nurture.due'),
    getTranslations('nurture'),
    getTranslations('leads'),
    pageFormat(),
    listLabels(),
    dueSteps(actor, { scope, group: group ?? undefined, after, limit: SHOWN }),
    dueGroups(actor, scope),
  ])
  const rows = steps.slice(0, SHOWN)
  const last = rows.at(-1)
  const here: Query = Object.fromEntries(
    ['whose', 'plan', 'step', 'text', 'after'].map((name) => [name, one(query, name)]),
  )
  const openId = Number(one(query, 'open')) || null
  const of =
    group &&
    groups.find(
      ({ planId, position, text }) =>
        planId === group.planId && position === group.position && text === group.text,
    )
  const columns: Column<DueStep>[] = [
    {
      key: 'lead',
      header: t('lead'),
      cell: ({ lead }) => <span className="block truncate">{lead.name}</span>,
    },
    {
      key: 'contact',
      header: t('contact'),
      card: 'bare',
      cell: ({ lead, kind }) => (
        <span className="flex min-w-0 flex-col text-sm [&>*]:truncate">
          <span>{lead.contactName}</span>
          <Reach lead={lead} by={kind} />
        </span>
      ),
    },
    ...(group
      ? []
      : [
          {
            key: 'text',
            header: nurture('plan.text'),
            card: 'bare',
            cell: ({ kind, text }: DueStep) => (
              <span className="block truncate">
                {nurture(`kind.${kind}`)}: {text}
              </span>
            ),
          } as const,
        ]),
    {
      key: 'owner',
      header: leads('column.owner'),
      width: '10rem',
      from: 'lg',
      card: 'none',
      cell: ({ lead }) => lead.owner ?? '—',
    },
    {
      key: 'on',
      header: t('on'),
      width: '7rem',
      cell: ({ dueOn }) => <Time value={dueOn} format={format} />,
    },
  ]
  if (canNurture(actor)) {
    columns.push({
      key: 'do',
      header: <span className="sr-only">{t('done')}</span>,
      width: '12.5rem',
      align: 'end',
      card: 'bare',
      cell: ({ id, text, lead }) => <StepButtons id={id} text={text} lead={lead.name} />,
    })
  }
  return (
    <>
      <LivePage actor={actor} on={['nurture']} spread={1500} />
      <PageHeader
        title={group ? group.text : t('title')}
        back={{ href: hrefWith(NURTURE, { whose: one(query, 'whose') }), label: t('back') }}
        meta={of ? t('leads', { count: of.count }) : undefined}
        actions={
          <>
            {canNurture(actor) && (
              <ScopeLinks path={NURTURE_TOUCHES} query={{ ...here, after: undefined }} scope={scope} />
            )}
            {of && canNurture(actor) && (
              <ActionForm action={finishGroupFromForm}>
                <input type="hidden" name="planId" value={of.planId} />
                <input type="hidden" name="position" value={of.position} />
                <input type="hidden" name="text" value={of.text} />
                <input type="hidden" name="scope" value={scope} />
                <SubmitButton>
                  <CheckCheck aria-hidden="true" />
                  {t('doneAll', { count: format.number(of.count) })}
                </SubmitButton>
              </ActionForm>
            )}
          </>
        }
      >
        {of && <p className="text-sm text-muted">{t('of', { plan: of.plan })}</p>}
      </PageHeader>
      <div className="rounded-lg border border-line bg-surface">
        {rows.length === 0 ? (
          <EmptyState title={t('emptyTitle')} action={<LinkButton href={NURTURE}>{t('back')}</LinkButton>}>
            {group ? t('nothing') : t('emptyText')}
          </EmptyState>
        ) : (
          <DataTable
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            rowHref={({ lead }) => hrefWith(NURTURE_TOUCHES, here, { open: lead.id })}
            caption={t('caption')}
            dense={false}
          />
        )}
      </div>
      {(after || (steps.length > SHOWN && last)) && (
        <Pagination
          previousHref={after ? hrefWith(NURTURE_TOUCHES, here, { after: null }) : null}
          nextHref={
            steps.length > SHOWN && last
              ? hrefWith(NURTURE_TOUCHES, here, { after: `${last.dueOn}_${last.id}` })
              : null
          }
          labels={labels.paging}
        />
      )}
      {openId && (
        <LeadPanel
          actor={actor}
          id={openId}
          page={EMPTY}
          list={{ filters: { status: ['nurture'] }, sort: 'lastContactAt' }}
          path={NURTURE_TOUCHES}
          query={here}
        />
      )}
      <ListKeys />
    </>
  )
}

function readAfter(query: Query): readonly [string, number] | undefined {
  const found = /^(\d{4}-\d\d-\d\d)_([1-9]\d{0,8})$/.exec(one(query, 'after') ?? '')
  const [, day = '', id = ''] = found ?? []
  return found && !Number.isNaN(Date.parse(day)) ? [day, Number(id)] : undefined
}
