import { getLocale, getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ContestButton, ContestMark } from '@/components/contests/contest-here'
import { Badge, type Tone } from '@/components/ui/badge'
import { GradeBadge } from '@/components/ui/grade-badge'
import { Time } from '@/components/ui/time'
import { isPaused } from '@/lib/handoffs/clock'
import { canAnswer } from '@/lib/handoffs/policy'
import type { HandoffView } from '@/lib/handoffs/queries/handoff-view'
import { type Actor, hasRole } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { WORKING_DAY_MINUTES } from '@/lib/platform/working-time'
import { AnswerForm } from './answer-form'
import { DueMark } from './due-mark'
import { PutAsideForm } from './put-aside-form'

const tones: Record<'pending' | 'overdue' | 'accepted' | 'rejected', Tone> = {
  pending: 'accent',
  overdue: 'danger',
  accepted: 'success',
  rejected: 'warn',
}

/** The rounds of a lead (`handoffsOfLead`), each from the offer to the verdict. `actor` also gets what they can do here. */
export async function HandoffRounds({ rounds, actor }: { rounds: readonly HandoffView[]; actor?: Actor }) {
  const [t, format] = await Promise.all([getTranslations('handoffs.rounds'), pageFormat()])
  if (rounds.length === 0) return <p className="text-muted">{t('none')}</p>
  return (
    <ol className="flex flex-col divide-y divide-line">
      {rounds.map((handoff) => (
        <li key={handoff.id} className="py-3 first:pt-0 last:pb-0">
          <Round handoff={handoff} format={format} actor={actor} />
        </li>
      ))}
    </ol>
  )
}

async function Round({ handoff, format, actor }: { handoff: HandoffView; format: Formatter; actor?: Actor }) {
  const [t, common, locale] = await Promise.all([
    getTranslations('handoffs'),
    getTranslations('common'),
    getLocale(),
  ])
  const state = handoff.overdue ? 'overdue' : handoff.state
  const reason = locale === 'ru' ? handoff.reason?.nameRu : handoff.reason?.nameEn
  const waiting = isPaused(handoff)
  return (
    <article className="flex flex-col gap-2">
      <header className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <h3 className="text-base font-semibold">{t('round', { round: handoff.round })}</h3>
        <Badge tone={tones[state]}>{common(`handoffState.${state}`)}</Badge>
        {handoff.grade && <GradeBadge grade={handoff.grade} label={common(`grade.${handoff.grade}`)} />}
        {handoff.state === 'pending' && <DueMark handoff={handoff} format={format} />}
      </header>
      <Line at={handoff.offeredAt} format={format} text={handoff.note}>
        {t('rounds.offered', { by: handoff.offeredBy.name, to: handoff.assignee?.name ?? t('everyone') })}
      </Line>
      {handoff.overrideReason && (
        <p className="text-sm text-muted">{t('rounds.override', { reason: handoff.overrideReason })}</p>
      )}
      {handoff.askedBy && handoff.askedAt && (
        <Line at={handoff.askedAt} format={format} text={handoff.question}>
          {t('rounds.asked', { name: handoff.askedBy.name })}
        </Line>
      )}
      {handoff.answeredBy && handoff.answeredAt && (
        <Line at={handoff.answeredAt} format={format} text={handoff.answer}>
          {t('rounds.answered', { name: handoff.answeredBy.name })}
        </Line>
      )}
      {waiting && handoff.answerDueAt && (
        <p className="text-sm text-muted">
          {t('rounds.waitsFor', { due: format.dayTime(handoff.answerDueAt) })}
        </p>
      )}
      {handoff.decidedBy && handoff.decidedAt && (
        <Line at={handoff.decidedAt} format={format} text={handoff.comment}>
          {handoff.state === 'accepted'
            ? t('rounds.accepted', { name: handoff.decidedBy.name })
            : t('rounds.rejected', { name: handoff.decidedBy.name, reason: reason ?? '' })}
        </Line>
      )}
      <p className="figures flex flex-wrap gap-x-4 text-xs text-muted">
        <span>
          {t('rounds.dueBy')} <Time value={handoff.dueAt} format={format} as="dayTime" />
        </span>
        <span>
          {t('rounds.opened')}{' '}
          {handoff.firstOpenedAt ? (
            <Time value={handoff.firstOpenedAt} format={format} as="dayTime" />
          ) : handoff.state === 'pending' ? (
            t('rounds.notOpened')
          ) : (
            t('rounds.notOpenedAtAll')
          )}
        </span>
        {handoff.decidedAt && handoff.responseMinutes !== null && (
          <span>
            {t('rounds.took', { time: format.duration(handoff.responseMinutes, WORKING_DAY_MINUTES) })},{' '}
            {handoff.decidedAt <= handoff.dueAt ? t('rounds.inTime') : t('rounds.late')}
          </span>
        )}
      </p>
      {actor && waiting && canAnswer(actor) && <AnswerForm handoff={handoff} />}
      {actor && handoff.state === 'rejected' ? (
        <div className="relative flex flex-wrap items-start gap-2">
          {handoff.contest && <ContestMark contest={handoff.contest} />}
          {!handoff.seenAt && handoff.offeredBy.id === actor.personId && hasRole(actor, 'marketer') && (
            <PutAsideForm handoffId={handoff.id} />
          )}
          <ContestButton handoff={handoff} actor={actor} />
        </div>
      ) : (
        handoff.contest && <ContestMark contest={handoff.contest} />
      )}
    </article>
  )
}

/** Who did what, when, and their own words. */
function Line({
  at,
  format,
  text,
  children,
}: {
  at: Date
  format: Formatter
  text: string | null
  children: ReactNode
}) {
  return (
    <div className="text-base">
      <p className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="min-w-0">{children}</span>
        <span className="text-xs text-muted">
          <Time value={at} format={format} as="dayTime" />
        </span>
      </p>
      {text && <Quote>{text}</Quote>}
    </div>
  )
}

/** Somebody's own words. */
export function Quote({ children }: { children: ReactNode }) {
  return (
    <blockquote className="mt-1 border-l-2 border-line-strong/60 pl-3 whitespace-pre-line text-ink">
      {children}
    </blockquote>
  )
}
