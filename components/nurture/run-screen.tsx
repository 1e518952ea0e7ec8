import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { RunProgress } from '@/components/bulk/run-progress'
import { LivePage } from '@/components/shell/live-page'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { leadsOfRun, type RunView } from '@/lib/nurture/queries/runs'
import { NURTURE, NURTURE_LIST, NURTURE_PLANS } from '@/lib/nurture/search-params'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith } from '@/lib/platform/url-state'

const NAMED = 50

/** A plan put on many leads: how far it is, and what became of them. */
export async function RunScreen({ actor, run }: { actor: Actor; run: RunView }) {
  const [t, format] = await Promise.all([getTranslations('nurture.run'), pageFormat()])
  const done = run.total - run.waiting
  return (
    <>
      <LivePage actor={actor} on={[`nurture:${run.id}`]} spread={200} />
      <PageHeader
        title={t('title', { plan: run.plan.name, count: run.total })}
        back={{ href: NURTURE_PLANS, label: t('back') }}
        meta={t('by', { name: run.createdBy, when: format.relative(run.createdAt) })}
        actions={<LinkButton href={NURTURE}>{t('toWork')}</LinkButton>}
      />
      <div className="flex max-w-3xl flex-col gap-4">
        <RunProgress
          done={done}
          total={run.total}
          label={t('label')}
          words={
            run.doneAt === null
              ? `${t('progress', { done: format.number(done), total: format.number(run.total) })}. ${t('under')}`
              : t('done')
          }
        />
        <p className="text-lg">
          {run.attached > 0 ? (
            <Link
              href={hrefWith(NURTURE_LIST, { plan: String(run.plan.id) })}
              prefetch={false}
              className="font-semibold text-ink hover:underline"
            >
              {t('attached', { count: run.attached })}
            </Link>
          ) : (
            <span className="text-muted">{t('attached', { count: run.attached })}</span>
          )}
        </p>
        <Others actor={actor} run={run} outcome="kept" format={format} />
        <Others actor={actor} run={run} outcome="left" format={format} />
      </div>
    </>
  )
}

async function Others({
  actor,
  run,
  outcome,
  format,
}: {
  actor: Actor
  run: RunView
  outcome: 'kept' | 'left'
  format: Formatter
}) {
  const count = run[outcome]
  if (count === 0) return null
  const [t, leads] = await Promise.all([
    getTranslations('nurture.run'),
    leadsOfRun(actor, { runId: run.id, outcome, limit: NAMED }),
  ])
  return (
    <Card title={t(outcome, { count })} flush>
      <ul className="border-t border-line">
        {leads.map(({ id, name, plan }) => (
          <li
            key={id}
            className="flex flex-wrap justify-between gap-x-4 border-b border-line px-4 py-1.5 last:border-b-0"
          >
            <Link href={`/leads/${id}`} prefetch={false} className="font-medium text-ink hover:underline">
              {name}
            </Link>
            {plan && <span className="text-sm text-muted">{t('has', { plan })}</span>}
          </li>
        ))}
      </ul>
      {count > leads.length && (
        <p className="border-t border-line px-4 py-2 text-sm text-muted">
          {t('more', { count: format.number(count - leads.length) })}
        </p>
      )}
    </Card>
  )
}
