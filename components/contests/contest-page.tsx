import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { Evidence } from '@/components/handoffs/evidence'
import { HandoffRounds, Quote } from '@/components/handoffs/handoff-rounds'
import { LivePage } from '@/components/shell/live-page'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { Time } from '@/components/ui/time'
import {
  type ContestSituation,
  type ContestView,
  contestMoves,
  contestSituation,
} from '@/lib/handoffs/queries/contests'
import { handoffById } from '@/lib/handoffs/queries/list'
import { leadById } from '@/lib/leads/queries/record'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Side } from '@/lib/platform/db/generated/enums'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { PositionForm, RulingForm } from './position-form'
import { DueWords } from './whose-move'

const SIDES = ['marketing', 'sales'] as const

/** One contested rejection: what each side says, the facts, what the heads think, and how it ended. */
export async function ContestPage({ contest, actor }: { contest: ContestView; actor: Actor }) {
  const [t, common, locale, format, situation, handoff, lead] = await Promise.all([
    getTranslations('handoffs.contest'),
    getTranslations('common'),
    getLocale(),
    pageFormat(),
    contestSituation(actor),
    handoffById(actor, contest.handoffId),
    leadById(actor, contest.leadId),
  ])
  if (!handoff || !lead) throw new Error('a contest without its handoff')
  const standing = situation.standing(contest)
  const moves = contestMoves(actor, contest, situation)
  const reason = locale === 'ru' ? contest.reason?.nameRu : contest.reason?.nameEn
  return (
    <>
      <LivePage actor={actor} on={[`contest:${contest.id}`, `lead:${contest.leadId}`]} />
      <PageHeader
        title={<span className="[overflow-wrap:anywhere]">{contest.leadName}</span>}
        back={{ href: '/contests', label: t('title') }}
        meta={t('page.meta', { name: contest.openedBy.name, when: format.date(contest.openedAt) })}
        actions={<LinkButton href={`/leads/${contest.leadId}`}>{t('page.openLead')}</LinkButton>}
      >
        <p className="flex flex-wrap items-center gap-2 text-sm text-muted">
          <Badge tone={contest.outcome === 'overturn' ? 'warn' : contest.outcome ? 'neutral' : 'accent'}>
            {t(`state.${contest.outcome ?? 'open'}`)}
          </Badge>
          {t('page.round', { round: contest.round })}
          {!contest.settledAt && (
            <>
              <span aria-hidden="true">·</span>
              {t(`phase.${standing.phase}`)}, <DueWords standing={standing} format={format} />
            </>
          )}
        </p>
      </PageHeader>
      <div className="flex flex-col gap-4">
        {contest.outcome === 'overturn' && hasRole(actor, 'marketer') && <After contest={contest} />}
        <div className="grid items-stretch gap-4 lg:grid-cols-2">
          <Words
            title={t('page.rejection')}
            note={
              <>
                {contest.decidedBy?.name}, <Time value={contest.decidedAt} format={format} as="dayTime" />
              </>
            }
          >
            <p className="font-medium text-ink">{reason}</p>
            {contest.comment ? (
              <Quote>{contest.comment}</Quote>
            ) : (
              <p className="text-muted">{t('page.noComment')}</p>
            )}
          </Words>
          <Words
            title={t('page.argument')}
            note={
              <>
                {contest.openedBy.name}, <Time value={contest.openedAt} format={format} as="dayTime" />
              </>
            }
          >
            <Quote>{contest.argument}</Quote>
          </Words>
        </div>
        <Card title={t('page.facts')}>
          <div className="flex flex-col gap-4">
            <Evidence lead={lead} />
            <HandoffRounds rounds={[{ ...handoff, contest: null }]} />
          </div>
        </Card>
        <section aria-labelledby="positions" className="flex flex-col gap-2">
          <h2 id="positions" className="text-base font-semibold">
            {t('page.positions')}
          </h2>
          <div className="grid items-stretch gap-4 lg:grid-cols-2">
            {SIDES.map((side) => (
              <SidePosition
                key={side}
                side={side}
                contest={contest}
                situation={situation}
                format={format}
                title={common(`head.${side}`)}
              />
            ))}
          </div>
        </section>
        {moves.speakFor.map((side) => (
          <Card key={side} title={t('position.title', { side })}>
            <PositionForm contestId={contest.id} side={side} />
          </Card>
        ))}
        <Ruling contest={contest} situation={situation} format={format} />
        {moves.rule && (
          <Card title={t('rule.title')}>
            <RulingForm contestId={contest.id} version={contest.version} />
          </Card>
        )}
      </div>
    </>
  )
}

