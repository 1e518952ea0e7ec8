import { getTranslations } from 'next-intl/server'
import { DataTable } from '@/components/data-table/data-table'
import { listLabels } from '@/components/data-table/list-labels'
import { SettingsHeader } from '@/components/settings/settings-header'
import { ActionForm } from '@/components/ui/action-form'
import { Badge } from '@/components/ui/badge'
import { LinkButton } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Dialog } from '@/components/ui/dialog'
import { DialogButton } from '@/components/ui/dialog-button'
import { EmptyState } from '@/components/ui/empty-state'
import { FormError } from '@/components/ui/form-error'
import { Pagination } from '@/components/ui/pagination'
import { SubmitButton } from '@/components/ui/submit-button'
import type { Actor } from '@/lib/platform/actor'
import { pageFormat } from '@/lib/platform/i18n/page-format'
import { PRESETS } from '@/lib/platform/period-choice'
import { hrefWith, one, type Query } from '@/lib/platform/url-state'
import { revokeLink } from '@/lib/sharing/actions'
import { canManageAllLinks } from '@/lib/sharing/policy'
import { listSharedLinks, type SharedLinkListed } from '@/lib/sharing/queries'

const PATH = '/settings/shared-links'
const TONE = { open: 'success', expired: 'neutral', revoked: 'neutral', orphaned: 'warn' } as const

/** What somebody outside can see of the company's numbers, and how it ends. */
export async function SharedLinksScreen({ actor, query }: { actor: Actor; query: Query }) {
  const text = one(query, 'after')
  const after = text && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
  const [t, presets, labels, format, { rows, next }] = await Promise.all([
    getTranslations('sharing'),
    getTranslations('funnel.period'),
    listLabels(),
    pageFormat(),
    listSharedLinks(actor, { after }),
  ])
  const days = ({ preset, from, to }: SharedLinkListed) => {
    const named = PRESETS.find((name) => name === preset)
    if (named) return presets(named)
    return from && to ? `${format.shortDate(from)} – ${format.shortDate(to)}` : '—'
  }
  const seesAll = canManageAllLinks(actor)
  return (
    <>
      <SettingsHeader actor={actor} current="shared-links" />
      {rows.length === 0 ? (
        <EmptyState title={t('none')} action={<LinkButton href="/funnel">{t('toFunnel')}</LinkButton>}>
          {t('noneText')}
        </EmptyState>
      ) : (
        <>
          <p className="mb-4 max-w-prose text-muted">{t('intro')}</p>
          <Card flush>
            <DataTable
              rows={rows}
              rowKey={(row) => row.id}
              caption={t('title')}
              columns={[
                {
                  key: 'name',
                  header: t('column.name'),
                  cell: (row) => (
                    <>
                      {row.name}
                      <span className="block text-xs font-normal text-muted">
                        {t(`screen.${row.screen}`)} · {days(row)}
                        {row.named && ` · ${t('named')}`}
                        {seesAll && ` · ${row.createdBy}`}
                      </span>
                    </>
                  ),
                },
                {
                  key: 'state',
                  header: t('column.state'),
                  width: '9rem',
                  card: 'bare',
                  cell: (row) => <Badge tone={TONE[row.state]}>{t(`state.${row.state}`)}</Badge>,
                },
                {
                  key: 'until',
                  header: t('column.until'),
                  width: '9rem',
                  card: 'labelled',
                  cell: (row) => format.shortDate(row.expiresAt),
                },
                {
                  key: 'views',
                  header: t('column.views'),
                  align: 'end',
                  width: '6rem',
                  card: 'labelled',
                  cell: (row) => format.number(row.views),
                },
                {
                  key: 'last',
                  header: t('column.last'),
                  width: '9rem',
                  from: 'lg',
                  card: 'none',
                  cell: (row) => (row.lastViewedAt ? format.relative(row.lastViewedAt) : t('never')),
                },
                {
                  key: 'revoke',
                  header: t('column.end'),
                  width: '7rem',
                  align: 'end',
                  card: 'bare',
                  cell: (row) => row.state === 'open' && <RevokeLink link={row} />,
                },
              ]}
            />
          </Card>
          {(next !== null || after !== null) && (
            <Pagination
              previousHref={after === null ? undefined : PATH}
              nextHref={next === null ? undefined : hrefWith(PATH, { after: String(next) })}
              labels={labels.paging}
            />
          )}
        </>
      )}
    </>
  )
}

async function RevokeLink({ link }: { link: SharedLinkListed }) {
  const t = await getTranslations()
  const title = t('sharing.revokeTitle', { name: link.name })
  const dialog = `revoke-link-${link.id}`
  return (
    <>
      <DialogButton dialog={dialog} variant="quiet" size="sm" aria-label={title}>
        {t('sharing.revoke')}
      </DialogButton>
      <Dialog id={dialog} title={title} closeLabel={t('common.action.close')} size="sm">
        <ActionForm action={revokeLink} className="flex flex-col gap-4">
          <FormError />
          <input type="hidden" name="id" value={link.id} />
          <p>{t('sharing.revokeText')}</p>
          <SubmitButton variant="danger" className="self-start">
            {t('sharing.revoke')}
          </SubmitButton>
        </ActionForm>
      </Dialog>
    </>
  )
}
