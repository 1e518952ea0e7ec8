import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { SubmitButton } from '@/components/ui/submit-button'
import { finishTaskFromForm } from '@/lib/leads/actions'
import { canRecordContact } from '@/lib/leads/policy'
import { type ContactView, isOpenTask } from '@/lib/leads/queries/record'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { Section } from './section'

/** What is still to do, the next due first, each with a button that ticks it off. */
export async function Tasks({
  contacts,
  actor,
  today,
}: {
  contacts: readonly ContactView[]
  actor: Actor
  today: string
}) {
  const open = contacts.filter(isOpenTask)
  if (open.length === 0) return null
  const [t, format] = await Promise.all([getTranslations('leads'), pageFormat()])
  return (
    <Section title={t('record.tasks')}>
      <ul className="flex flex-col gap-1.5">
        {open.map((task) => {
          if (task.type !== 'activity') return null
          const late = task.dueOn !== null && task.dueOn < today
          return (
            <li key={task.id} className="flex items-start justify-between gap-3">
              <span className="min-w-0">
                <span className="[overflow-wrap:anywhere] whitespace-pre-line text-ink">{task.text}</span>
                <span className="block text-xs text-muted">
                  {task.dueOn && (
                    <span className={late ? 'font-medium text-danger-ink' : undefined}>
                      {t(late ? 'contact.overdue' : 'contact.due', { date: format.date(task.dueOn) })},{' '}
                    </span>
                  )}
                  {task.author}
                </span>
              </span>
              {canRecordContact(actor) && (
                <ActionForm action={finishTaskFromForm}>
                  <input type="hidden" name="activityId" value={task.id} />
                  <input type="hidden" name="text" value={task.text} />
                  <SubmitButton
                    size="sm"
                    variant="secondary"
                    aria-label={`${t('contact.done')}: ${task.text}`}
                  >
                    ✓ {t('contact.done')}
                  </SubmitButton>
                </ActionForm>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
