import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { QueryForm } from '@/components/data-table/query-form'
import { SettingsHeader } from '@/components/settings/settings-header'
import { buttonClass } from '@/components/ui/button-class'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Explain } from '@/components/ui/explain'
import { GradeBadge } from '@/components/ui/grade-badge'
import { getOrganisation } from '@/lib/organisation/queries'
import type { Actor } from '@/lib/platform/actor'
import { addDays, dayOf, daysBetween } from '@/lib/platform/calendar'
import { formFailure } from '@/lib/platform/i18n/form-failure'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { readPeriod } from '@/lib/platform/period-choice'
import type { Failure } from '@/lib/platform/result'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { readDraft, rulesWith } from '@/lib/routing/draft'
import { type DryLead, type DryRun, type DryShare, MOST_DRY, tryRules } from '@/lib/routing/queries/dry-run'
import { listRules } from '@/lib/routing/queries/rules'
import { MOST_DRY_DAYS } from '@/lib/routing/schema'
import { factWords } from './rule-words'

const PATH = '/settings/routing/dry-run'
const MOST_SHOWN = 100

/** Where the handoffs of a period would have gone, by the rules in force or with one that is only in the address. */
export async function DryRunScreen({ actor, query }: { actor: Actor; query: Query }) {
  const [t, format, organisation, rules] = await Promise.all([
    getTranslations('routing'),
    pageFormat(),
    getOrganisation(actor),
    listRules(actor),
  ])
  const asked = readPeriod(query, dayOf(actor.at, organisation.timeZone), 'lastMonth')
  const long = daysBetween(asked.from, asked.to) > MOST_DRY_DAYS
  const period = { from: long ? addDays(asked.to, -MOST_DRY_DAYS) : asked.from, to: asked.to }
  const typed = readDraft(query)
  const tried = typed && rulesWith(rules, typed)
  const { from: _from, to: _to, show: _show, ...keep } = query
  const back = typed
    ? {
        href: hrefWith(
          typed.ruleId === undefined ? '/settings/routing/new' : `/settings/routing/${typed.ruleId}`,
          keep,
        ),
        label: t('dry.back'),
      }
    : { href: '/settings/routing', label: t('title') }
  const run =
    tried && !tried.ok ? null : await tryRules(actor, { ...period, ...(tried && { rules: tried.rules }) })
  return (
    <>
      <SettingsHeader actor={actor} current="routing" title={t('dry.title')} back={back} />
      <div className="mb-3 flex max-w-prose items-center gap-2 text-muted">
        <p>{t('dry.text')}</p>
        <Explain label={t('dry.howCounted')}>{t('dry.how')}</Explain>
      </div>
      <div className="mb-3 flex flex-wrap items-end gap-x-4 gap-y-2">
        <QueryForm
          pathname={PATH}
          keep={keep}
          label={t('dry.title')}
          className="flex flex-wrap items-end gap-x-3 gap-y-2"
          submit={
            <button type="submit" className={buttonClass({})}>
              {t('dry.apply')}
            </button>
          }
        >
          {(['from', 'to'] as const).map((name) => (
            <label key={name} className="flex items-center gap-1.5 text-sm text-muted">
              {t(`dry.${name}`)}
              <input
                key={period[name]}
                type="date"
                name={name}
                defaultValue={period[name]}
                className="control w-36"
              />
            </label>
          ))}
        </QueryForm>
        <p className="py-2 text-sm">
          {tried?.ok ? t('dry.tried', { name: tried.name }) : !tried && t('dry.stored')}
        </p>
      </div>
      {long && <Callout className="mb-3">{t('dry.mended', { days: MOST_DRY_DAYS })}</Callout>}
      {tried && !tried.ok && <Callout tone="warn">{t('dry.failed', { message: tried.path })}</Callout>}
      {run && !run.ok && (
        <Callout tone="warn">{t('dry.failed', { message: await messageOf(run.failure) })}</Callout>
      )}
      {run?.ok && run.value.total === 0 && <EmptyState title={t('dry.empty')} />}
      {run?.ok && run.value.total > 0 && <Results run={run.value} query={query} format={format} />}
    </>
  )
}

async function messageOf(failure: Failure): Promise<string> {
  const state = await formFailure(failure)
  return state.status === 'failed' ? state.message : failure.code
}

type Shown = { run: DryRun; query: Query; format: Awaited<ReturnType<typeof pageFormat>> }