/** What marketing does next. */
async function After({ contest }: { contest: ContestView }) {
  const t = await getTranslations('handoffs.contest')
  const state =
    contest.leadStatus === 'nurture' || contest.leadStatus === 'disqualified' ? contest.leadStatus : 'other'
  return (
    <Callout
      tone="success"
      actions={
        state !== 'other' && <LinkButton href={`/leads/${contest.leadId}`}>{t('page.openLead')}</LinkButton>
      }
    >
      {t(`after.${state}`)}
    </Callout>
  )
}

async function SidePosition({
  side,
  contest,
  situation,
  format,
  title,
}: {
  side: Side
  contest: ContestView
  situation: ContestSituation
  format: Formatter
  title: string
}) {
  const t = await getTranslations('handoffs.contest')
  const position = contest.positions.find((one) => one.side === side)
  if (position) {
    return (
      <Words
        title={title}
        level={3}
        note={
          <>
            {position.person.name}, <Time value={position.at} format={format} as="dayTime" />
          </>
        }
      >
        <p className="font-medium text-ink">{t(`opinion.${position.opinion}`)}</p>
        <Quote>{position.text}</Quote>
      </Words>
    )
  }
  const { phase, owes, dueAt } = situation.standing(contest)
  const due = format.dayTime(dueAt)
  return (
    <Words title={title} level={3}>
      <p className="text-muted">
        {phase === 'heads' && owes.includes(side)
          ? t('page.waits', { due })
          : owes.includes(side) || phase === 'settled'
            ? t('page.silent')
            : t('page.noHead')}
      </p>
    </Words>
  )
}

async function Ruling({
  contest,
  situation,
  format,
}: {
  contest: ContestView
  situation: ContestSituation
  format: Formatter
}) {
  const t = await getTranslations('handoffs.contest')
  const standing = situation.standing(contest)
  if (standing.phase === 'heads') return null
  if (contest.settledAt && contest.outcome) {
    return (
      <Words
        title={t('page.ruling')}
        note={
          <>
            {contest.ruling && `${contest.settledBy?.name}, `}
            <Time value={contest.settledAt} format={format} as="dayTime" />
          </>
        }
      >
        <p className="font-medium text-ink">{t(`state.${contest.outcome}`)}</p>
        {contest.ruling ? <Quote>{contest.ruling}</Quote> : <p className="text-muted">{t('page.agreed')}</p>}
      </Words>
    )
  }
  const why = contest.positions.length > 1 ? 'differ' : standing.owes.length > 0 ? 'silent' : 'none'
  return (
    <Words title={t('page.ruling')}>
      <p className="text-muted">
        {situation.executives.length === 0
          ? t('page.noExecutive')
          : t('page.waitsExecutive', { why, due: format.dayTime(standing.dueAt) })}
      </p>
    </Words>
  )
}

function Words({
  title,
  note,
  level,
  children,
}: {
  title: ReactNode
  note?: ReactNode
  level?: 2 | 3
  children: ReactNode
}) {
  return (
    <Card title={title} note={note} level={level}>
      <div className="flex flex-col gap-1 text-base [overflow-wrap:anywhere]">{children}</div>
    </Card>
  )
}
