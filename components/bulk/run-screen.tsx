import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { type Column, DataTable } from '@/components/data-table/data-table'
import { listLabels } from '@/components/data-table/list-labels'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { Badge, type Tone } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { FormError } from '@/components/ui/form-error'
import { PageHeader } from '@/components/ui/page-header'
import { Pagination } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tabs } from '@/components/ui/tabs'
import { retryFromForm, stopFromForm, undoFromForm } from '@/lib/bulk/actions'
import { wordOutcome } from '@/lib/bulk/outcome-words'
import { canBeUndone, canGoOnWithRun, canStopRun } from '@/lib/bulk/policy'
import { type BulkLeadView, type BulkRunView, leadsOfBulkRun, refusalsOf } from '@/lib/bulk/queries/runs'
import { OUTCOMES } from '@/lib/bulk/schema'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import type { ErrorWords } from '@/lib/platform/i18n/word-failure'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { LiveProgress } from './live-progress'
import { RunFacts } from './run-facts'
import { RunProgress } from './run-progress'
import { runTitle } from './run-title'

const SHOWN = 50
const SHOWABLE = [...OUTCOMES, 'waiting'] as const
type Shown = (typeof SHOWABLE)[number]

const TONES: Record<Shown, Tone> = {
  done: 'success',
  refused: 'danger',
  unchanged: 'neutral',
  gone: 'warn',
  waiting: 'neutral',
}

/** One step taken with many leads: how far it is, what became of each, and what can be done about it. */
export async function RunScreen({ actor, run, query }: { actor: Actor; run: BulkRunView; query: Query }) {
  const shown = SHOWABLE.find((outcome) => outcome === one(query, 'outcome'))
  const after = Number(one(query, 'after')) || 0
  const [t, errors, format, labels, found] = await Promise.all([
    getTranslations('bulk'),
    getTranslations('errors'),
    pageFormat(),
    listLabels(),
    leadsOfBulkRun(actor, { runId: run.id, outcome: shown, after, limit: SHOWN + 1 }),
  ])
  const list = one(query, 'list')
  const path = `/bulk/${run.id}`
  const ended = run.doneAt !== null
  const rows = found.slice(0, SHOWN)
  const waiting = ended ? 'notReached' : 'waiting'
  const columns: Column<BulkLeadView>[] = [
    { key: 'name', header: t('run.lead'), cell: ({ name }) => ({ text: name }), width: '20rem' },
    {
      key: 'outcome',
      header: t('run.outcome'),
      width: '10rem',
      card: 'bare',
      cell: ({ outcome }) => (
        <Badge tone={TONES[outcome ?? 'waiting']}>{t(`outcome.${outcome ?? waiting}`)}</Badge>
      ),
    },
    {
      key: 'why',
      header: t('run.reason'),
      card: 'bare',
      cell: (lead) =>
        lead.code ? (
          <span className="block whitespace-normal md:py-1.5">
            {wordOutcome(errors as unknown as ErrorWords, lead)}
          </span>
        ) : null,
    },
  ]
  const tabs = [
    { name: undefined, label: t('run.all'), count: run.total },
    ...SHOWABLE.map((name) => ({
      name,
      label: t(`outcome.${name === 'waiting' ? waiting : name}`),
      count: run[name],
    })).filter(({ count, name }) => count > 0 || name === shown),
  ]
  return (
    <>
      <LivePage actor={actor} on={[`bulk:${run.id}`]} spread={200} />
      <PageHeader
        title={runTitle(t, run)}
        back={
          list === undefined
            ? { href: '/bulk', label: t('run.back') }
            : { href: list ? `/leads?${list}` : '/leads', label: t('run.list') }
        }
        meta={t('run.by', { name: run.createdBy, when: format.relative(run.createdAt) })}
        actions={<Steps actor={actor} run={run} />}
      />
      <div className="mb-4 flex max-w-3xl flex-col gap-3">
        {run.of && (
          <p className="text-sm">
            <Link href={`/bulk/${run.of.id}`} prefetch={false} className="text-accent-ink hover:underline">
              {t(run.action.type === 'undo' ? 'run.takesBack' : 'run.again', {
                title: runTitle(t, { action: run.of.action, total: run.total }),
              })}
            </Link>
          </p>
        )}
        <RunFacts actor={actor} action={run.action} />
        {ended ? (
          <RunProgress
            done={run.total - run.waiting}
            total={run.total}
            label={t('run.progress')}
            words={await progressWords(run, format.number(run.total - run.waiting))}
          />
        ) : (
          <LiveProgress
            runId={run.id}
            done={run.total - run.waiting}
            total={run.total}
            label={t('run.progress')}
            words={await progressWords(run, '{done}')}
            locale={format.locale}
          />
        )}
        {run.refused > 0 && <Refusals actor={actor} run={run} />}
      </div>
      {run.total > 0 && (
        <>
          <Tabs
            label={t('run.outcomes')}
            tabs={tabs.map(({ name, label, count }) => ({
              href: hrefWith(path, { list }, { outcome: name }),
              label,
              count: format.number(count),
              current: name === shown,
            }))}
            actions={
              // Not a Link: it is a file, and nobody wants it fetched ahead.
              <a
                href={`/api/bulk/${run.id}`}
                download
                className="rounded-sm text-sm text-accent-ink hover:underline"
              >
                {t('run.csv')}
              </a>
            }
          />
          <div className="mt-3 rounded-lg border border-line bg-surface">
            <DataTable
              rows={rows}
              columns={columns}
              rowKey={({ leadId }) => leadId}
              rowHref={({ leadId }) => `/leads/${leadId}`}
              caption={t('run.outcomes')}
              empty={<p className="px-4 py-8 text-center text-muted">{t('run.none')}</p>}
            />
          </div>
          {(after > 0 || found.length > SHOWN) && (
            <Pagination
              previousHref={after > 0 ? hrefWith(path, { list }, { outcome: shown }) : null}
              nextHref={
                found.length > SHOWN
                  ? hrefWith(path, { list }, { outcome: shown, after: rows.at(-1)?.leadId })
                  : null
              }
              labels={labels.paging}
            />
          )}
        </>
      )}
    </>
  )
}

