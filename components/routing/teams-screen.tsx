import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { SettingsHeader } from '@/components/settings/settings-header'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Input } from '@/components/ui/controls'
import { EmptyState } from '@/components/ui/empty-state'
import { Explain } from '@/components/ui/explain'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { saveCapacity } from '@/lib/routing/actions'
import { CLOSER_LEADS, CLOSER_MINIMUM } from '@/lib/routing/choose'
import { canEditRouting } from '@/lib/routing/policy'
import { listRepLoads, listTeams, MOST_LOAD, type RepView, type TeamView } from '@/lib/routing/queries/teams'

/** The teams with who is in them, and everybody in sales with what they have and may have. */
export async function TeamsScreen({ actor }: { actor: Actor }) {
  const [t, teams, reps] = await Promise.all([
    getTranslations('routing.teams'),
    listTeams(actor),
    listRepLoads(actor),
  ])
  const edits = canEditRouting(actor)
  const add = edits && (
    <LinkButton href="/settings/teams/new" variant="primary" data-hotkey="n">
      {t('add')}
    </LinkButton>
  )
  return (
    <>
      <SettingsHeader actor={actor} current="teams" actions={teams.length > 0 && add} />
      <p className="mb-3 max-w-prose text-muted">{t('text')}</p>
      {teams.length === 0 ? (
        <Card>
          <EmptyState title={t('emptyTitle')} action={add}>
            {t('emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <div className="grid items-start gap-4 lg:grid-cols-2 xl:grid-cols-3">
          {teams.map((team) => (
            <TeamCard key={team.id} team={team} edits={edits} />
          ))}
        </div>
      )}
      <Card flush className="mt-4" title={t('reps')} note={t('repsText')}>
        <RepTable reps={reps} teams={teams} edits={edits} />
      </Card>
    </>
  )
}

async function TeamCard({ team, edits }: { team: TeamView; edits: boolean }) {
  const [t, words, common, format] = await Promise.all([
    getTranslations('routing.teams'),
    getTranslations('routing'),
    getTranslations('common'),
    pageFormat(),
  ])
  return (
    <Card
      title={team.name}
      note={team.rules.length > 0 ? t('usedBy', { list: format.list(team.rules) }) : t('unused')}
      actions={
        edits && (
          <LinkButton
            href={`/settings/teams/${team.id}`}
            size="sm"
            variant="quiet"
            aria-label={t('edit', { name: team.name })}
          >
            {common('action.edit')}
          </LinkButton>
        )
      }
    >
      <div className="mb-2 flex items-center gap-2 text-sm text-ink">
        <p>{words(`strategyTitle.${team.strategy}`)}</p>
        <Explain label={t('strategy')}>
          {words(`strategyHint.${team.strategy}`, { leads: CLOSER_LEADS, minimum: CLOSER_MINIMUM })}
        </Explain>
      </div>
      {team.members.length === 0 ? (
        <p className="text-sm text-warn-ink">{words('to.empty')}</p>
      ) : (
        <ul className="flex flex-col divide-y divide-line">
          {team.members.map((rep) => (
            <li key={rep.id} className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 py-1.5">
              <span className="min-w-0 text-ink">{rep.name}</span>
              <span className="flex items-center gap-2 text-sm text-muted">
                <RepState rep={rep} />
                <span className="figures">{loadWords(rep, format.number)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function loadWords({ load, capacity }: RepView, number: (value: number) => string): string {
  const undecided = load >= MOST_LOAD ? `${number(MOST_LOAD)}+` : number(load)
  return capacity === null ? undecided : `${undecided} / ${number(capacity)}`
}

/** Why somebody gets nothing now; nothing where they do. */
async function RepState({ rep }: { rep: RepView }) {
  const [t, format] = await Promise.all([getTranslations('routing.teams'), pageFormat()])
  if (!rep.here) return <Badge tone="danger">{t('gone')}</Badge>
  if (rep.awayUntil) return <Badge tone="warn">{t('away', { date: format.shortDate(rep.awayUntil) })}</Badge>
  if (rep.capacity !== null && rep.load >= rep.capacity) return <Badge tone="warn">{t('full')}</Badge>
  return null
}

async function RepTable({ reps, teams, edits }: { reps: RepView[]; teams: TeamView[]; edits: boolean }) {
  const [t, format] = await Promise.all([getTranslations('routing.teams'), pageFormat()])
  const teamsOf = ({ id }: RepView) =>
    teams.filter(({ members }) => members.some((member) => member.id === id)).map(({ name }) => name)
  const columns: Column<RepView>[] = [
    { key: 'person', header: t('person'), cell: ({ name }) => name },
    {
      key: 'teams',
      header: t('inTeams'),
      cell: (rep) => teamsOf(rep).join(', ') || <span className="text-muted">{t('none')}</span>,
    },
    {
      key: 'state',
      header: t('state'),
      width: '12rem',
      cell: (rep) =>
        rep.awayUntil || (rep.capacity !== null && rep.load >= rep.capacity) ? (
          <RepState rep={rep} />
        ) : (
          t('here')
        ),
    },
    {
      key: 'load',
      header: t('load'),
      width: '9rem',
      align: 'end',
      cell: ({ load }) => (load >= MOST_LOAD ? `${format.number(MOST_LOAD)}+` : format.number(load)),
    },
    {
      key: 'capacity',
      header: t('capacity'),
      width: edits ? '14rem' : '8rem',
      align: 'end',
      cell: (rep) =>
        edits && rep.email ? (
          <Capacity rep={rep} email={rep.email} />
        ) : rep.capacity === null ? (
          <span className="text-muted">{t('noLimit')}</span>
        ) : (
          format.number(rep.capacity)
        ),
    },
  ]
  return (
    <DataTable
      rows={reps}
      columns={columns}
      rowKey={({ id }) => id}
      caption={t('reps')}
      dense={false}
      empty={<p className="px-4 py-6 text-muted">{t('nobody')}</p>}
    />
  )
}

async function Capacity({ rep, email }: { rep: RepView; email: string }) {
  const t = await getTranslations('routing.teams')
  return (
    <ActionForm action={saveCapacity} className="inline-flex items-center justify-end gap-1.5">
      <input type="hidden" name="person" value={email} />
      <Input
        key={rep.capacity}
        name="capacity"
        inputMode="numeric"
        maxLength={4}
        defaultValue={rep.capacity ?? ''}
        placeholder={t('noLimit')}
        aria-label={t('capacityOf', { name: rep.name })}
        className="figures w-28 text-end"
      />
      <SubmitButton
        size="sm"
        variant="secondary"
        aria-label={`${t('saveCapacity')}: ${t('capacityOf', { name: rep.name })}`}
      >
        {t('saveCapacity')}
      </SubmitButton>
      <FormError />
    </ActionForm>
  )
}
