import { Archive, ArrowDown, ArrowUp, RotateCcw } from 'lucide-react'
import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { ListKeys } from '@/components/data-table/list-keys'
import { SettingsHeader } from '@/components/settings/settings-header'
import { ActionForm } from '@/components/ui/action-form'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SubmitButton } from '@/components/ui/submit-button'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { offerRule, shelveRule, shiftRule, undoShelvingRule } from '@/lib/routing/actions'
import { canEditRouting } from '@/lib/routing/policy'
import { countUnrouted, listRules, RECENT_DAYS, type RuleView } from '@/lib/routing/queries/rules'
import { listTeams } from '@/lib/routing/queries/teams'
import { type RuleWords, ruleWords } from './rule-words'

type Row = { rule: RuleView; words: RuleWords; place: number }

/** The rules in their order, each as a sentence, and at the end what none of them decides. */
export async function RulesScreen({ actor }: { actor: Actor }) {
  const [t, rules, teams, unrouted, organisation] = await Promise.all([
    getTranslations('routing'),
    listRules(actor),
    listTeams(actor),
    countUnrouted(actor),
    getOrganisation(actor),
  ])
  const empty = new Set(teams.filter(({ members }) => !members.some(({ here }) => here)).map(({ id }) => id))
  const rows = await Promise.all(
    rules.map(async (rule, place): Promise<Row> => {
      const words = await ruleWords(
        rule,
        organisation.currency,
        rule.team !== null && empty.has(rule.team.id),
      )
      return { rule, words, place: place + 1 }
    }),
  )
  const inForce = rows.filter(({ rule }) => !rule.archived)
  const archived = rows.filter(({ rule }) => rule.archived)
  const edits = canEditRouting(actor)
  const add = edits && (
    <LinkButton href="/settings/routing/new" variant="primary" data-hotkey="n">
      {t('add')}
    </LinkButton>
  )
  return (
    <>
      <SettingsHeader
        actor={actor}
        current="routing"
        actions={
          <>
            <LinkButton href="/settings/routing/dry-run">{t('try')}</LinkButton>
            {inForce.length > 0 && add}
          </>
        }
      />
      <p className="mb-3 max-w-prose text-muted">
        {t('text')}
        {!edits && ` ${t('readOnly')}`}
      </p>
      <Card flush>
        {inForce.length === 0 ? (
          <EmptyState title={t('emptyTitle')} action={add}>
            {t('emptyText')}
          </EmptyState>
        ) : (
          <RuleTable rows={inForce} edits={edits} caption={t('caption')} />
        )}
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 border-t border-line px-4 py-3">
          <p>
            <span className="font-medium text-ink">{t('rest')}</span>
            <span aria-hidden="true"> → </span>
            {t('to.queue')}
          </p>
          <p className="figures text-sm text-muted">
            {t('unrouted.line', { days: RECENT_DAYS, ...unrouted.recent })}
            {' · '}
            <Link href="/settings/routing/unrouted" className="text-accent-ink underline">
              {t('unrouted.see')}
            </Link>
          </p>
        </div>
      </Card>
      {archived.length > 0 && (
        <Card flush className="mt-4" title={t('archivedTitle')}>
          <RuleTable rows={archived} edits={edits} caption={t('archivedTitle')} archived />
        </Card>
      )}
      <ListKeys />
    </>
  )
}

async function RuleTable({
  rows,
  edits,
  caption,
  archived,
}: {
  rows: Row[]
  edits: boolean
  caption: string
  archived?: boolean
}) {
  const t = await getTranslations('routing')
  const columns: Column<Row>[] = [
    {
      key: 'rule',
      header: t('column.rule'),
      cell: ({ rule, words, place }) => (
        <span className="block py-1.5">
          {!archived && <span className="figures mr-2 text-muted">{place}.</span>}
          {rule.name}
          <span className="block text-sm font-normal [overflow-wrap:anywhere] whitespace-normal text-muted">
            {words.which}
          </span>
        </span>
      ),
    },
    {
      key: 'to',
      header: t('column.to'),
      cell: ({ words }) => (
        <span className="block py-1.5 whitespace-normal">
          {words.to}
          {words.broken && <span className="block text-sm text-warn-ink">{words.broken}</span>}
        </span>
      ),
    },
    {
      key: 'recent',
      header: t('column.recent', { days: RECENT_DAYS }),
      width: '9rem',
      align: 'end',
      cell: ({ rule }) => rule.recent,
    },
  ]
  if (edits) {
    columns.push({
      key: 'steps',
      header: <span className="sr-only">{t('column.steps')}</span>,
      width: archived ? '8rem' : '8rem',
      align: 'end',
      card: 'bare',
      cell: (row) => (archived ? <Restore rule={row.rule} /> : <Steps row={row} last={rows.length} />),
    })
  }
  return (
    <DataTable
      rows={rows}
      columns={columns}
      rowKey={({ rule }) => rule.id}
      {...(edits && !archived && { rowHref: ({ rule }: Row) => `/settings/routing/${rule.id}` })}
      caption={caption}
      dense={false}
    />
  )
}

async function Steps({ row: { rule, place }, last }: { row: Row; last: number }) {
  const t = await getTranslations('routing')
  const { id, name } = rule
  return (
    <span className="relative z-10 inline-flex items-center gap-0.5">
      <Shift ruleId={id} to={place - 1} label={t('up', { name })} off={place === 1}>
        <ArrowUp aria-hidden="true" />
      </Shift>
      <Shift ruleId={id} to={place + 1} label={t('down', { name })} off={place === last}>
        <ArrowDown aria-hidden="true" />
      </Shift>
      <ActionForm
        action={shelveRule}
        undo={undoShelvingRule}
        undoLabel={(await getTranslations('common'))('action.undo')}
      >
        <input type="hidden" name="ruleId" value={id} />
        <SubmitButton variant="quiet" size="sm" square aria-label={t('archive', { name })}>
          <Archive aria-hidden="true" />
        </SubmitButton>
      </ActionForm>
    </span>
  )
}

function Shift({
  ruleId,
  to,
  label,
  off,
  children,
}: {
  ruleId: number
  to: number
  label: string
  off: boolean
  children: React.ReactNode
}) {
  return (
    <ActionForm action={shiftRule}>
      <input type="hidden" name="ruleId" value={ruleId} />
      <input type="hidden" name="place" value={Math.max(to, 1)} />
      <SubmitButton variant="quiet" size="sm" square aria-label={label} disabled={off}>
        {children}
      </SubmitButton>
    </ActionForm>
  )
}

async function Restore({ rule }: { rule: RuleView }) {
  const t = await getTranslations('routing')
  return (
    <ActionForm action={offerRule}>
      <input type="hidden" name="ruleId" value={rule.id} />
      <SubmitButton variant="quiet" size="sm" aria-label={`${t('restore')}: ${rule.name}`}>
        <RotateCcw aria-hidden="true" />
        {t('restore')}
      </SubmitButton>
    </ActionForm>
  )
}