async function progressWords(run: BulkRunView, done: string): Promise<string> {
  const [t, format] = await Promise.all([getTranslations('bulk.run'), pageFormat()])
  const of = t('of', { done, total: format.number(run.total) })
  switch (run.state) {
    case 'running':
      return `${of}. ${t('running')}`
    case 'stopping':
      return `${of}. ${t('stopping')}`
    case 'stopped':
      return `${of}. ${t('stopped', { name: run.stoppedBy ?? '' })}`
    default:
      return run.total === 0 ? t('empty') : t('done')
  }
}

/** For which reasons, and how often. */
async function Refusals({ actor, run }: { actor: Actor; run: BulkRunView }) {
  const [errors, format, reasons] = await Promise.all([
    getTranslations('errors'),
    pageFormat(),
    refusalsOf(actor, run.id),
  ])
  // what differs only in the details of each lead reads as one
  const counts = new Map<string, number>()
  for (const { count, ...reason } of reasons) {
    const words = wordOutcome(errors as unknown as ErrorWords, reason)
    counts.set(words, (counts.get(words) ?? 0) + count)
  }
  return (
    <Callout tone="warn">
      <ul className="flex flex-col gap-0.5">
        {[...counts].map(([words, count]) => (
          <li key={words} className="flex gap-2">
            <span className="figures min-w-8 text-end font-medium">{format.number(count)}</span>
            <span>{words}</span>
          </li>
        ))}
      </ul>
    </Callout>
  )
}

async function Steps({ actor, run }: { actor: Actor; run: BulkRunView }) {
  const t = await getTranslations('bulk.run')
  const mine = canGoOnWithRun(actor, run)
  const ended = run.doneAt !== null
  const step = (name: 'stop' | 'undo' | 'refused' | 'waiting') => {
    const action = name === 'stop' ? stopFromForm : name === 'undo' ? undoFromForm : retryFromForm
    const words = name === 'refused' ? t('retry') : name === 'waiting' ? t('goOn') : t(name)
    return (
      <ActionForm action={action} className="flex items-center gap-2">
        <FormError />
        <input type="hidden" name="runId" value={run.id} />
        {action === retryFromForm && <input type="hidden" name="which" value={name} />}
        <SubmitButton variant={name === 'waiting' ? 'primary' : 'secondary'}>{words}</SubmitButton>
      </ActionForm>
    )
  }
  if (!ended) return run.state === 'running' && canStopRun(actor, run) ? step('stop') : null
  return (
    <>
      {run.undoneBy !== null && (
        <LinkButton href={`/bulk/${run.undoneBy}`} variant="quiet">
          {t('undone')}
        </LinkButton>
      )}
      {mine && run.done > 0 && run.undoneBy === null && canBeUndone(run.action.type) && step('undo')}
      {mine && run.refused > 0 && run.action.type !== 'undo' && step('refused')}
      {mine && run.waiting > 0 && run.action.type !== 'undo' && step('waiting')}
    </>
  )
}
