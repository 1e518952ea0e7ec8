import Link from 'next/link'
import { getTranslations } from 'next-intl/server'
import { listLabels } from '@/components/data-table/list-labels'
import { ActionForm } from '@/components/ui/action-form'
import { Input } from '@/components/ui/controls'
import { DefinitionList } from '@/components/ui/definition-list'
import { Field } from '@/components/ui/field'
import { FormError } from '@/components/ui/form-error'
import { SidePanel } from '@/components/ui/side-panel'
import { SubmitButton } from '@/components/ui/submit-button'
import { METRICS, sourcesOf } from '@/lib/funnel/metrics'
import { sourceHref } from '@/lib/funnel/search-params'
import { written } from '@/lib/funnel/wording'
import type { Actor } from '@/lib/platform/actor'
import type { Formatter } from '@/lib/platform/i18n/format'
import { agreeFromForm, setTargetFromForm, takeTargetBack } from '@/lib/targets/actions'
import { canSetTargets, sidesToAgree } from '@/lib/targets/policy'
import { expectedBy, grows } from '@/lib/targets/progress'
import { type Plan, type PlanCell, type Target, type TargetEvent, targetHistory } from '@/lib/targets/queries'
import { type PlanState, planHref } from '@/lib/targets/search-params'
import { daysOf } from '@/lib/targets/target-period'
import { isPercentage, typedText } from '@/lib/targets/target-value'
import { periodName } from './period-name'
import { ProgressWord } from './progress-word'

const SIDES = ['marketing', 'sales'] as const

/** One target: what it is, how it stands, who agreed, and how it came about; set, taken back and agreed to here. */
export async function TargetPanel({
  actor,
  plan,
  state,
  cell,
  format,
}: {
  actor: Actor
  plan: Plan
  state: PlanState & { open: NonNullable<PlanState['open']> }
  cell: PlanCell
  format: Formatter
}) {
  const { kpi, period } = state.open
  const [t, funnel, labels, history] = await Promise.all([
    getTranslations('targets'),
    getTranslations('funnel'),
    listLabels(),
    targetHistory(actor, kpi, period),
  ])
  const names = plan.periods.map((one) => one.period)
  const beside = (step: number) => {
    const next = names[names.indexOf(period) + step]
    return next ? planHref({ ...state, open: { kpi, period: next } }) : null
  }
  return (
    <SidePanel
      title={`${funnel(`metric.${kpi}.name`)} · ${periodName(period, t, format)}`}
      closeHref={planHref({ ...state, open: null })}
      previousHref={beside(-1)}
      nextHref={beside(1)}
      labels={labels.panel}
    >
      <div className="flex flex-col gap-5" key={`${kpi} ${period} ${cell.target?.version ?? 0}`}>
        <p className="text-sm text-muted">
          <b className="font-semibold text-ink">{funnel(`metric.${kpi}.formula`)}</b>
          <br />
          {funnel(`metric.${kpi}.how`)}
        </p>
        <Standing cell={cell} kpi={kpi} format={format} />
        {canSetTargets(actor) ? (
          <TargetForm cell={cell} kpi={kpi} currency={plan.currency} />
        ) : (
          !cell.target && <p className="text-sm text-muted">{t('panel.onlyExecutive')}</p>
        )}
        {cell.target && <Agreements actor={actor} target={cell.target} format={format} />}
        {history.length > 0 && (
          <section>
            <h3 className="mb-1 text-sm font-semibold text-ink">{t('panel.history')}</h3>
            <ol className="flex flex-col gap-1 text-sm">
              {history.map((event) => (
                <li key={event.id}>
                  <EventText event={event} kpi={kpi} format={format} />
                </li>
              ))}
            </ol>
          </section>
        )}
      </div>
    </SidePanel>
  )
}

type OfKpi = { kpi: Target['kpi']; format: Formatter }

async function Standing({ cell, kpi, format }: OfKpi & { cell: PlanCell }) {
  const [t, funnel] = await Promise.all([getTranslations('targets'), getTranslations('funnel')])
  const { target, fact, elapsed, progress } = cell
  const { numerator, denominator } = sourcesOf(kpi)
  const source = numerator ?? denominator
  const items = []
  if (target) items.push({ term: t('panel.value'), value: written(kpi, target.value, format) })
  if (target && grows(kpi) && elapsed > 0 && elapsed < 1) {
    const expected = expectedBy(kpi, target.value, elapsed)
    items.push({
      term: t('panel.expectedNow'),
      value: written(kpi, METRICS[kpi].unit === 'count' ? Math.round(expected) : expected, format),
    })
  }
  items.push({
    term: t('panel.fact'),
    value:
      fact?.value == null ? (
        funnel('noData')
      ) : (
        <span className="inline-flex flex-wrap gap-x-3">
          {written(kpi, fact.value, format)}
          {source && (
            <Link href={sourceHref(source, daysOf(cell.period))} className="text-accent-ink hover:underline">
              {t('panel.leads')}
            </Link>
          )}
        </span>
      ),
  })
  if (elapsed > 0 && elapsed < 1) items.push({ term: t('panel.elapsed'), value: format.percent(elapsed, 0) })
  return (
    <section className="flex flex-col gap-2">
      <DefinitionList items={items} />
      {progress && target && (
        <p className="flex flex-wrap items-baseline gap-x-2 text-sm text-muted">
          <ProgressWord progress={progress} ended={elapsed === 1} />
          {t(`why.${progress.verdict}`, { n: ('needed' in progress ? progress.needed : null) ?? 0 })}
        </p>
      )}
    </section>
  )
}

