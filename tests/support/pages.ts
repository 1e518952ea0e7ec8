import { globSync } from 'node:fs'
import { dirname } from 'node:path'
import type { Role } from '@/lib/platform/db/generated/enums'
import { db, sql } from '@/lib/platform/db/sql'
import { must } from '@/lib/platform/result'
import { createSharedLink } from '@/lib/sharing/commands'
import { newSharedLink } from '@/lib/sharing/schema'
import { actorWith } from './actors'
import { draftAt } from './import-drafts'

/** The pages and routes that exist, from the files; what tests know of each must name them all and no others. */

export function pagesOfApp(): string[] {
  return globSync('app/**/page.tsx')
    .map((file) => dirname(file).replace(/^app/, ''))
    .map((folder) => folder.replaceAll(/\/\([^)]+\)/g, '') || '/')
    .sort()
}

export function routesOfApp(): string[] {
  return globSync('app/**/route.ts')
    .map((file) => dirname(file).replace(/^app/, ''))
    .sort()
}

/** Records of the demo company that pages are looked at with. */
export type Examples = {
  /** one lead in each state, the one with the longest history */
  leads: Record<string, number>
  leadName: string
  handoffs: Record<string, number>
  contests: { open: number; settled: number }
  deal: number
  campaign: number
  cost: number
  person: number
  meeting: number
  /** of nurture, and one put on many leads */
  plan: number
  run: number
  rule: number
  team: number
  webhook: number
  /** a step with many leads */
  bulk: number
  /** drafts of the import wizard, by step */
  drafts: { file: number; columns: number; values: number }
  /** imports of the demo company: one that is done, one that waits for repairs */
  imports: { done: number; check: number }
  forms: { open: number; archived: number }
  /** the tokens of a link to the funnel and of one to the KPIs */
  shared: { funnel: string; kpis: string }
}

export async function examples(): Promise<Examples> {
  const leads = await db.rows<{ status: string; id: number; name: string }>(sql`
    SELECT DISTINCT ON (l.status) l.status::text, l.id, l.display_name AS name
    FROM lead l JOIN person p ON p.id = l.owner_id
    WHERE p.demo
    ORDER BY l.status, (SELECT count(*) FROM lead_event e WHERE e.lead_id = l.id) DESC, l.id`)
  const handoffs = await db.rows<{ state: string; id: number }>(sql`
    SELECT DISTINCT ON (h.state) h.state::text, h.id
    FROM handoff h JOIN person p ON p.id = h.offered_by_id
    WHERE p.demo AND (h.state <> 'pending' OR h.assignee_id IS NULL)
    ORDER BY h.state, h.asked_at DESC NULLS LAST, h.id`)
  const contests = await db.one<{ open: number; settled: number }>(sql`
    SELECT min(id) FILTER (WHERE settled_at IS NULL) AS open, max(id) FILTER (WHERE settled_at IS NOT NULL) AS settled
    FROM contest`)
  const deal = await db.one<{ id: number }>(sql`
    SELECT id FROM deal WHERE state = 'open' ORDER BY id LIMIT 1`)
  const person = await db.one<{ id: number }>(sql`
    SELECT id FROM person WHERE demo AND 'sales' = ANY(roles) ORDER BY id LIMIT 1`)
  const run = await db.one<{ id: number; plan: number }>(sql`
    SELECT id, plan_id AS plan FROM nurture_run ORDER BY id LIMIT 1`)
  const settings = await db.one<{ rule: number; team: number; webhook: number; bulk: number }>(sql`
    SELECT (SELECT min(id) FROM routing_rule WHERE archived_at IS NULL) AS rule,
      (SELECT min(id) FROM team WHERE archived_at IS NULL) AS team,
      (SELECT min(id) FROM webhook) AS webhook, (SELECT max(id) FROM bulk_run) AS bulk`)
  const forms = await db.one<{ open: number; archived: number }>(sql`
    SELECT min(id) FILTER (WHERE archived_at IS NULL) AS open, min(id) FILTER (WHERE archived_at IS NOT NULL) AS archived
    FROM web_form`)
  const imports = await db.one<{ done: number; check: number }>(sql`
    SELECT min(id) FILTER (WHERE state = 'done') AS done,
      min(id) FILTER (WHERE state = 'draft' AND findings IS NOT NULL) AS check FROM import_run`)
  const meeting = await db.one<{ id: number }>(sql`
    SELECT max(id) AS id FROM meeting WHERE closed_at IS NOT NULL`)
  const money = await db.one<{ campaign: number; cost: number }>(sql`
    SELECT (SELECT campaign_id FROM lead WHERE status = 'won' AND campaign_id IS NOT NULL ORDER BY id LIMIT 1) AS campaign,
      (SELECT max(id) FROM spend WHERE split_by = 'fixed') AS cost`)
  if (!money || !settings || !run || !deal || !person || !meeting || leads.length < 9)
    throw new Error('the demo company misses something')
  return {
    leads: Object.fromEntries(leads.map(({ status, id }) => [status, id])),
    leadName: leads.find(({ status }) => status === 'deal')?.name ?? '',
    handoffs: Object.fromEntries(handoffs.map(({ state, id }) => [state, id])),
    contests: contests ?? { open: 0, settled: 0 },
    deal: deal.id,
    ...money,
    person: person.id,
    meeting: meeting.id,
    plan: run.plan,
    run: run.id,
    drafts: await drafts(),
    imports: imports ?? { done: 0, check: 0 },
    shared: { funnel: await sharedLink('funnel'), kpis: await sharedLink('kpis') },
    forms: forms ?? { open: 0, archived: 0 },
    ...settings,
  }
}

