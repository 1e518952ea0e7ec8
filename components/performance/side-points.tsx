import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { Input, Textarea } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Reason } from '@/lib/organisation/queries'
import { saveWeights } from '@/lib/performance/actions'
import { POINT_KEYS, REJECTED, type Weights } from '@/lib/performance/points'
import type { SideWeights, WeightsView } from '@/lib/performance/queries/weights'
import type { Formatter } from '@/lib/platform/i18n/format'
import { pointWords } from './point-words'

type Props = {
  found: SideWeights
  maySet: boolean
  reasons: readonly Reason[]
  today: string
  format: Formatter
}

/** One side's points: what counts, the form of its head, and how it came about. */
export async function SidePoints({ found, maySet, reasons, today, format }: Props) {
  const [t, common] = await Promise.all([getTranslations('performance.points'), getTranslations('common')])
  const { side, versions, inForce, version } = found
  const current = versions.find((one) => one.version === inForce)
  const toCome = versions.filter(({ validity }) => validity.is === 'to_come')
  const word = await pointWords(reasons)
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <Card
        title={t(`side.${side}`)}
        note={
          current
            ? `${t('inForce', { version: current.version, from: format.date(current.inForceFrom) })} · ${setBy(current, t, format)}`
            : undefined
        }
      >
        {current ? (
          <WeightList weights={current.weights} word={word} format={format} />
        ) : (
          <p className="text-muted">{t('none', { mine: maySet ? 'yes' : 'no' })}</p>
        )}
        {current?.note && <p className="mt-2 text-sm whitespace-pre-line text-body">{current.note}</p>}
        {toCome.map((one) => (
          <p key={one.version} className="mt-3 border-t border-line pt-2 text-sm text-body">
            {t('toCome', { version: one.version, from: format.date(one.inForceFrom) })} ·{' '}
            {setBy(one, t, format)}
          </p>
        ))}
        {!maySet && <p className="mt-3 text-xs text-muted">{t('readOnly', { side })}</p>}
      </Card>
      {maySet && (
        <Card title={t('form.title')} note={t('form.hint')}>
          <ActionForm action={saveWeights}>
            <FormError />
            <input type="hidden" name="side" value={side} />
            <input type="hidden" name="version" value={version} />
            <WeightFields
              side={side}
              weights={versions[0]?.weights ?? {}}
              reasons={reasons.filter(({ archivedAt }) => archivedAt === null)}
              word={word}
            />
            <div className="mt-4 grid gap-3 sm:grid-cols-2">
              <Field name="inForceFrom" label={t('form.from')} hint={t('form.fromHint')} required>
                <Input type="date" min={today} max="2200-12-31" defaultValue={today} />
              </Field>
              <Field
                name="note"
                label={t('form.note')}
                hint={t('form.noteHint')}
                optionalLabel={common('optional')}
              >
                <Textarea rows={2} maxLength={1000} />
              </Field>
            </div>
            <div className="mt-3 flex justify-end">
              <SubmitButton variant="primary">{t('form.save')}</SubmitButton>
            </div>
          </ActionForm>
        </Card>
      )}
      {versions.length > 1 && (
        <Card title={t('history')} flush>
          <ul>
            {versions.map((one) => (
              <li key={one.version} className="border-t border-line px-4 py-2 first:border-t-0">
                <details>
                  <summary className="text-sm text-body hover:text-ink">
                    <span className="font-medium text-ink">{t('version', { version: one.version })}</span>{' '}
                    <Badge tone={one.validity.is === 'in_force' ? 'success' : 'neutral'}>
                      {t(`state.${stateOf(one)}`)}
                    </Badge>{' '}
                    {format.date(one.inForceFrom)} · {setBy(one, t, format)}
                  </summary>
                  <div className="pt-2">
                    <WeightList weights={one.weights} word={word} format={format} />
                    {one.note && <p className="mt-2 text-sm whitespace-pre-line text-body">{one.note}</p>}
                  </div>
                </details>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </div>
  )
}

type Say = Awaited<ReturnType<typeof getTranslations<'performance.points'>>>

function setBy({ createdBy, createdAt }: WeightsView, t: Say, format: Formatter): string {
  return t('setBy', { name: createdBy.name, at: format.dateTime(createdAt) })
}

function stateOf({ validity }: WeightsView): 'in_force' | 'to_come' | 'past' | 'never' {
  return validity.is === 'draft' || validity.is === 'withdrawn' ? 'never' : validity.is
}

function WeightList({
  weights,
  word,
  format,
}: {
  weights: Weights
  word: (key: string) => string
  format: Formatter
}) {
  const order: readonly string[] = [...POINT_KEYS.marketing, ...POINT_KEYS.sales]
  const place = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length)
  const keys = Object.keys(weights).toSorted((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
  return (
    <dl className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 gap-y-1 text-base">
      {keys.map((key) => {
        const weight = weights[key] ?? 0
        return (
          <div key={key} className="contents">
            <dt className="text-body">{word(key)}</dt>
            <dd className="figures text-end font-medium text-ink">
              {weight > 0 ? `+${format.number(weight)}` : format.number(weight)}
            </dd>
          </div>
        )
      })}
    </dl>
  )
}

const GROUPS = ['accepted', 'won', 'promises'] as const

/** Whether sales took it, whether it was won, and what both sides owe each other. */
function groupOf(key: string): (typeof GROUPS)[number] {
  if (key.startsWith('accepted')) return 'accepted'
  return key.startsWith('won') ? 'won' : 'promises'
}

async function WeightFields({
  side,
  weights,
  reasons,
  word,
}: {
  side: SideWeights['side']
  weights: Weights
  reasons: readonly Reason[]
  word: (key: string) => string
}) {
  const t = await getTranslations('performance.points')
  const keys: readonly string[] = POINT_KEYS[side]
  const groups = [
    ...GROUPS.map((group) => ({ group, keys: keys.filter((key) => groupOf(key) === group) })),
    ...(side === 'marketing'
      ? [{ group: 'rejected' as const, keys: reasons.map(({ code }) => `${REJECTED}${code}`) }]
      : []),
  ]
  return (
    <div className="flex flex-col gap-4">
      {groups.map(({ group, keys }) => (
        <fieldset key={group} className="min-w-0">
          <legend className="pb-1 text-sm font-medium text-muted">{t(`group.${group}`)}</legend>
          <div className="grid grid-cols-2 items-end gap-x-4 gap-y-3 md:grid-cols-3">
            {keys.map((key) => (
              <Field key={key} name={`weights.${key}`} label={word(key)}>
                <Input
                  inputMode="text"
                  autoComplete="off"
                  maxLength={6}
                  className="figures text-end"
                  defaultValue={weights[key] === undefined ? '' : String(weights[key])}
                />
              </Field>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  )
}
