import { getTranslations } from 'next-intl/server'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { type Preview, previewOf } from '@/lib/bulk/queries/preview'
import { MAX_LEADS } from '@/lib/bulk/schema'
import { readWhich, type Wish } from '@/lib/bulk/search-params'
import { STEPS } from '@/lib/leads/lifecycle'
import type { Actor } from '@/lib/platform/actor'
import type { LeadStatus } from '@/lib/platform/db/generated/enums'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { one, type Query } from '@/lib/platform/url-state'
import { StartForm } from './start-form'

/** In which states a lead allows it; undefined: in every one. */
function statesFor(wish: Wish): readonly LeadStatus[] | undefined {
  switch (wish) {
    case 'owner':
    case 'edit':
      return undefined
    case 'reassign':
      return ['handed_off']
    case 'plan':
      return ['nurture']
    default:
      return STEPS[wish].from
  }
}

/** Asks for what a step needs besides the leads, and says beforehand which of them allow it. */
export async function StartScreen({ actor, wish, query }: { actor: Actor; wish: Wish; query: Query }) {
  const [t, format, preview] = await Promise.all([
    getTranslations('bulk'),
    pageFormat(),
    previewOf(actor, readWhich(query)),
  ])
  const list = one(query, 'list') ?? ''
  const back = { href: list ? `/leads?${list}` : '/leads', label: t('start.back') }
  if (preview.total === 0) {
    return (
      <>
        <PageHeader title={t(`do.${wish}`)} back={back} />
        <EmptyState
          title={t('start.nobody')}
          action={<LinkButton href={back.href}>{t('start.back')}</LinkButton>}
        >
          {t('start.nobodyText')}
        </EmptyState>
      </>
    )
  }
  const states = statesFor(wish)
  const others = states ? preview.states.filter(({ status }) => !states.includes(status)) : []
  const allowed = preview.total - others.reduce((sum, { count }) => sum + count, 0)
  const more = preview.total - preview.names.length
  const names = format.list(preview.names)
  return (
    <>
      <PageHeader
        title={t(`title.${wish}`, { count: preview.total })}
        back={back}
        meta={more > 0 ? t('start.names', { names: preview.names.join(', '), more }) : names}
      />
      <div className="flex max-w-2xl flex-col gap-4">
        {preview.tooMany ? (
          <Callout tone="warn">{t('start.tooMany', { limit: format.number(MAX_LEADS) })}</Callout>
        ) : (
          <>
            <Outlook allowed={states && allowed} others={others} />
            {allowed > 0 ? (
              <StartForm
                actor={actor}
                wish={wish}
                which={{ all: one(query, 'all') ? '1' : '', ids: idsOf(query), list }}
                count={preview.total}
              />
            ) : (
              <LinkButton href={back.href} className="self-start">
                {t('start.back')}
              </LinkButton>
            )}
          </>
        )}
      </div>
    </>
  )
}

function idsOf(query: Query): string {
  const which = readWhich(query)
  return 'leadIds' in which ? which.leadIds.join(',') : ''
}

/** How many allow the step now, where not every state does, and in which states the others are. */
async function Outlook({ allowed, others }: { allowed: number | undefined; others: Preview['states'] }) {
  const [t, common, format] = await Promise.all([
    getTranslations('bulk.start'),
    getTranslations('common.status'),
    pageFormat(),
  ])
  const not = others.reduce((sum, { count }) => sum + count, 0)
  return (
    <div className="flex flex-col gap-1">
      {allowed !== undefined && <p className="figures text-ink">{t('now', { count: allowed })}</p>}
      {not > 0 && (
        <p className="figures text-warn-ink">
          {t('notNow', {
            count: not,
            states: others.map(({ status, count }) => `${common(status)} ${format.number(count)}`).join(', '),
          })}
        </p>
      )}
      {allowed !== 0 && <p className="text-sm text-muted">{t('each')}</p>}
    </div>
  )
}
