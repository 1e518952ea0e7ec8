'use client'

import { type ComponentProps, use } from 'react'
import { ActionForm } from '@/components/ui/action-form'
import { QueueContext } from './queue-context'

type Props = ComponentProps<typeof ActionForm> & { handoffId: number; back?: string }

/** A verdict's form. In the queue it does not wait for the answer: the next record is there at once. */
export function VerdictForm({ handoffId, back, undo, children, ...rest }: Props) {
  const queue = use(QueueContext)
  return (
    <ActionForm
      {...rest}
      undo={undo && queue ? (token) => queue.undo(handoffId, () => undo(token)) : undo}
      onSend={(data, form) => {
        if (!queue) return
        data.set('stay', 'yes')
        if (isComplete(form)) queue.send(handoffId)
      }}
      onDone={() => queue?.done(handoffId)}
      onFailed={({ message }) => queue?.failed(handoffId, message)}
    >
      <input type="hidden" name="handoffId" value={handoffId} />
      {back && <input type="hidden" name="back" value={back} />}
      {children}
    </ActionForm>
  )
}

/** What would be refused for sure is waited for: the form says what is missing. */
function isComplete(form: HTMLFormElement): boolean {
  const text = (name: string) =>
    form.querySelector<HTMLTextAreaElement>(`textarea[name=${name}]`)?.value.trim()
  if (text('question') === '' || text('text') === '') return false
  const reasons = form.querySelectorAll<HTMLInputElement>('[data-reason]')
  const reason = [...reasons].find(({ checked }) => checked)
  if (reasons.length > 0 && !reason) return false
  return reason?.dataset.reason !== 'comment' || text('comment') !== ''
}
