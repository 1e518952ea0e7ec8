import { getTranslations } from 'next-intl/server'
import { Input } from '@/components/ui/controls'
import { Field } from '@/components/ui/field'
import type { DealView } from '@/lib/deals/queries'

/** What a deal is about: the same fields when it is opened and when it is edited. */
export async function DealFields({
  deal,
  title,
  currency,
}: {
  deal?: Pick<DealView, 'title' | 'amount' | 'expectedCloseOn'>
  /** Proposed for a new one. */
  title?: string
  currency: string
}) {
  const [t, common] = await Promise.all([getTranslations('deals.field'), getTranslations('common')])
  return (
    <>
      <Field name="title" label={t('title')} required>
        <Input name="title" defaultValue={deal?.title ?? title} maxLength={200} autoComplete="off" />
      </Field>
      <div className="grid grid-cols-2 items-start gap-3">
        <AmountField amount={deal?.amount} currency={currency} optionalLabel={common('optional')} />
        <Field name="expectedCloseOn" label={t('expectedCloseOn')} optionalLabel={common('optional')}>
          <Input name="expectedCloseOn" type="date" defaultValue={deal?.expectedCloseOn ?? undefined} />
        </Field>
      </div>
    </>
  )
}

export async function AmountField({
  amount,
  currency,
  optionalLabel,
}: {
  amount?: string | null
  currency: string
  optionalLabel?: string
}) {
  const t = await getTranslations('deals.field')
  return (
    <Field
      name="amount"
      label={t('amount', { currency })}
      optionalLabel={optionalLabel}
      required={!optionalLabel}
    >
      <Input
        name="amount"
        inputMode="decimal"
        autoComplete="off"
        defaultValue={amount?.replace(/\.00$/, '') ?? undefined}
        className="figures text-end"
      />
    </Field>
  )
}
