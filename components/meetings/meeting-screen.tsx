import { getTranslations } from 'next-intl/server'
import type { ReactNode } from 'react'
import { ExportMenu } from '@/components/exports/export-menu'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-class'
import { Card } from '@/components/ui/card'
import { PageHeader } from '@/components/ui/page-header'
import { SubmitButton } from '@/components/ui/submit-button'
import { cancelFromForm, closeFromForm } from '@/lib/meetings/actions'
import { TOPICS, type Topic } from '@/lib/meetings/agenda'
import { leadsMeetings } from '@/lib/meetings/policy'
import type { Meeting } from '@/lib/meetings/queries/meetings'
import { MONDAY, meetingHref } from '@/lib/meetings/search-params'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import {
  ChangesFacts,
  NurtureFacts,
  OpenFacts,
  PlanFacts,
  PromisesFacts,
  RejectionsFacts,
} from './agenda-facts'
import { decisionContext } from './context'
import { NoteForm } from './decision-forms'
import { type DecisionContext, DecisionList } from './decision-list'

const FACTS = {
  promises: PromisesFacts,
  rejections: RejectionsFacts,
  changes: ChangesFacts,
  plan: PlanFacts,
  nurture: NurtureFacts,
  open: OpenFacts,
}

/** One meeting: its agenda with the numbers, and under each item what was decided about it. */
export async function MeetingScreen({ actor, meeting }: { actor: Actor; meeting: Meeting }) {
  const [t, format] = await Promise.all([getTranslations('meetings'), pageFormat()])
  const context = await decisionContext(actor, format)
  const { agenda, decisions, earlier, closedAt } = meeting
  const leads = leadsMeetings(actor)
  const goesOn = closedAt === null
  return (
    <>
      <LivePage actor={actor} on={goesOn ? ['meeting', 'contest'] : ['meeting']} />
      <PageHeader
        title={t('heldOn', { date: format.longDate(meeting.heldOn) })}
        meta={t('daysTitle', { from: format.shortDate(meeting.from), to: format.date(meeting.to) })}
        back={{ href: MONDAY, label: t('back') }}
        actions={
          <>
            <ExportMenu table="agenda" query={{ meeting: String(meeting.id) }} />
            {meeting.previousId !== null && (
              <LinkButton href={meetingHref(meeting.previousId)} variant="quiet">
                {t('previous')}
              </LinkButton>
            )}
            {meeting.nextId !== null && (
              <LinkButton href={meetingHref(meeting.nextId)} variant="quiet">
                {t('next')}
              </LinkButton>
            )}
            {goesOn && leads && decisions.length === 0 && (
              <ActionForm action={cancelFromForm}>
                <input type="hidden" name="meetingId" value={meeting.id} />
                <SubmitButton variant="quiet">{t('cancel')}</SubmitButton>
              </ActionForm>
            )}
            {goesOn && leads && (
              <ActionForm action={closeFromForm}>
                <input type="hidden" name="meetingId" value={meeting.id} />
                <SubmitButton title={t('closeHint')}>{t('close')}</SubmitButton>
              </ActionForm>
            )}
          </>
        }
      >
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-muted">
          {goesOn && <Badge tone="accent">{t('goesOn')}</Badge>}
          <span>{t('openedBy', { name: meeting.openedBy, time: format.dayTime(meeting.openedAt) })}</span>
          {closedAt && (
            <>
              <span aria-hidden="true">·</span>
              <span>{t('closedBy', { name: meeting.closedBy ?? '', time: format.dayTime(closedAt) })}</span>
            </>
          )}
          <span aria-hidden="true">·</span>
          <span>{closedAt ? t('kept', { time: format.dateTime(closedAt) }) : t('countedNow')}</span>
        </p>
      </PageHeader>
      <ol className="flex max-w-6xl flex-col gap-4">
        {earlier.length > 0 && (
          <li>
            <Card title={t('topic.earlier')} id="earlier">
              <DecisionList lines={earlier} context={context} of />
            </Card>
          </li>
        )}
        {TOPICS.map((topic) => {
          const Facts = topic === 'other' ? null : FACTS[topic]
          return (
            <li key={topic}>
              <Item
                topic={topic}
                meeting={meeting}
                context={context}
                facts={Facts && <Facts agenda={agenda} format={format} />}
              />
            </li>
          )
        })}
      </ol>
    </>
  )
}

/** Facts at the left, decisions at the right; on a phone one under the other. */
async function Item({
  topic,
  meeting,
  context,
  facts,
}: {
  topic: Topic
  meeting: Meeting
  context: DecisionContext
  facts: ReactNode
}) {
  const t = await getTranslations('meetings')
  const lines = meeting.decisions.filter(({ was }) => was.topic === topic)
  const notes = meeting.closedAt === null && leadsMeetings(context.actor)
  if (facts === null && lines.length === 0 && !notes) return null
  const title = t(`topic.${topic}`)
  return (
    <Card title={title} id={topic} flush>
      <div className={facts === null ? undefined : 'grid lg:grid-cols-2 print:grid-cols-2'}>
        {facts !== null && <div className="min-w-0 pb-2">{facts}</div>}
        <section
          className={
            facts === null
              ? 'px-4 pb-3'
              : 'min-w-0 border-t border-line px-4 pt-1 pb-3 lg:border-t-0 lg:border-l print:border-t-0 print:border-l'
          }
        >
          <h3 className="sr-only">{`${title}: ${t('decision.title')}`}</h3>
          {lines.length > 0 ? (
            <DecisionList lines={lines} context={context} />
          ) : (
            !notes && <p className="py-2 text-muted">{t('decision.noneHere')}</p>
          )}
          {notes && (
            <details className="group/note mt-1.5" data-print="hide" data-unfolding="">
              <summary
                className={buttonClass({ size: 'sm' }, 'list-none [&::-webkit-details-marker]:hidden')}
              >
                {t('decision.note')}
                <span className="sr-only">: {title}</span>
              </summary>
              <div className="pt-3">
                <NoteForm
                  meetingId={meeting.id}
                  topic={topic}
                  people={context.people}
                  today={context.today}
                />
              </div>
            </details>
          )}
        </section>
      </div>
    </Card>
  )
}
