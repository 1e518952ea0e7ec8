import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { Input, Segmented, Select } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import { FieldError } from '@/components/ui/field-error'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { SourceOption } from '@/lib/channels/queries'
import type { Side } from '@/lib/platform/db/generated/enums'
import { saveCost, undoCost } from '@/lib/spend/actions'
import { TIMINGS, timingOf } from '@/lib/spend/entry'
import { rowKeyOf } from '@/lib/spend/grid'
import type { CostView } from '@/lib/spend/queries/ledger'
import { COST_KINDS } from '@/lib/spend/schema'
import { SPLITS } from '@/lib/spend/split'

/** Fields that show when their choice is made: by CSS, so that the form works before JavaScript has arrived. */
const WHEN = {
  day: 'hidden group-has-[input[value=day]:checked]/cost:flex',
  month: 'hidden group-has-[input[value=month]:checked]/cost:flex',
  monthly: 'hidden group-has-[input[value=monthly]:checked]/cost:grid',
  period: 'hidden group-has-[input[value=period]:checked]/cost:grid',
}
const IF_SHARED = 'hidden group-has-[option[value=shared]:checked]/cost:flex'
const UNLESS_SHARED = 'grid group-has-[option[value=shared]:checked]/cost:hidden'
const IF_FIXED = 'hidden group-has-[option[value=fixed]:checked]/cost:flex'

