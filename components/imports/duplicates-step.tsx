import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { RadioList, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import { beginImport, keepDuplicatesStep } from '@/lib/imports/actions'
import { fieldOf } from '@/lib/imports/draft'
import type { Findings } from '@/lib/imports/findings'
import { MATCH_BY, ON_MATCH } from '@/lib/imports/mapping'
import { checkedDraft, namesOfLeads } from '@/lib/imports/queries/problems'
import type { ImportView } from '@/lib/imports/queries/runs'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { CheckStep, GoTo, Looking, Watch } from './check-step'
import { SavedAsYouGo } from './saved-as-you-go'

const FATES = ['created', 'updated', 'touched', 'skipped', 'rejected'] as const

/** What is there already, and what to do with it; then the import is begun. */
export async function DuplicatesStep({ actor, run }: { actor: Actor; run: ImportView }) {
  const [t, format, { findings, failure, isCurrent }] = await Promise.all([
    getTranslations('imports.duplicatesStep'),
    pageFormat(),
    checkedDraft(actor, run.id),
  ])
  if (failure || (findings && findings.questions.length > 0))
    return <CheckStep actor={actor} run={run} query={{}} />
  const isKnown = findings !== null && isCurrent
  // What is chosen stays where it is while the rows are counted anew.
  const choice =
    run.kind === 'leads' ? (
      <LeadMatches actor={actor} run={run} findings={isKnown ? findings : null} />
    ) : isKnown ? (
      <p className="text-muted">{t(run.kind === 'outcomes' ? 'outcomesText' : 'spendText')}</p>
    ) : (
      <Looking actor={actor} run={run} />
    )
  if (!isKnown) return <div className="flex max-w-4xl flex-col gap-4">{choice}</div>
  const { matches } = findings
  const written = matches.created + matches.updated + matches.touched
  return (
    <div className="flex max-w-4xl flex-col gap-4">
      {choice}
      <Watch actor={actor} run={run} isDue={false} />
      {findings.samples.length > 0 && <Samples actor={actor} run={run} findings={findings} />}
      <Card title={t('outcome')}>
        <dl className="flex flex-wrap gap-x-8 gap-y-3">
          {FATES.filter((fate) => matches[fate] > 0 || fate === 'created').map((fate) => (
            <div key={fate} className="flex flex-col-reverse">
              <dt className="text-sm text-muted">{t(fate)}</dt>
              <dd className="figures text-2xl font-semibold text-ink">{format.number(matches[fate])}</dd>
            </div>
          ))}
        </dl>
      </Card>
      <div className="flex flex-wrap items-center gap-2">
        {written > 0 && (
          <ActionForm action={beginImport}>
            <FormError />
            <input type="hidden" name="importId" value={run.id} />
            <input type="hidden" name="version" value={run.version} />
            <SubmitButton>{t('start', { rows: written })}</SubmitButton>
          </ActionForm>
        )}
        <GoTo run={run} step="check">
          {t('back')}
        </GoTo>
        <span className="text-sm text-muted">{t(written > 0 ? 'startText' : 'nothingText')}</span>
      </div>
    </div>
  )
}

async function LeadMatches({
  actor,
  run,
  findings,
}: {
  actor: Actor
  run: ImportView
  /** null while they are counted */
  findings: Findings | null
}) {
  const t = await getTranslations('imports.duplicatesStep')
  const mapped = new Set([...Object.values(run.draft.columns), ...Object.keys(run.draft.constants)])
  const keys = MATCH_BY.filter((key) => mapped.has(key))
  return (
    <>
      {findings ? <Matches findings={findings} /> : <Counting actor={actor} run={run} />}
      <ActionForm action={keepDuplicatesStep} className="flex flex-col gap-4">
        <FormError />
        <input type="hidden" name="importId" value={run.id} />
        <input type="hidden" name="version" value={run.version} />
        <Card title={t('what')}>
          <div className="flex flex-col gap-4">
            <RadioList
              name="onMatch"
              legend={<span className="sr-only">{t('what')}</span>}
              defaultValue={run.draft.onMatch ?? 'touch'}
              options={ON_MATCH.map((value) => ({
                value,
                label: t(`onMatch.${value}`),
                hint: t(`hint.${value}`),
              }))}
            />
            {keys.length > 1 && (
              <Field name="matchBy" label={t('matchBy')} className="max-w-md">
                <Select
                  name="matchBy"
                  defaultValue={run.draft.matchBy ?? ''}
                  options={[
                    { value: '', label: t('by.auto') },
                    ...keys.map((key) => ({ value: key, label: t(`by.${key}`) })),
                  ]}
                />
              </Field>
            )}
            <noscript>
              <SubmitButton variant="secondary">{t('apply')}</SubmitButton>
            </noscript>
          </div>
        </Card>
        <SavedAsYouGo />
      </ActionForm>
    </>
  )
}

/** While they are counted, in the place of what is found: what is chosen below does not move. */
async function Counting({ actor, run }: { actor: Actor; run: ImportView }) {
  const t = await getTranslations('imports.checkStep')
  return (
    <Callout className="min-h-20" title={t('looking')}>
      <Watch actor={actor} run={run} isDue />
    </Callout>
  )
}

/** How many rows are about leads that are there, and how that is known. */
async function Matches({ findings }: { findings: Findings }) {
  const [t, format] = await Promise.all([getTranslations('imports.duplicatesStep'), pageFormat()])
  const { externalId, email, phone } = findings.inDatabase
  const there = externalId + email + phone
  const how = [
    externalId > 0 && t('byId', { count: externalId }),
    email > 0 && t('byEmail', { count: email }),
    phone > 0 && t('byPhone', { count: phone }),
  ].filter((text) => text !== false)
  return (
    <Callout
      className="min-h-20"
      tone={there + findings.inFile > 0 ? 'warn' : 'success'}
      title={there > 0 ? t('found', { count: there }) : t('none')}
    >
      {there > 0 && <p>{format.list(how)}</p>}
      {findings.inFile > 0 ? (
        <p>{t('inFile', { count: findings.inFile })}</p>
      ) : (
        there === 0 && <p>{t('noneText')}</p>
      )}
      {!findings.exact && <p>{t('atLeast')}</p>}
    </Callout>
  )
}

async function Samples({ actor, run, findings }: { actor: Actor; run: ImportView; findings: Findings }) {
  const [t, leads] = await Promise.all([
    getTranslations('imports.duplicatesStep'),
    namesOfLeads(
      actor,
      findings.samples.flatMap(({ leadId }) => (leadId === null ? [] : [leadId])),
    ),
  ])
  const told = (cells: readonly string[]) =>
    findings.header
      .map((name, index) => ({ name, text: cells[index] ?? '', field: fieldOf(run.draft, name) }))
      .filter(({ field, text }) => field && text !== '')
      .slice(0, 5)
  return (
    <Card title={t('samples')} flush>
      <ul className="border-t border-line">
        {findings.samples.map(({ row, cells, by, leadId, firstRow }) => {
          const lead = leadId === null ? undefined : leads.get(leadId)
          return (
            <li
              key={row}
              className="grid gap-x-6 gap-y-1 border-b border-line px-4 py-2.5 last:border-b-0 md:grid-cols-[1fr_auto_1fr]"
            >
              <span className="min-w-0">
                <span className="figures text-sm text-muted">{t('sampleRow', { row })} </span>
                <span className="break-words text-ink">
                  {told(cells)
                    .map(({ text }) => text)
                    .join(' · ')}
                </span>
              </span>
              <span className="self-center text-sm text-muted">{t('sameAs', { by })}</span>
              <span className="min-w-0 break-words">
                {lead ? (
                  <Link
                    href={`/leads/${leadId}`}
                    prefetch={false}
                    className="font-semibold text-ink hover:underline"
                  >
                    {lead.name}
                  </Link>
                ) : (
                  firstRow !== null && t('earlierRow', { row: firstRow })
                )}
                {lead && (
                  <span className="text-muted"> {[lead.email, lead.phone].filter(Boolean).join(' · ')}</span>
                )}
              </span>
            </li>
          )
        })}
      </ul>
    </Card>
  )
}