async function drafts(): Promise<Examples['drafts']> {
  const marketer = await actorWith({ roles: ['marketer'] })
  return {
    file: await draftAt(marketer, 'file'),
    columns: await draftAt(marketer, 'columns'),
    values: await draftAt(marketer, 'values'),
  }
}

/** The token of a new link: the demo company's own cannot be read any more. */
async function sharedLink(screen: 'funnel' | 'kpis'): Promise<string> {
  const executive = await actorWith({ roles: ['executive'] })
  const wish = { name: 'Our bank', screen, preset: 'last12', named: screen === 'funnel' }
  return must(await createSharedLink(executive, newSharedLink.parse(wish))).token
}

export type PageEntry = {
  /** who may see it: everyone signed in, some roles (the others get 403), or also who is not signed in */
  who: 'everyone' | 'anybody' | readonly Role[]
  path: (known: Examples) => string
  /** Other states of the page worth looking at. */
  states?: (known: Examples) => string[]
  /** It only leads elsewhere. */
  leadsTo?: RegExp
}

const at = (path: string) => () => path
const lead = ({ leads }: Examples, status: string) => `/leads/${leads[status]}`

export const PAGES: Record<string, PageEntry> = {
  '/': { who: 'everyone', path: at('/'), leadsTo: /^\/(queue|leads|kpis|settings)$/ },
  '/agreements': { who: 'everyone', path: at('/agreements'), leadsTo: /^\/agreements\/definition$/ },
  '/agreements/[kind]': {
    who: 'everyone',
    path: at('/agreements/definition'),
    states: () => ['/agreements/glossary', '/agreements/responsibilities'],
  },
  '/agreements/[kind]/[version]': {
    who: 'everyone',
    path: at('/agreements/definition/1'),
    states: () => ['/agreements/definition/3', '/agreements/glossary/1'],
  },
  '/agreements/[kind]/edit': {
    who: 'everyone',
    path: at('/agreements/definition/edit'),
    states: () => ['/agreements/glossary/edit', '/agreements/responsibilities/edit'],
  },
  '/bulk': { who: 'everyone', path: at('/bulk'), states: () => ['/bulk?whose=mine'] },
  '/bulk/[id]': {
    who: 'everyone',
    path: ({ bulk }) => `/bulk/${bulk}`,
    states: ({ bulk }) => [`/bulk/${bulk}?outcome=refused&list=status%3Dnew`],
  },
  '/bulk/new': {
    who: ['marketer', 'sales'],
    path: ({ leads }) => `/bulk/new?do=edit&ids=${leads.qualified}%2C${leads.deal}`,
    states: ({ leads }) => [
      `/bulk/new?do=nurture&ids=${leads.qualified},${leads.won}`,
      '/bulk/new?do=edit&all=1&list=status%3Dnew',
      '/bulk/new?do=edit&ids=2000000000',
    ],
  },
  '/campaigns': {
    who: 'everyone',
    path: at('/campaigns'),
    states: () => ['/campaigns?by=channel&basis=cohort&touch=last', '/campaigns?q=nothing+is+called+so'],
  },
  '/campaigns/[id]': {
    who: 'everyone',
    path: ({ campaign }) => `/campaigns/${campaign}`,
    states: ({ campaign }) => [`/campaigns/${campaign}?basis=period&touch=last`],
  },
  '/campaigns/costs': {
    who: 'everyone',
    path: at('/campaigns/costs'),
    states: ({ cost }) => [
      '/campaigns/costs?view=entries',
      `/campaigns/costs?view=entries&open=${cost}`,
      '/campaigns/costs?view=entries&q=nothing+is+called+so',
    ],
  },
  '/contests': { who: 'everyone', path: at('/contests'), states: () => ['/contests?view=settled'] },
  '/contests/[id]': {
    who: 'everyone',
    path: ({ contests }) => `/contests/${contests.open}`,
    states: ({ contests }) => [`/contests/${contests.settled}`],
  },
  '/deals': {
    who: 'everyone',
    path: at('/deals'),
    states: ({ deal }) => [`/deals?open=${deal}`, '/deals?view=won', '/deals?view=lost', '/deals?view=mine'],
  },
  '/forgot': { who: 'anybody', path: at('/forgot') },
  '/forms': { who: 'everyone', path: at('/forms') },
  '/forms/[id]': {
    who: 'everyone',
    path: ({ forms }) => `/forms/${forms.open}`,
    states: ({ forms }) => [`/forms/${forms.archived}`],
  },
  '/forms/held': { who: 'everyone', path: at('/forms/held'), states: () => ['/forms/held?view=discarded'] },
  '/forms/new': { who: ['marketer'], path: at('/forms/new') },
  '/funnel': {
    who: 'everyone',
    path: at('/funnel'),
    states: () => [
      '/funnel?basis=period&by=month',
      '/funnel?by=campaign&within=90&origin=marketing',
      '/funnel?from=1999-01-01&to=1999-02-01',
      '/funnel?compare=channel&by=origin',
      '/funnel?compare=period&within=30&by=none',
    ],
  },
  '/funnel/cohorts': {
    who: 'everyone',
    path: at('/funnel/cohorts'),
    states: () => ['/funnel/cohorts?stage=accepted&days=30', '/funnel/cohorts?from=1999-01-01&to=1999-02-01'],
  },
  '/funnel/handoffs': { who: 'everyone', path: at('/funnel/handoffs') },
  '/imports': { who: 'everyone', path: at('/imports'), states: () => ['/imports?before=1'] },
  '/imports/[id]': {
    who: 'everyone',
    path: ({ drafts }) => `/imports/${drafts.columns}`,
    states: ({ drafts, imports }) => [
      `/imports/${drafts.file}`,
      `/imports/${drafts.values}`,
      `/imports/${imports.done}`,
      `/imports/${imports.check}`,
      `/imports/${imports.check}?problem=all`,
    ],
  },
  '/imports/new': { who: 'everyone', path: at('/imports/new') },
  '/kpis': {
    who: 'everyone',
    path: at('/kpis'),
    states: () => ['/kpis?from=2026-01-01&to=2025-01-01', '/kpis?from=1999-01-01&to=1999-02-01'],
  },
  '/kpis/targets': {
    who: 'everyone',
    path: at('/kpis/targets'),
    states: () => [
      '/kpis/targets?by=month',
      '/kpis/targets?open=customers:2026-Q4',
      '/kpis/targets?year=1700',
    ],
  },
  '/funnel/quality': {
    who: 'everyone',
    path: at('/funnel/quality'),
    states: () => ['/funnel/quality?by=campaign&channel=1', '/funnel/quality?from=1999-01-01&to=1999-02-01'],
  },
  '/funnel/rejections': {
    who: 'everyone',
    path: at('/funnel/rejections'),
    states: () => ['/funnel/rejections?by=rep&reason=2', '/funnel/rejections?from=1999-01-01&to=1999-02-01'],
  },
  '/leads': {
    who: 'everyone',
    path: at('/leads'),
    states: ({ leads }) => [
      `/leads?open=${leads.qualified}`,
      '/leads?view=returned',
      '/leads?cols=email,phone,region,expectedAmount,externalId,owner,channel,status&grade=hot&saved=1',
      '/leads?q=nobody+is+called+so&status=won',
    ],
  },
  '/leads/[id]': {
    who: 'everyone',
    path: (known) => lead(known, 'deal'),
    states: (known) =>
      Object.keys(known.leads)
        .filter((status) => status !== 'deal')
        .map((status) => lead(known, status)),
  },
  '/leads/[id]/merge': {
    who: 'everyone',
    path: (known) => `${lead(known, 'qualified')}/merge`,
    states: (known) => [
      `${lead(known, 'qualified')}/merge?q=a`,
      `${lead(known, 'qualified')}/merge?with=${known.leads.nurture}`,
      `${lead(known, 'deal')}/merge?with=${known.leads.won}`,
    ],
  },
  '/duplicates': {
    who: 'everyone',
    path: at('/duplicates'),
    states: () => ['/duplicates?sureness=likely&whose=mine', '/duplicates?open=nonsense&after=nonsense'],
  },
  '/leads/[id]/edit': { who: 'everyone', path: (known) => `${lead(known, 'deal')}/edit` },
  '/leads/new': { who: 'everyone', path: at('/leads/new') },
  '/link/[token]': { who: 'anybody', path: at('/link/not-a-token') },
  '/notices': {
    who: 'everyone',
    path: at('/notices'),
    states: () => ['/notices?view=unread'],
  },
  '/notices/[id]': { who: 'everyone', path: at('/notices/1'), leadsTo: /^\// },
  '/kpis/summary': {
    who: 'everyone',
    path: at('/kpis/summary'),
    states: () => [
      '/kpis/summary?from=1999-01-01&to=1999-02-01',
      '/kpis/summary?from=2026-02-01&to=2026-01-01',
    ],
  },
  '/monday': {
    who: 'everyone',
    path: at('/monday'),
    states: () => ['/monday?whose=mine', '/monday?before=x'],
  },
  '/monday/[id]': { who: 'everyone', path: ({ meeting }) => `/monday/${meeting}` },
  '/nurture': {
    who: 'everyone',
    path: at('/nurture'),
    states: ({ leads }) => [`/nurture?open=${leads.nurture}`, '/nurture?whose=all'],
  },
  '/nurture/board': {
    who: 'everyone',
    path: at('/nurture/board'),
    states: ({ leads }) => [`/nurture/board?open=${leads.nurture}`, '/nurture/board?q=nobody+is+called+so'],
  },
  '/nurture/list': {
    who: 'everyone',
    path: at('/nurture/list'),
    states: ({ leads }) => [
      `/nurture/list?open=${leads.nurture}`,
      '/nurture/list?age=12',
      '/nurture/list?wake=touch',
      '/nurture/list?plan=any&owner=none&q=nobody+is+called+so',
    ],
  },
  '/nurture/plans': { who: 'everyone', path: at('/nurture/plans') },
  '/nurture/plans/[id]': { who: ['marketer'], path: ({ plan }) => `/nurture/plans/${plan}` },
  '/nurture/plans/new': { who: ['marketer'], path: at('/nurture/plans/new') },
  '/nurture/returns': { who: 'everyone', path: at('/nurture/returns') },
  '/nurture/runs/[id]': { who: 'everyone', path: ({ run }) => `/nurture/runs/${run}` },
  '/nurture/touches': {
    who: 'everyone',
    path: at('/nurture/touches?whose=all'),
    states: () => ['/nurture/touches?plan=1&step=0&text=nothing'],
  },
  '/people': {
    who: 'everyone',
    path: at('/people'),
    states: () => ['/people?from=1999-01-01&to=1999-02-01'],
  },
  // Themselves and their head as well: tests/integration/performance.test.ts
  '/people/[id]': { who: ['executive'], path: ({ person }) => `/people/${person}` },
  '/people/points': { who: 'everyone', path: at('/people/points') },
  '/promises': {
    who: 'everyone',
    path: at('/promises'),
    states: () => ['/promises?from=1999-01-01&to=1999-02-01'],
  },
  '/promises/handoffs': { who: 'everyone', path: at('/promises/handoffs?set=rejected') },
  '/queue': {
    who: 'everyone',
    path: at('/queue'),
    states: ({ handoffs }) => [
      `/queue?view=all&open=${handoffs.pending}`,
      `/queue?open=${handoffs.rejected}`,
      '/queue?view=returned',
      '/queue?view=decided',
    ],
  },
  '/settings': { who: 'everyone', path: at('/settings'), leadsTo: /^\/settings\/profile$/ },
  '/settings/absences': { who: 'everyone', path: at('/settings/absences') },
  '/settings/calendars': { who: 'everyone', path: at('/settings/calendars') },
  '/settings/calendars/[id]': {
    who: 'everyone',
    path: at('/settings/calendars/1'),
    states: () => ['/settings/calendars/2'],
  },
  '/settings/channels': { who: ['admin', 'marketer'], path: at('/settings/channels') },
  '/settings/organisation': { who: ['admin'], path: at('/settings/organisation') },
  '/settings/people': { who: ['admin'], path: at('/settings/people') },
  '/settings/people/[id]': { who: ['admin'], path: ({ person }) => `/settings/people/${person}` },
  '/settings/profile': { who: 'everyone', path: at('/settings/profile') },
  '/settings/reasons': { who: ['admin'], path: at('/settings/reasons') },
  '/settings/routing': { who: 'everyone', path: at('/settings/routing') },
  '/settings/routing/[id]': { who: ['admin'], path: ({ rule }) => `/settings/routing/${rule}` },
  '/settings/routing/dry-run': {
    who: 'everyone',
    path: at('/settings/routing/dry-run'),
    states: () => ['/settings/routing/dry-run?from=1999-01-01&to=1999-02-01'],
  },
  '/settings/routing/new': { who: ['admin'], path: at('/settings/routing/new') },
  '/settings/routing/unrouted': {
    who: 'everyone',
    path: at('/settings/routing/unrouted'),
    states: () => ['/settings/routing/unrouted?ever=1&gap=nobody_free'],
  },
  '/settings/shared-links': { who: 'everyone', path: at('/settings/shared-links') },
  '/settings/teams': { who: 'everyone', path: at('/settings/teams') },
  '/settings/teams/[id]': { who: ['admin'], path: ({ team }) => `/settings/teams/${team}` },
  '/settings/teams/new': { who: ['admin'], path: at('/settings/teams/new') },
  '/settings/api': {
    who: 'everyone',
    path: at('/settings/api'),
    states: () => ['/settings/api?open=postLeads'],
  },
  '/settings/webhooks': { who: ['admin'], path: at('/settings/webhooks') },
  '/settings/webhooks/[id]': { who: ['admin'], path: ({ webhook }) => `/settings/webhooks/${webhook}` },
  '/settings/webhooks/new': { who: ['admin'], path: at('/settings/webhooks/new') },
  '/shared/[token]': {
    who: 'anybody',
    path: ({ shared }) => `/shared/${shared.funnel}`,
    states: ({ shared }) => [`/shared/${shared.kpis}`],
  },
  '/sign-in': { who: 'anybody', path: at('/sign-in') },
  '/unsubscribe': { who: 'anybody', path: at('/unsubscribe?token=not-a-token') },
  '/welcome': { who: 'anybody', path: at('/welcome'), leadsTo: /^\/sign-in$/ },
}