/** A new entry of the cost ledger, or an existing one. */
export async function CostForm({
  cost,
  sides,
  channels,
  currency,
  month,
}: {
  cost?: CostView
  /** whose costs the person records */
  sides: readonly Side[]
  channels: readonly SourceOption[]
  currency: string
  /** what a new one is offered for */
  month: string
}) {
  const [t, spend, common] = await Promise.all([
    getTranslations('spend.form'),
    getTranslations('spend'),
    getTranslations('common.action'),
  ])
  const timing = cost ? timingOf(cost) : 'month'
  const shared = cost?.channelId === null
  const shares = new Map(cost?.shares.map((share) => [rowKeyOf(share.channelId, share.campaignId), share]))
  const shareRows = [
    ...channels.map(({ id, name }) => ({ key: rowKeyOf(id, null), name })),
    ...[...shares].flatMap(([key, { campaignName, channelName }]) =>
      campaignName === null && channels.some(({ id }) => rowKeyOf(id, null) === key)
        ? []
        : [{ key, name: campaignName === null ? channelName : `${channelName} · ${campaignName}` }],
    ),
  ]
  const known = channels.some(({ id }) => id === cost?.channelId)
  return (
    <ActionForm
      key={cost?.version ?? 'new'}
      action={saveCost}
      undo={undoCost}
      undoLabel={common('undo')}
      resetOnDone={!cost}
      className="group/cost flex flex-col gap-4"
    >
      {cost && <input type="hidden" name="costId" value={cost.id} />}
      {cost && <input type="hidden" name="version" value={cost.version} />}
      <FormError />
      <div className="flex flex-wrap gap-4">
        {sides.length > 1 ? (
          <Segmented
            name="side"
            legend={t('side')}
            defaultValue={cost?.side ?? sides[0]}
            options={sides.map((side) => ({ value: side, label: spend(`side.${side}`) }))}
          />
        ) : (
          <input type="hidden" name="side" value={sides[0]} />
        )}
        <Segmented
          name="kind"
          legend={t('planned')}
          defaultValue={cost?.planned ? 'planned' : 'actual'}
          options={COST_KINDS.map((kind) => ({
            value: kind,
            label: spend(`ledger.${kind}`),
          }))}
        />
      </div>
      <Field name="purpose" label={t('purpose')} hint={t('purposeHint')}>
        <Input name="purpose" maxLength={200} defaultValue={cost?.purpose} autoComplete="off" />
      </Field>
      <Field name="place" label={t('place')} required>
        <Select name="place" defaultValue={cost ? placeOf(cost) : 'shared'}>
          <option value="shared">{t('shared')}</option>
          {cost && !shared && !known && (
            <option value={placeOf(cost)}>{cost.campaignName ?? cost.channelName}</option>
          )}
          {channels.map(({ id, name, campaigns }) => (
            <optgroup key={id} label={name}>
              <option value={rowKeyOf(id, null)}>{`${name} · ${spend('whole')}`}</option>
              {campaigns.map((campaign) => (
                <option
                  key={campaign.id}
                  value={rowKeyOf(id, campaign.id)}
                >{`${name} · ${campaign.name}`}</option>
              ))}
            </optgroup>
          ))}
        </Select>
      </Field>
      <div className={`${IF_SHARED} flex-col gap-3`}>
        <Field name="splitBy" label={t('splitBy')} hint={t('splitNote')}>
          <Select name="splitBy" defaultValue={cost?.splitBy ?? 'leads'}>
            {SPLITS.map((split) => (
              <option key={split} value={split}>
                {spend(`split.${split}`)}
              </option>
            ))}
          </Select>
        </Field>
        <ul className="list-disc pl-5 text-xs text-muted">
          {SPLITS.map((split) => (
            <li key={split}>
              <span className="font-medium text-body">{spend(`split.${split}`)}</span>:{' '}
              {spend(`splitHow.${split}`)}
            </li>
          ))}
        </ul>
        <fieldset className={`${IF_FIXED} flex-col gap-2`}>
          <legend className="mb-1 text-sm font-medium text-ink">{t('shares')}</legend>
          <div className="grid grid-cols-2 gap-x-4 gap-y-2">
            {shareRows.map(({ key, name }) => (
              <Field key={key} name={`share.${key}`} label={t('share', { name })}>
                <Input
                  name={`share.${key}`}
                  inputMode="decimal"
                  defaultValue={shares.get(key)?.percent ?? ''}
                  className="text-end"
                  autoComplete="off"
                />
              </Field>
            ))}
          </div>
        </fieldset>
        <FieldError name="shares" />
      </div>
      <Segmented
        name="timing"
        legend={t('timing')}
        defaultValue={timing}
        options={TIMINGS.map((value) => ({ value, label: t(value) }))}
      />
      <Field name="day" label={t('onDay')} className={WHEN.day}>
        <Input
          name="day"
          type="date"
          max="2200-12-31"
          defaultValue={timing === 'day' ? cost?.firstDay : ''}
        />
      </Field>
      <Field name="month" label={t('inMonth')} className={WHEN.month}>
        <Input
          name="month"
          type="month"
          defaultValue={timing === 'month' ? (cost?.firstDay.slice(0, 7) ?? month) : ''}
        />
      </Field>
      <div className={`${WHEN.monthly} grid-cols-2 gap-3`}>
        {(['fromMonth', 'untilMonth'] as const).map((name) => (
          <Field key={name} name={name} label={t(name)}>
            <Input
              name={name}
              type="month"
              defaultValue={
                timing === 'monthly' ? cost?.[name === 'fromMonth' ? 'firstDay' : 'lastDay'].slice(0, 7) : ''
              }
            />
          </Field>
        ))}
      </div>
      <div className={`${WHEN.period} grid-cols-2 gap-3`}>
        {(['from', 'to'] as const).map((name) => (
          <Field key={name} name={name} label={t(name)}>
            <Input
              name={name}
              type="date"
              max="2200-12-31"
              defaultValue={timing === 'period' ? cost?.[name === 'from' ? 'firstDay' : 'lastDay'] : ''}
            />
          </Field>
        ))}
        <p className="col-span-2 text-xs text-muted">{t('spread')}</p>
      </div>
      <Field name="amount" label={t('amount', { currency })} required className="max-w-48">
        <Input
          name="amount"
          inputMode="decimal"
          defaultValue={cost?.amount}
          autoComplete="off"
          className="text-end"
        />
      </Field>
      <div className={`${UNLESS_SHARED} max-w-96 grid-cols-2 gap-3`}>
        {(['reach', 'responses'] as const).map((name) => (
          <Field key={name} name={name} label={spend(name)}>
            <Input
              name={name}
              inputMode="numeric"
              defaultValue={cost?.[name] || ''}
              autoComplete="off"
              className="text-end"
            />
          </Field>
        ))}
      </div>
      <div>
        <SubmitButton>{cost ? t('save') : t('enter')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

function placeOf({ channelId, campaignId }: CostView): string {
  return channelId === null ? 'shared' : rowKeyOf(channelId, campaignId)
}
