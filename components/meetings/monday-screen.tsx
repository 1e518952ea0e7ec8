import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { listLabels } from '@/components/data-table/list-labels'
import { ExportMenu } from '@/components/exports/export-menu'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tabs } from '@/components/ui/tabs'
import { openFromForm } from '@/lib/meetings/actions'
import { leadsMeetings } from '@/lib/meetings/policy'
import { listDecisions } from '@/lib/meetings/queries/decisions'
import { currentMeeting, listMeetings, type MeetingRow } from '@/lib/meetings/queries/meetings'
import { decisionCursor, meetingCursor } from '@/lib/meetings/schema'
import { meetingHref, mondayHref, readWhose } from '@/lib/meetings/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { one, type Query } from '@/lib/platform/url-state'
import { decisionContext } from './context'
import { DecisionList } from './decision-list'

const DECISIONS = 20
const MEETINGS = 20

/** The meetings of both sides, and what they decided that is not done yet. */
export async function MondayScreen({ actor, query }: { actor: Actor; query: Query }) {
  const place = meetingCursor.safeParse(one(query, 'before'))
  const [t, format, current, meetings] = await Promise.all([
    getTranslations('meetings'),
    pageFormat(),
    currentMeeting(actor),
    listMeetings(actor, { limit: MEETINGS, cursor: place.success ? place.data : undefined }),
  ])
  const isNew = meetings.rows.length === 0 && !place.success
  return (
    <div className="max-w-5xl">
      <LivePage actor={actor} on={['meeting']} />
      <PageHeader
        title={t('title')}
        actions={
          current ? (
            <LinkButton href={meetingHref(current.id)} variant="primary">
              {t('join')}
            </LinkButton>
          ) : (
            !isNew && leadsMeetings(actor) && <OpenButton />
          )
        }
      >
        <p className="max-w-prose text-sm text-pretty text-muted">{t('intro')}</p>
      </PageHeader>
      {isNew ? (
        <div className="rounded-lg border border-line bg-surface">
          <EmptyState title={t('emptyTitle')} action={leadsMeetings(actor) && <OpenButton />}>
            {t('whoOpens')}
          </EmptyState>
        </div>
      ) : (
        <div className="flex flex-col gap-4">
          <OpenDecisions actor={actor} query={query} format={format} />
          <Meetings
            page={meetings}
            firstHref={place.success ? mondayHref({ whose: readWhose(query) }) : null}
            whose={readWhose(query)}
            format={format}
          />
        </div>
      )}
    </div>
  )
}

async function OpenButton() {
  const t = await getTranslations('meetings')
  return (
    <ActionForm action={openFromForm}>
      <SubmitButton>{t('open')}</SubmitButton>
    </ActionForm>
  )
}

async function OpenDecisions({ actor, query, format }: { actor: Actor; query: Query; format: Formatter }) {
  const whose = readWhose(query)
  const place = decisionCursor.safeParse(one(query, 'after'))
  const [t, context, page] = await Promise.all([
    getTranslations('meetings.list'),
    decisionContext(actor, format),
    listDecisions(actor, {
      state: 'open',
      owner: whose === 'mine' ? 'me' : undefined,
      limit: DECISIONS,
      cursor: place.success ? place.data : undefined,
    }),
  ])
  return (
    <Card
      title={t('decisions')}
      actions={
        <ExportMenu table="decisions" query={{ state: 'open', whose }} what={t('decisions')} size="sm" />
      }
    >
      <Tabs
        label={t('whose')}
        tabs={(['all', 'mine'] as const).map((name) => ({
          href: mondayHref({ whose: name === 'mine' ? 'mine' : undefined }),
          label: t(name),
          current: name === whose,
        }))}
      />
      {page.rows.length === 0 ? (
        <p className="pt-3 text-muted">{t(whose === 'mine' ? 'noneMine' : 'noneAll')}</p>
      ) : (
        <DecisionList lines={page.rows.map((one) => ({ was: one, now: one }))} context={context} of />
      )}
      {(place.success || page.nextCursor) && (
        <div className="flex gap-2 pt-2" data-print="hide">
          {place.success && (
            <LinkButton size="sm" href={mondayHref({ whose })}>
              {t('first')}
            </LinkButton>
          )}
          {page.nextCursor && (
            <LinkButton size="sm" href={mondayHref({ whose, after: page.nextCursor })}>
              {t('more')}
            </LinkButton>
          )}
        </div>
      )}
    </Card>
  )
}

async function Meetings({
  page,
  firstHref,
  whose,
  format,
}: {
  page: { rows: MeetingRow[]; nextCursor: string | null }
  firstHref: string | null
  whose: 'mine' | 'all'
  format: Formatter
}) {
  const [t, list, labels] = await Promise.all([
    getTranslations('meetings'),
    getTranslations('meetings.list'),
    listLabels(),
  ])
  const columns: Column<MeetingRow>[] = [
    { key: 'meeting', header: list('meeting'), cell: (row) => format.longDate(row.heldOn) },
    {
      key: 'about',
      header: list('about'),
      from: 'lg',
      cell: (row) => t('days', { from: format.shortDate(row.from), to: format.shortDate(row.to) }),
    },
    {
      key: 'decided',
      header: list('decided'),
      align: 'end',
      width: '7rem',
      cell: (row) => format.number(row.decided),
    },
    {
      key: 'open',
      header: list('stillOpen'),
      align: 'end',
      width: '8rem',
      cell: (row) => format.number(row.open),
    },
    {
      key: 'state',
      header: list('state'),
      width: '16rem',
      cell: (row) =>
        row.closedBy ? (
          <span className="text-muted">{list('closedBy', { name: row.closedBy })}</span>
        ) : (
          <Badge tone="accent">{t('goesOn')}</Badge>
        ),
    },
  ]
  return (
    <Card title={list('meetings')} flush>
      <DataTable
        rows={page.rows}
        columns={columns}
        rowKey={({ id }) => id}
        rowHref={({ id }) => meetingHref(id)}
        caption={list('meetings')}
      />
      {(firstHref || page.nextCursor) && (
        <div className="px-4 py-2">
          <Pagination
            previousHref={firstHref ?? undefined}
            nextHref={page.nextCursor ? mondayHref({ whose, before: page.nextCursor }) : undefined}
            labels={labels.paging}
          />
        </div>
      )}
    </Card>
  )
}