async function Results({ run, query, format }: Shown) {
  const t = await getTranslations('routing.dry')
  const link = (show: string, count: number) =>
    count === 0 ? (
      <span className="text-muted">0</span>
    ) : (
      <Link href={`${hrefWith(PATH, query, { show })}#leads`} className="text-accent-ink hover:underline">
        {format.number(count)}
      </Link>
    )
  const people: Column<DryShare>[] = [
    { key: 'who', header: t('who'), cell: ({ name }) => name ?? t('openQueue') },
    {
      key: 'would',
      header: t('would'),
      align: 'end',
      width: '8rem',
      cell: ({ id, would }) => link(`person:${id ?? 'queue'}`, would),
    },
    { key: 'did', header: t('did'), align: 'end', width: '7rem', cell: ({ did }) => format.number(did) },
    {
      key: 'difference',
      header: t('difference'),
      align: 'end',
      width: '7rem',
      cell: ({ would, did }) => signed(would - did, format.number),
    },
  ]
  type RuleRow = { key: string; name: string; would: number }
  const rules: RuleRow[] = [
    ...run.rules.map(({ name, would }, index) => ({ key: `rule:${index}`, name, would })),
    { key: 'gap:no_match', name: t('noMatch'), would: run.noMatch },
    { key: 'gap:nobody_free', name: t('nobodyFree'), would: run.nobodyFree },
  ]
  const ruleColumns: Column<RuleRow>[] = [
    { key: 'rule', header: t('rule'), cell: ({ name }) => name },
    {
      key: 'count',
      header: t('count'),
      align: 'end',
      width: '8rem',
      cell: ({ key, would }) => link(key, would),
    },
  ]
  return (
    <>
      <p className="mb-3 text-ink" role="status">
        {t('looked', { count: run.total, moved: run.moved })}
        {run.more && ` ${t('more', { count: MOST_DRY })}`}
      </p>
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <Card flush title={t('byPerson')}>
          <DataTable
            rows={run.people}
            columns={people}
            rowKey={({ id }) => id ?? 'queue'}
            caption={t('byPerson')}
          />
        </Card>
        <Card flush title={t('byRule')}>
          <DataTable rows={rules} columns={ruleColumns} rowKey={({ key }) => key} caption={t('byRule')} />
        </Card>
      </div>
      <Leads run={run} query={query} format={format} />
    </>
  )
}

function signed(value: number, number: (value: number) => string): string {
  return value > 0 ? `+${number(value)}` : value < 0 ? `−${number(-value)}` : '0'
}

/** The handoffs behind one of the numbers; behind none, those that no rule catches. */
async function Leads({ run, query, format }: Shown) {
  const [t, common] = await Promise.all([getTranslations('routing.dry'), getTranslations('common')])
  const show = one(query, 'show') ?? 'gap:no_match'
  const { title, holds } = chosen(show, run, t)
  const leads = run.leads.filter(holds).reverse()
  if (leads.length === 0) return null
  const name = (id: number | null) => run.people.find((share) => share.id === id)?.name ?? t('openQueue')
  const columns: Column<DryLead>[] = [
    { key: 'lead', header: t('lead'), cell: ({ leadName }) => leadName },
    {
      key: 'grade',
      header: t('grade'),
      width: '7rem',
      card: 'bare',
      cell: ({ facts }) =>
        facts.grade && <GradeBadge grade={facts.grade} label={common(`grade.${facts.grade}`)} />,
    },
    { key: 'about', header: t('about'), cell: ({ facts }) => factWords(facts, format) || '—' },
    { key: 'would', header: t('would'), cell: ({ would }) => name(would.personId) },
    { key: 'did', header: t('instead'), cell: ({ did }) => name(did) },
    {
      key: 'at',
      header: t('offered'),
      width: '8rem',
      align: 'end',
      cell: ({ offeredAt }) => format.shortDate(offeredAt),
    },
  ]
  return (
    <Card
      id="leads"
      flush
      className="mt-4"
      title={title}
      note={
        leads.length > MOST_SHOWN ? t('leadsShown', { shown: MOST_SHOWN, count: leads.length }) : undefined
      }
    >
      <DataTable
        rows={leads.slice(0, MOST_SHOWN)}
        columns={columns}
        rowKey={({ handoffId }) => handoffId}
        rowHref={({ leadId }) => `/leads/${leadId}`}
        caption={title}
      />
    </Card>
  )
}

type Words = Awaited<ReturnType<typeof getTranslations<'routing.dry'>>>

function chosen(show: string, run: DryRun, t: Words): { title: string; holds: (lead: DryLead) => boolean } {
  const [kind, key = ''] = show.split(':')
  if (kind === 'person') {
    const id = key === 'queue' ? null : Number(key)
    const name = run.people.find((share) => share.id === id)?.name ?? t('openQueue')
    return { title: t('leads', { name }), holds: ({ would }) => would.personId === id }
  }
  const rule = run.rules[Number(key)]
  if (kind === 'rule' && rule) {
    return { title: t('leadsOfRule', { name: rule.name }), holds: ({ would }) => would.rule === Number(key) }
  }
  if (key === 'nobody_free') {
    return { title: t('leadsNobodyFree'), holds: ({ would }) => would.gap === 'nobody_free' }
  }
  return { title: t('leadsNoMatch'), holds: ({ would }) => would.gap === 'no_match' }
}