/** Shares are typed in per cent, as people say them. */
async function TargetForm({ cell, kpi, currency }: { cell: PlanCell; kpi: Target['kpi']; currency: string }) {
  const t = await getTranslations('targets')
  const { target, period } = cell
  const { unit } = METRICS[kpi]
  const kind = isPercentage(kpi) ? 'percent' : unit === 'ratio' ? 'multiple' : unit
  const hidden = (
    <>
      <input type="hidden" name="kpi" value={kpi} />
      <input type="hidden" name="period" value={period} />
      <input type="hidden" name="version" value={target?.version ?? ''} />
    </>
  )
  return (
    <div className="flex flex-col gap-2">
      <ActionForm action={setTargetFromForm} className="flex flex-col gap-3">
        <FormError />
        {hidden}
        <Field name="value" label={t('panel.value')} hint={t(`panel.${kind}`, { currency })} required>
          <Input
            name="value"
            inputMode="decimal"
            autoComplete="off"
            maxLength={40}
            defaultValue={target ? typedText(kpi, target.value) : ''}
            className="w-40"
          />
        </Field>
        {target && target.agreements.length > 0 && (
          <p className="text-sm text-warn-ink">{t('panel.voids', { n: target.agreements.length })}</p>
        )}
        <SubmitButton className="self-start">{t(target ? 'panel.save' : 'panel.propose')}</SubmitButton>
      </ActionForm>
      {target && (
        <ActionForm action={takeTargetBack}>
          <FormError />
          {hidden}
          <SubmitButton variant="quiet" size="sm">
            {t('panel.takeBack')}
          </SubmitButton>
        </ActionForm>
      )}
    </div>
  )
}

/** Both sides of it: who agreed, or whose agreement it waits for. */
async function Agreements({ actor, target, format }: { actor: Actor; target: Target; format: Formatter }) {
  const t = await getTranslations('targets')
  const mine = sidesToAgree(actor, target.agreements)
  return (
    <section className="flex flex-col gap-2">
      <h3 className="text-sm font-semibold text-ink">{t('panel.agreements')}</h3>
      <ul className="flex flex-col gap-2 text-sm">
        {SIDES.map((side) => {
          const given = target.agreements.find((agreement) => agreement.side === side)
          return (
            <li key={side} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {given
                ? t('panel.agreed', {
                    by: given.by.name,
                    side: t(`side.${side}`),
                    at: format.date(given.at),
                  })
                : t('panel.waits', { side: t(`side.${side}`) })}
              {mine.includes(side) && (
                <ActionForm action={agreeFromForm}>
                  <FormError />
                  <input type="hidden" name="targets" value={`${target.id}:${target.version}`} />
                  <input type="hidden" name="side" value={side} />
                  <SubmitButton size="sm">{t('panel.agree', { side: t(`side.${side}`) })}</SubmitButton>
                </ActionForm>
              )}
            </li>
          )
        })}
      </ul>
      <p className="text-xs text-muted">
        {t('panel.setBy', { by: target.setBy.name, at: format.dateTime(target.setAt) })}
      </p>
    </section>
  )
}

async function EventText({ event, kpi, format }: OfKpi & { event: TargetEvent }) {
  const t = await getTranslations('targets.event')
  const sides = await getTranslations('targets.side')
  const { type, by, at, data } = event
  const value = (text: string | null | undefined) => (text == null ? '—' : written(kpi, text, format))
  const words = {
    by: by.name,
    from: value(data.from),
    to: value(data.to),
    side: data.side ? sides(data.side) : '',
  }
  const voided = data.voided?.length ?? 0
  const key = type === 'changed' && data.from == null ? 'again' : type
  return (
    <>
      <span className="text-muted">{format.dateTime(at)}</span> {t(key, words)}
      {voided > 0 && `; ${t('voided', { n: voided })}`}
    </>
  )
}
