import { getTranslations } from 'next-intl/server'
import { ActionForm } from '@/components/ui/action-form'
import { FormError } from '@/components/ui/form-error'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Formatter } from '@/lib/platform/i18n/format'
import { centsOf, moneyOf } from '@/lib/platform/money'
import { saveSpend } from '@/lib/spend/actions'
import { fingerprint, NO_SPEND, rowKeyOf } from '@/lib/spend/grid'
import type { SpendGridRow } from '@/lib/spend/queries/grid'
import type { SpendState } from '@/lib/spend/search-params'
import { SpendCell } from './cell'
import { GridKeys } from './grid-keys'

/** The browser has no messages: as many wordings of a number as a paste can want. */
const PASTED_WORDS = 200

/** A month's costs and results, channel by channel. Saved all together; only rows that were changed are written. */
export async function SpendGrid({
  rows,
  state,
  currency,
  mayRecord,
  format,
}: {
  rows: readonly SpendGridRow[]
  state: SpendState
  currency: string
  mayRecord: boolean
  format: Formatter
}) {
  const t = await getTranslations('spend')
  const sum = (column: 'reach' | 'responses') => rows.reduce((total, row) => total + row[column], 0)
  const amount = moneyOf(rows.reduce((total, row) => total + centsOf(row.amount) + centsOf(row.byDay), 0n))
  const planned = moneyOf(rows.reduce((total, row) => total + centsOf(row.plan) + centsOf(row.planByDay), 0n))
  const table = (
    <table className="figures w-full text-sm">
      <caption className="sr-only">{t('caption', { month: format.month(state.month) })}</caption>
      <thead>
        <tr className="text-xs text-muted">
          <th scope="col" className="px-4 py-2 text-start font-medium">
            {t('source')}
          </th>
          <th scope="col" className="w-24 px-1 py-2 md:w-36 md:px-2 text-end font-medium">
            {t('planAmount', { currency })}
          </th>
          <th scope="col" className="w-24 px-1 py-2 md:w-36 md:px-2 text-end font-medium">
            {t('amount', { currency })}
          </th>
          <th scope="col" className="w-20 px-1 py-2 md:w-32 md:px-2 text-end font-medium">
            {t('reach')}
          </th>
          <th scope="col" className="w-20 py-2 pr-2 pl-1 md:w-32 md:pr-4 md:pl-2 text-end font-medium">
            {t('responses')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <GridRow
            key={rowKeyOf(row.channelId, row.campaignId)}
            row={row}
            mayRecord={mayRecord}
            format={format}
          />
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t-2 border-line font-semibold text-ink">
          <th scope="row" className="px-4 py-2 text-start">
            {t('total')}
          </th>
          <td className="px-2 py-2 text-end">{format.money(planned)}</td>
          <td className="px-2 py-2 text-end">{format.money(amount)}</td>
          <td className="px-2 py-2 text-end">{format.number(sum('reach'))}</td>
          <td className="py-2 pr-4 pl-2 text-end">{format.number(sum('responses'))}</td>
        </tr>
      </tfoot>
    </table>
  )
  const box = 'max-w-5xl overflow-x-auto rounded-lg border border-line bg-surface'
  if (!mayRecord) return <div className={box}>{table}</div>
  return (
    <ActionForm key={`${state.month} ${state.side}`} action={saveSpend} className="flex flex-col gap-3">
      <input type="hidden" name="month" value={state.month} />
      <input type="hidden" name="side" value={state.side} />
      <FormError />
      <GridKeys pastedWords={Array.from({ length: PASTED_WORDS }, (_, n) => t('pasted', { n }))}>
        <div className={box}>{table}</div>
      </GridKeys>
      <div className="sticky bottom-0 z-10 -mx-1 bg-canvas px-1 py-2 max-md:bottom-14">
        <SubmitButton>{t('save')}</SubmitButton>
      </div>
    </ActionForm>
  )
}

async function GridRow({
  row,
  mayRecord,
  format,
}: {
  row: SpendGridRow
  mayRecord: boolean
  format: Formatter
}) {
  const t = await getTranslations('spend')
  const key = rowKeyOf(row.channelId, row.campaignId)
  const isChannel = row.campaignId === null
  const name = row.campaignName ?? row.channelName
  const shown = {
    plan: Number(row.plan) === 0 ? '' : row.plan,
    amount: Number(row.amount) === 0 ? '' : row.amount,
    reach: row.reach || '',
    responses: row.responses || '',
  }
  return (
    <tr className={isChannel ? 'border-t border-line' : ''}>
      <th
        scope="row"
        className={`px-2 py-1 text-start md:px-4 align-top font-normal ${isChannel ? 'pt-2.5' : 'pt-2.5 pl-4 md:pl-8'}`}
      >
        <span className={isChannel ? 'font-semibold text-ink' : 'text-body'}>{name}</span>
        {isChannel && <span className="text-xs text-muted"> · {t('whole')}</span>}
        {(['planByDay', 'byDay'] as const).map(
          (more) =>
            Number(row[more]) > 0 && (
              <span key={more} className="block text-xs text-muted">
                {t(more === 'byDay' ? 'cost' : 'plan')}: {t('byDay', { amount: format.money(row[more]) })}
              </span>
            ),
        )}
        {mayRecord && (
          <>
            <input type="hidden" name={`was.${key}`} value={fingerprint(row)} />
            <input type="hidden" name={`version.${key}`} value={row.version} />
            <input
              type="hidden"
              name={`planWas.${key}`}
              value={fingerprint({ ...NO_SPEND, amount: row.plan })}
            />
            <input type="hidden" name={`planVersion.${key}`} value={row.planVersion} />
          </>
        )}
      </th>
      {(['plan', 'amount', 'reach', 'responses'] as const).map((column) => (
        <td
          key={column}
          className={`px-1 py-1 text-end align-top md:px-2 ${column === 'responses' ? 'pr-2 md:pr-4' : ''}`}
        >
          {mayRecord ? (
            <SpendCell
              name={`${column}.${key}`}
              value={String(shown[column])}
              money={column === 'amount' || column === 'plan'}
              label={t('cell', {
                what: t(column === 'amount' ? 'cost' : column),
                name,
              })}
            />
          ) : column === 'amount' || column === 'plan' ? (
            format.money(row[column])
          ) : (
            format.number(row[column])
          )}
        </td>
      ))}
    </tr>
  )
}
