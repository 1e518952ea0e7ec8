import { getTranslations } from 'next-intl/server'
import { IntakeHeader } from '@/components/intake/intake-header'
import { LivePage } from '@/components/shell/live-page'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tabs } from '@/components/ui/tabs'
import { Time } from '@/components/ui/time'
import { discardAll, discardHeld, letIn, putBack, undoDiscard } from '@/lib/forms/actions'
import { canEditForms } from '@/lib/forms/policy'
import { listHeld, type Submission } from '@/lib/forms/queries'
import { submissionCursor } from '@/lib/forms/schema'
import type { Actor } from '@/lib/platform/actor'
import { encodeCursor } from '@/lib/platform/cursor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'

const SHOWN = 25
const HELD = '/forms/held'

/** What looks like spam, for somebody to look at. */
export async function HeldScreen({ actor, query }: { actor: Actor; query: Query }) {
  const state = one(query, 'view') === 'discarded' ? 'discarded' : 'held'
  const cursor = submissionCursor.safeParse(one(query, 'cursor'))
  const [t, format, { rows, next }] = await Promise.all([
    getTranslations('forms.held'),
    pageFormat(),
    listHeld(actor, { state, after: cursor.success ? cursor.data[0] : null, limit: SHOWN }),
  ])
  const edits = canEditForms(actor)
  const last = rows.at(-1)
  return (
    <>
      <LivePage actor={actor} on={['form']} />
      <IntakeHeader current="forms" title={t('title')} />
      <p className="mb-3 max-w-prose text-muted">{t('text')}</p>
      <Tabs
        label={t('title')}
        tabs={[
          { href: HELD, label: t('waiting'), current: state === 'held' },
          { href: `${HELD}?view=discarded`, label: t('discarded'), current: state === 'discarded' },
        ]}
        actions={
          edits && state === 'held' && last && rows.length > 1 ? (
            <ActionForm action={discardAll}>
              <input type="hidden" name="upTo" value={last.id} />
              <SubmitButton variant="quiet" size="sm">
                {t('discardAll')}
              </SubmitButton>
            </ActionForm>
          ) : null
        }
      />
      {rows.length === 0 ? (
        <EmptyState title={t(state === 'held' ? 'empty' : 'emptyDiscarded')}>
          {state === 'held' && t('emptyText')}
        </EmptyState>
      ) : (
        <ul className="mt-3 flex flex-col gap-3">
          {rows.map((submission) => (
            <HeldCard key={submission.id} submission={submission} format={format} edits={edits} />
          ))}
        </ul>
      )}
      {next !== null && (
        <LinkButton href={hrefWith(HELD, query, { cursor: encodeCursor([next]) })} className="mt-3">
          {t('more')}
        </LinkButton>
      )}
    </>
  )
}

async function HeldCard({
  submission,
  format,
  edits,
}: {
  submission: Submission
  format: Formatter
  edits: boolean
}) {
  const [t, reason, field] = await Promise.all([
    getTranslations('forms.held'),
    getTranslations('forms.reason'),
    getTranslations('leads.form'),
  ])
  const { id, form, lead, arrived, reasons, at, decidedBy } = submission
  const typed = form.fields.flatMap(({ name }) => (lead[name] ? [{ name, text: lead[name] }] : []))
  return (
    <li className="rounded-lg border border-line bg-surface p-4">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div className="min-w-0">
          <h2 className="text-base font-semibold [overflow-wrap:anywhere]">
            {lead.contactName ?? lead.company ?? lead.email ?? lead.phone}
          </h2>
          <p className="text-xs text-muted">
            {form.name}, <Time value={at} format={format} as="dateTime" />
            {decidedBy && `, ${t('by', { name: decidedBy })}`}
          </p>
        </div>
        {edits && <Decide id={id} isDiscarded={submission.state === 'discarded'} />}
      </div>
      <p className="mt-2 flex flex-wrap gap-1.5">
        <span className="sr-only">{t('why')}</span>
        {reasons.map((name) => (
          <Badge key={name} tone="warn">
            {reason(name)}
          </Badge>
        ))}
      </p>
      <dl className="mt-3 grid gap-x-4 gap-y-1 md:grid-cols-[10rem_minmax(0,1fr)]">
        {typed.map(({ name, text }) => (
          <Said key={name} term={field(name)} text={text} />
        ))}
        {Object.entries(arrived.extra).map(([name, text]) => (
          <Said key={name} term={name} text={text} />
        ))}
      </dl>
    </li>
  )
}

function Said({ term, text }: { term: string; text: string }) {
  return (
    <>
      <dt className="text-sm text-muted [overflow-wrap:anywhere]">{term}</dt>
      <dd className="max-h-40 overflow-y-auto [overflow-wrap:anywhere] whitespace-pre-line text-ink max-md:mb-1">
        {text}
      </dd>
    </>
  )
}

async function Decide({ id, isDiscarded }: { id: number; isDiscarded: boolean }) {
  const [t, common] = await Promise.all([getTranslations('forms.held'), getTranslations('common.action')])
  const hidden = <input type="hidden" name="submissionId" value={id} />
  return (
    <div className="flex flex-wrap gap-2">
      <ActionForm action={letIn}>
        {hidden}
        <SubmitButton variant="secondary" size="sm">
          {t('release')}
        </SubmitButton>
        <FormError />
      </ActionForm>
      {isDiscarded ? (
        <ActionForm action={putBack}>
          {hidden}
          <SubmitButton variant="quiet" size="sm">
            {t('back')}
          </SubmitButton>
        </ActionForm>
      ) : (
        <ActionForm action={discardHeld} undo={undoDiscard} undoLabel={common('undo')}>
          {hidden}
          <SubmitButton variant="quiet" size="sm">
            {t('discard')}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}
