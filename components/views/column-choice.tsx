import { getTranslations } from 'next-intl/server'
import { columnName } from '@/components/leads/column-name'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { type LeadColumn, USUAL_COLUMNS } from '@/lib/leads/search-params'
import { hrefWith, type Query } from '@/lib/platform/url-state'
import { columnsInOrder } from '@/lib/views/address'
import { ColumnsLater } from './columns-later'

const DIALOG = 'lead-columns'

/** The button beside the filters, and the dialog that it opens. */
export async function ColumnChoice({ columns, list }: { columns: readonly LeadColumn[]; list: Query }) {
  const [t, common] = await Promise.all([getTranslations('leads'), getTranslations('common.action')])
  return (
    <>
      <DialogButton dialog={DIALOG} variant="quiet" size="sm">
        {t('columns.button')}
      </DialogButton>
      <Dialog id={DIALOG} title={t('columns.title')} closeLabel={common('close')} size="sm">
        <p className="mb-2 text-sm text-muted">{t('columns.hint')}</p>
        <ColumnsLater
          // another address has other columns
          key={columns.join()}
          choices={columnsInOrder(columns).map((name) => {
            const label = columnName(t, name)
            return {
              name,
              label,
              shown: columns.includes(name),
              up: t('columns.up', { name: label }),
              down: t('columns.down', { name: label }),
            }
          })}
          usual={USUAL_COLUMNS.join()}
          href={{
            with: hrefWith('/leads', list, { cols: 'COLUMNS' }),
            without: hrefWith('/leads', list, { cols: null }),
          }}
          words={{ apply: t('columns.apply'), reset: t('columns.reset') }}
        />
      </Dialog>
    </>
  )
}
